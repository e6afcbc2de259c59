// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/captures.h"

#include <algorithm>

#include "capture/page_text.h"
#include "capture/warc.h"

namespace ruban::service {
namespace {

using letter::DocumentKind;

// A page that is shown to readers; a longer one can be had as a file.
constexpr std::size_t kMostText = 4 << 20;

const letter::PublicDocument* document_of(const Statement& statement) {
  const auto& document = statement.in(statement.original).document;
  return document ? &*document : nullptr;
}

std::size_t bytes_of(const std::vector<capture::Block>& blocks) {
  std::size_t out = 0;
  for (const auto& block : blocks) out += sizeof block + block.text.size();
  return out;
}

std::size_t bytes_of(const std::vector<capture::Segment>& segments) {
  std::size_t out = 0;
  for (const auto& segment : segments) out += sizeof segment + segment.text.size();
  return out;
}

Result<CapturedText> read_text(const store::PublicFile& file) {
  CapturedText out;
  if (file.type == "application/warc") {
    const auto records = TRY(capture::read_warc(file.bytes));
    out.page = TRY(capture::captured_page(records));
    out.blocks = TRY(capture::page_text(out.page.content, out.page.content_type, {.text = kMostText}));
    out.page.content = {};
    return out;
  }
  if (file.type != "text/html" && file.type != "text/plain")
    return fail(Kind::invalid, "This file holds no page.");
  out.blocks = TRY(capture::page_text(file.bytes, file.type, {.text = kMostText}));
  return out;
}

bool is_older(const Statement& a, const Statement& b) {
  return std::pair(made_at(a), a.number) < std::pair(made_at(b), b.number);
}

template <class Which>
const Statement* newest(const std::vector<Statement>& said, std::string_view source, const Which& which) {
  const Statement* out = nullptr;
  for (const auto& one : said) {
    if (text_of(one) == nullptr || document_of(one)->source != source || !which(one)) continue;
    if (out == nullptr || is_older(*out, one)) out = &one;
  }
  return out;
}

}  // namespace

const letter::Attachment* text_of(const Statement& piece) {
  const auto* document = document_of(piece);
  if (document == nullptr || piece.kind != DocumentKind::evidence) return nullptr;
  const auto found = std::ranges::find_if(document->attachments, [](const auto& file) {
    return file.type == "application/warc" || file.type == "text/html" || file.type == "text/plain";
  });
  return found == document->attachments.end() ? nullptr : &*found;
}

Instant made_at(const Statement& piece) {
  const auto* document = document_of(piece);
  if (document != nullptr && document->date) return *document->date;
  return piece.time().value_or(Instant());
}

std::vector<WordsInLanguage> titles_of(const Statement& piece) {
  std::vector<WordsInLanguage> out;
  const auto add = [&](letter::Language language) {
    const auto& document = piece.wordings.at(language).back().document;
    if (document) out.push_back({language, document->title, {}, {}});
  };
  add(piece.original);
  for (const auto& [language, wordings] : piece.wordings) {
    if (language != piece.original) add(language);
  }
  return out;
}

const Statement* last_capture(const std::vector<Statement>& said, std::string_view source) {
  return newest(said, source, [](const Statement&) { return true; });
}

const Statement* capture_before(const std::vector<Statement>& said, const Statement& piece) {
  const auto* document = document_of(piece);
  if (document == nullptr || !document->source || text_of(piece) == nullptr) return nullptr;
  return newest(said, *document->source, [&](const Statement& one) { return is_older(one, piece); });
}

const Captures::Kept* Captures::find(const std::string& key) {
  const auto found = std::ranges::find(kept_, key, &Kept::key);
  if (found == kept_.end()) return nullptr;
  kept_.splice(kept_.begin(), kept_, found);
  return &kept_.front();
}

void Captures::keep(Kept kept) {
  bytes_ += kept.bytes;
  kept_.push_front(std::move(kept));
  while (bytes_ > kMostBytes && kept_.size() > 1) {
    bytes_ -= kept_.back().bytes;
    kept_.pop_back();
  }
}

Result<Captures::Text> Captures::read(const Hash& file, TreeSize size) {
  const auto key = to_hex(file.view());
  // What is taken down mustn't be read here any longer.
  if (!instance_.store.documents().is_public(file, size))
    return fail(Kind::not_found, "No document of the record has this hash.");
  if (const auto* kept = find(key)) return kept->text;
  const auto found = instance_.store.documents().file(file, size);
  if (!found) return fail(Kind::not_found, "No document of the record has this hash.");
  if (found->taken_down) return fail(Kind::gone, "This document was taken down.");
  auto text = std::make_shared<const CapturedText>(TRY(read_text(*found)));
  keep({key, text, nullptr, bytes_of(text->blocks)});
  return text;
}

Result<Captures::Text> Captures::text(const Hash& file, TreeSize size) {
  std::unique_lock lock(mutex_, kPatience);
  if (!lock) return fail(Kind::busy, "Other pages are being read. Please try again in a moment.");
  return read(file, size);
}

Result<Captures::Difference> Captures::difference(const Hash& before, const Hash& after, TreeSize size) {
  std::unique_lock lock(mutex_, kPatience);
  if (!lock) return fail(Kind::busy, "Other pages are being read. Please try again in a moment.");
  const auto old_text = TRY(read(before, size));
  const auto new_text = TRY(read(after, size));
  const auto key = to_hex(before.view()) + to_hex(after.view());
  if (const auto* kept = find(key)) return kept->difference;
  auto out = std::make_shared<const std::vector<capture::Segment>>(
      capture::difference(old_text->blocks, new_text->blocks));
  keep({key, nullptr, out, bytes_of(*out)});
  return out;
}

}  // namespace ruban::service
