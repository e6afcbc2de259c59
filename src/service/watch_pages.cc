// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/watch_pages.h"

#include "capture/page_text.h"
#include "capture/warc.h"
#include "service/captures.h"
#include "service/piece.h"

namespace ruban::service {
namespace {

bool is_over(const store::LetterRow& row) { return row.end && *row.end != ledger::LetterEnd::closed; }

Result<capture::CapturedPage> page_in(const std::string& warc) {
  const auto records = TRY(capture::read_warc(warc));
  return capture::captured_page(records);
}

// What readers would be shown of both is the same. A page without text, a PDF, is compared byte for byte.
bool reads_the_same(const capture::CapturedPage& a, const capture::CapturedPage& b) {
  if (a.status != b.status) return false;
  const auto text_a = capture::page_text(a.content, a.content_type);
  const auto text_b = capture::page_text(b.content, b.content_type);
  if (text_a && text_b) return *text_a == *text_b;
  return a.content == b.content;
}

}  // namespace

bool WatchPages::step() {
  const auto now = instance_.clock.now();
  const auto page = instance_.store.watched().due(now);
  if (!page) return false;
  const auto row = instance_.store.letters().letter(page->letter);
  const auto letter = row ? letters_.find(row->slug, row->version)
                          : Result<LetterPointer>(fail(Kind::not_found, "There is no such letter here."));
  if (!letter || is_over(*row)) {
    instance_.store.watched().unwatch(page->letter, page->url);
    return true;
  }
  const auto done = look(**letter, page->url);
  const auto next = instance_.clock.now() + page->every;
  instance_.store.watched().looked(page->letter, page->url, now, next,
                                   done ? std::string() : std::string(done.error().message));
  return true;
}

Result<void> WatchPages::look(const PublishedLetter& letter, const std::string& url) {
  auto piece = captured_piece(TRY(fetch_(url)));
  const auto said = statements(instance_, letter.id(), kEverything);
  const auto* last = last_capture(said, url);
  if (last == nullptr) return fail(Kind::not_found, "This page wasn’t captured before.");
  const auto before = instance_.store.documents().file(text_of(*last)->sha256, kEverything);
  if (before && before->type == "application/warc") {
    const auto was = page_in(before->bytes), is = page_in(piece.file.bytes);
    if (was && is && reads_the_same(*was, *is)) return {};
  }
  ForTheRecord input;
  input.kind = letter::DocumentKind::evidence;
  input.source = piece.source;
  input.date = piece.date;
  input.files.push_back(std::move(piece.file));
  input.words = titles_of(*last);  // it is called what it was called before
  if (input.words.empty()) return fail(Kind::gone, "This document was taken down.");
  std::vector<letter::Fault> faults;
  TRY(put_on_record(instance_, letter, input, faults));
  return {};
}

}  // namespace ruban::service
