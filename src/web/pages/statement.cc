// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/statement.h"

#include <fmt/format.h>

#include <algorithm>

#include "i18n/format.h"
#include "i18n/tr.h"
#include "i18n/typography.h"
#include "templates/statement.varnames.h"
#include "web/pages/changes_html.h"
#include "web/pages/document_html.h"
#include "web/pages/words.h"

namespace ruban::web {
namespace {

using ctemplate::TemplateDictionary;
using i18n::Lang;
using i18n::tr;

std::string when(const StatementOnPage& statement, Lang lang) {
  const auto recorded = i18n::format_instant_short(lang, statement.now.time);
  const auto& document = statement.now.document;
  if (statement.is_draft) return tr(lang, "Not on record yet");
  if (!document || !document->date) return tr(lang, "On record since {instant}", {{"instant", recorded}});
  return tr(lang, "{date}; on record since {instant}",
            {{"date", i18n::format_instant_short(lang, *document->date)}, {"instant", recorded}});
}

// "Original in French, translated by the organisers." Nothing where it stands in one language only.
std::string translated(const StatementOnPage& statement, letter::Language shown, Lang lang) {
  if (shown == statement.original)
    return statement.others.empty() ? std::string() : tr(lang, "This is the original.");
  return lang_of(statement.original) == Lang::fr ? tr(lang, "Translated from the French.")
                                                 : tr(lang, "Translated from the English.");
}

std::string size_text(std::uint64_t bytes, Lang lang) {
  return tr(lang, "{count} kB", {{"count", i18n::format_number(lang, (bytes + 999) / 1000)}});
}

// Pieces of evidence, which have a page beside the one at `address`.
void add_pieces(TemplateDictionary& part, const letter::PublicDocument& document, const std::string& address,
                Lang lang) {
  if (document.evidence.empty()) return;
  const auto beside = path_in(lang, address.substr(0, address.rfind('/'))) + "/evidence#";
  auto* list = part.AddSectionDictionary(ks_IF_PIECES);
  for (const auto number : document.evidence) {
    auto* link = list->AddSectionDictionary(ks_PIECE);
    set(*link, ks_PIECE_URL, beside + anchor(letter::DocumentKind::evidence, number));
    set(*link, ks_PIECE_TEXT, tr(lang, "Evidence {number}", {{"number", i18n::format_number(lang, number)}}));
  }
}

// Its languages stand on one page.
std::string draft_anchor(Lang lang) { return "#draft-" + std::string(i18n::tag(lang)); }

void add_others(TemplateDictionary& part, const StatementOnPage& statement, const std::string& address) {
  for (const auto language : statement.others) {
    const auto other = lang_of(language);
    auto* link = part.AddSectionDictionary(ks_OTHER);
    set(*link, ks_OTHER_URL,
        statement.is_draft ? draft_anchor(other)
                           : path_in(other, address) + "#" + anchor(statement.kind, statement.number));
    set(*link, ks_OTHER_LANG, i18n::tag(other));
    set(*link, ks_OTHER_TEXT, other == Lang::fr ? tr(other, "In French") : tr(other, "In English"));
  }
}

void add_files(TemplateDictionary& part, const letter::PublicDocument& document,
               const std::vector<Hash>& gone, Lang lang) {
  const auto is_gone = [&](const Hash& file) { return std::ranges::find(gone, file) != gone.end(); };
  for (const auto& file : document.attachments) {
    if (!file.type.starts_with("image/") || is_gone(file.sha256)) continue;
    auto* picture = part.AddSectionDictionary(ks_PICTURE);
    set(*picture, ks_PICTURE_URL, "/api/v1/documents/" + to_hex(file.sha256.view()));
    set(*picture, ks_PICTURE_TEXT, i18n::typeset(lang_of(document.language), document.title));
  }
  if (document.attachments.empty()) return;
  auto* files = part.AddSectionDictionary(ks_IF_FILES);
  for (const auto& file : document.attachments) {
    auto* row = files->AddSectionDictionary(ks_FILE);
    auto* kind = row->AddSectionDictionary(is_gone(file.sha256) ? ks_IF_FILE_GONE : ks_IF_FILE);
    if (!is_gone(file.sha256)) {
      set(*kind, ks_FILE_URL, "/api/v1/documents/" + to_hex(file.sha256.view()));
      set(*kind, ks_FILE_SIZE, size_text(file.bytes, lang));
    }
    set(*row, ks_FILE_NAME, file.name);
    set(*row, ks_FILE_HASH, to_hex(file.sha256.view()));
  }
}

void add_body(TemplateDictionary& part, const letter::PublicDocument& document) {
  const auto text_lang = lang_of(document.language);
  if (!document.body.blocks.empty()) {
    auto* text = part.AddSectionDictionary(ks_IF_TEXT);
    set(*text, ks_DOCUMENT, document_html(document.body, text_lang));
  }
  if (!document.said.empty()) {
    auto* list = part.AddSectionDictionary(ks_IF_SAYS);
    for (const auto& one : document.said) {
      auto* row = list->AddSectionDictionary(ks_SAYS);
      set(*row, ks_DEMAND, std::to_string(one.demand));
      set(*row, ks_TEXT, i18n::typeset(text_lang, one.text));
    }
  }
  if (document.by) {
    set(*part.AddSectionDictionary(ks_IF_BY), ks_BY, *document.by);
  }
  if (document.source) {
    auto* source = part.AddSectionDictionary(ks_IF_SOURCE);
    set(*source, ks_SOURCE, *document.source);
    set(*source, ks_SOURCE_TEXT, short_address(*document.source));
  }
}

// Each wording with what the next one made of it, newest first.
void add_before(TemplateDictionary& part, const StatementOnPage& statement, Lang lang) {
  if (statement.before.empty()) return;
  auto* list = part.AddSectionDictionary(ks_IF_BEFORE);
  set(*list, ks_CORRECTED,
      tr(lang, "Corrected on {instant}; what stood here before",
         {{"instant", i18n::format_instant_short(lang, statement.now.time)}}));
  for (std::size_t i = statement.before.size(); i-- > 0;) {
    const auto& old = statement.before[i];
    const auto& next = i + 1 < statement.before.size() ? statement.before[i + 1] : statement.now;
    auto* row = list->AddSectionDictionary(ks_BEFORE);
    set(*row, ks_BEFORE_WHEN,
        tr(lang, "From {instant} to {end}",
           {{"instant", i18n::format_instant_short(lang, old.time)},
            {"end", i18n::format_instant_short(lang, next.time)}}));
    set(*row, ks_BEFORE_URL, "/api/v1/documents/" + to_hex(old.sha256.view()));
    if (!old.document) {
      show_if(*row, ks_IF_OLD_GONE, true);
      continue;
    }
    const auto was = blocks_of(*old.document);
    const auto segments =
        next.document ? capture::difference(was, blocks_of(*next.document)) : unchanged(was);
    set(*row->AddSectionDictionary(ks_IF_OLD_TEXT), ks_CHANGES, changes_html(segments, lang).html);
  }
}

}  // namespace

std::string anchor(letter::DocumentKind kind, std::uint64_t number) {
  return fmt::format("{}-{}", letter::code(kind), number);
}

std::string short_address(std::string_view address) {
  const auto scheme = address.find("://");
  if (scheme != std::string_view::npos) address.remove_prefix(scheme + 3);
  if (address.ends_with('/')) address.remove_suffix(1);
  constexpr std::size_t kMost = 60;
  return address.size() <= kMost ? std::string(address) : std::string(address.substr(0, kMost)) + "…";
}

std::string voucher(const StatementOnPage& statement, Lang lang) {
  if (statement.kind != letter::DocumentKind::response) return {};
  if (!statement.by_recipient) return tr(lang, "Recorded by the organisers, who say where it was said.");
  if (!statement.domain) return tr(lang, "Given by the recipient.");
  return tr(lang, "Given by the recipient, who proved to hold {domain}.", {{"domain", *statement.domain}});
}

void add_statement(TemplateDictionary& body, const ctemplate::StaticTemplateString& place,
                   const StatementOnPage& statement, const std::string& address, Lang lang) {
  auto& part = *body.AddIncludeDictionary(place);
  part.SetFilename("statement");
  const auto& document = statement.now.document;
  const auto shown = document ? document->language : statement.original;
  set(part, ks_ANCHOR,
      statement.is_draft ? draft_anchor(lang_of(shown)).substr(1) : anchor(statement.kind, statement.number));
  set(part, ks_TEXT_LANG, i18n::tag(lang_of(shown)));
  set(part, ks_TITLE,
      document ? i18n::typeset(lang_of(shown), document->title) : tr(lang, "A document that was taken down"));
  set(part, ks_WHEN, when(statement, lang));
  if (const auto words = voucher(statement, lang); !words.empty())
    set(*part.AddSectionDictionary(ks_IF_VOUCHER), ks_VOUCHER, words);
  if (const auto words = translated(statement, shown, lang); !words.empty())
    set(*part.AddSectionDictionary(ks_IF_TRANSLATED), ks_TRANSLATED, words);
  add_others(part, statement, address);
  show_if(part, ks_IF_GONE, !document);
  if (document) {
    add_body(part, *document);
    add_files(part, *document, statement.now.gone, lang);
    add_pieces(part, *document, address, lang);
  }
  add_before(part, statement, lang);
  if (statement.is_draft) return;
  auto* entry = part.AddSectionDictionary(ks_IF_ON_RECORD);
  set(*entry, ks_INDEX, i18n::format_number(lang, statement.now.index));
  set(*entry, ks_PROOF, fmt::format("/api/v1/entries/{}/proof", statement.now.index));
  set(*entry, ks_DOCUMENT_URL, "/api/v1/documents/" + to_hex(statement.now.sha256.view()));
  set(*entry, ks_HASH, to_hex(statement.now.sha256.view()));
}

}  // namespace ruban::web
