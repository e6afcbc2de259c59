// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/figures_page.h"

#include <algorithm>

#include <fmt/format.h>

#include "i18n/format.h"
#include "i18n/tr.h"
#include "templates/figures.varnames.h"
#include "web/pages/embed_page.h"
#include "web/pages/pledge_pages.h"
#include "web/pages/sheet.h"

namespace ruban::web {
namespace {

using ctemplate::TemplateDictionary;
using i18n::Lang;
using i18n::tr;
using i18n::tr_plural;

std::string number(Lang lang, std::uint64_t n) { return i18n::format_number(lang, n); }

// No more than holds: committed by the site, cosigned by witnesses, recounted by some of them.
std::string standing_words(const FiguresPage& page, Lang lang) {
  const auto committed = tr(
      lang, "Committed: this site signed the record that holds the figure, and can’t say otherwise later.");
  auto words = committed + " " + witnessed(page.then, lang);
  Instant last = page.at;
  for (const auto& one : page.cosignatures) last = std::max(last, one.at);
  if (last > page.at) {
    words +=
        ' ' + tr(lang,
                 "The last of these cosignatures came after the instant that was asked for, on {instant}.",
                 {{"instant", i18n::format_instant(lang, last)}});
  }
  return words;
}

std::string proof_words(const FiguresPage& page, Lang lang) {
  if (!page.tally)
    return tr(lang, "No tally of this letter was in the record yet, so there is nothing to prove.");
  if (page.tally_agrees) {
    return tr(lang, "Entry {index} of the record says these very figures.",
              {{"index", number(lang, *page.tally)}});
  }
  return tr(lang,
            "The last tally in the record, entry {index}, is up to a minute older than these figures: what "
            "the proof "
            "proves is what that entry says.",
            {{"index", number(lang, *page.tally)}});
}

std::string reason_words(std::string_view reason, Lang lang) {
  if (reason == "owner") return tr(lang, "asked for by who signed");
  if (reason == "court") return tr(lang, "ordered by a court");
  if (reason == "abuse") return tr(lang, "forged or abusive");
  return tr(lang, "a test of the operator");
}

void fill_quotes(TemplateDictionary& body, const FiguresPage& page, Lang lang) {
  for (const Lang tongue : {lang, i18n::other(lang)}) {
    if (!page.titles.contains(tongue)) continue;
    auto sentences = quote_sentences(page, tongue);
    for (auto& sentence : kept_sentences(page, tongue)) sentences.push_back(std::move(sentence));
    for (const auto& sentence : sentences) {
      auto* quote = body.AddSectionDictionary(kf_QUOTE);
      set(*quote, kf_QUOTE_LANG, i18n::tag(tongue));
      set(*quote, kf_SENTENCE, sentence);
    }
  }
}

void fill_count(TemplateDictionary& body, const FiguresPage& page, Lang lang) {
  set(body, kf_ASKED, page.asked);
  set(body, kf_AT, i18n::format_instant(lang, page.at));
  set(body, kf_AS_OF, i18n::format_instant_short(lang, page.then.at));
  set(body, kf_SIZE, tr_plural(lang, "{count} entry", "{count} entries", page.then.size));
  set(body, kf_STANDING, standing_words(page, lang));
  set(body, kf_PROOF_WORDS, proof_words(page, lang));
  if (page.tally) {
    auto* evidence = body.AddSectionDictionary(kf_IF_EVIDENCE);
    set(*evidence, kf_TALLY_TEXT, page.tally_text);
    set(*evidence, kf_CHECKPOINT, page.checkpoint);
    for (const auto& one : page.cosignatures) {
      set(*evidence->AddSectionDictionary(kf_COSIGNATURE), kf_COSIGNED,
          tr(lang, "{witness} cosigned it on {instant}.",
             {{"witness", one.witness}, {"instant", i18n::format_instant(lang, one.at)}}));
    }
  }
  if (page.fault) {
    auto* fault = body.AddSectionDictionary(kf_IF_FAULT);
    set(*fault, kf_FAULT, tr(lang, *page.fault));
    body.ShowSection(kf_IF_INVALID);
  }
  bool any_last_day = false, has_pledge = false;
  for (const auto& c : page.classes) {
    auto* row = body.AddSectionDictionary(kf_CLASS);
    set(*row, kf_LABEL, c.labels.at(lang));
    set(*row, kf_NAMED, number(lang, c.named));
    set(*row, kf_ANON, number(lang, c.anon));
    set(*row, kf_WITHDRAWN, number(lang, c.withdrawn));
    set(*row, kf_TAKEN_DOWN, number(lang, c.taken_down));
    any_last_day = any_last_day || c.last_day;
    if (c.kept) {
      has_pledge = true;
      set(*row->AddSectionDictionary(kf_IF_KEPT), kf_KEPT, number(lang, *c.kept));
    }
  }
  if (has_pledge) {
    body.ShowSection(kf_IF_PLEDGE_COLUMN);
    set(*body.AddSectionDictionary(kf_IF_PLEDGE), kf_PLEDGE_PAGE,
        letter_path(lang, page.head.place, "/pledge"));
  }
  if (!any_last_day) return;
  for (const auto& c : page.classes) {
    auto* line = body.AddSectionDictionary(kf_PACE);
    set(*line, kf_PACE_WORDS,
        tr(lang, "{class}: {first} within the first day, {last} more within the last 24 hours.",
           {{"class", c.labels.at(lang)},
            {"first", number(lang, c.first_day.value_or(0))},
            {"last", number(lang, c.last_day.value_or(0))}}));
  }
}

void fill_statements(TemplateDictionary& body, const FiguresPage& page, Lang lang) {
  if (page.statements.empty()) return;
  auto* list = body.AddSectionDictionary(kf_IF_STATEMENTS);
  for (const auto& statement : page.statements) {
    auto* one = list->AddSectionDictionary(kf_STATEMENT);
    set(*one, kf_STATEMENT_TEXT, statement.text);
    set(*one, kf_STATEMENT_CLASS, statement.class_label);
    set(*one, kf_STATEMENT_DAY, i18n::format_date(lang, statement.at));
    set(*one, kf_STATEMENT_SIGNATURE, number(lang, statement.signature));
    set(*one, kf_STATEMENT_ENTRY, fmt::format("/api/v1/entries/{}", statement.index));
  }
}

void fill_curve(TemplateDictionary& body, const FiguresPage& page, Lang lang) {
  set(body, kf_CURVE, page.curve);
  for (const auto& c : page.classes)
    set(*body.AddSectionDictionary(kf_COLUMN), kf_COLUMN_LABEL, c.labels.at(lang));
  const std::vector<std::uint64_t>* before = nullptr;
  for (const auto& row : page.rows) {
    if (before && *before == row.standing) continue;
    before = &row.standing;
    auto* line = body.AddSectionDictionary(kf_ROW);
    set(*line, kf_ROW_MACHINE_TIME, format_rfc3339(row.at));
    set(*line, kf_ROW_TIME, i18n::format_instant_short(lang, row.at));
    for (const auto n : row.standing)
      set(*line->AddSectionDictionary(kf_CELL), kf_CELL_NUMBER, number(lang, n));
  }
}

void fill_files(TemplateDictionary& body, const FiguresPage& page, Lang lang) {
  const auto& slug = page.head.place.slug;
  const auto of_version =
      page.head.place.version ? fmt::format("version={}&", *page.head.place.version) : std::string();
  const auto at = page.asked.empty() || page.fault ? std::string() : "at=" + format_rfc3339(page.at);
  const auto file = [&](std::string_view path) {
    return fmt::format("/letters/{}/{}?{}lang={}", slug, path, of_version, i18n::tag(lang));
  };
  set(body, kf_PROOF, fmt::format("/api/v1/letters/{}/proof?{}{}", slug, of_version, at));
  set(body, kf_COUNT_JSON, fmt::format("/api/v1/letters/{}/count?{}{}", slug, of_version, at));
  set(body, kf_CURVE_SVG, file("curve.svg"));
  set(body, kf_CURVE_PNG, file("curve.png"));
  set(body, kf_CURVE_CSV, file("curve.csv"));
  set(body, kf_CURVE_JSON, file("curve.json"));
  set(body, kf_SIGNATURES_CSV, fmt::format("/api/v1/letters/{}/signatures.csv?{}", slug, of_version));
  set(body, kf_FEED, file("feed.atom"));
  set(body, kf_VERIFY_PAGE, path_in(lang, "/verify"));
  set(body, kf_HISTORY, letter_path(lang, page.head.place, "/history"));
  set(body, kf_QUOTE_PAGE, letter_path(lang, page.head.place, "/quote"));
  show_if(body, kf_IF_PROOF, page.tally.has_value());
  set(body, kf_ORIGIN, page.layout.origin);
  set(body, kf_SLUG, slug);
  set(body, kf_CODE_LANG, i18n::tag(lang));
  std::vector<std::string> labels;
  for (const auto& c : page.classes) labels.push_back(c.labels.at(lang));
  set(body, kf_EMBED_WIDTH, std::to_string(kEmbedWidth));
  set(body, kf_EMBED_HEIGHT,
      std::to_string(embed_height(page.titles.at(lang), labels, page.layout.demonstration)));
}

}  // namespace

std::vector<std::string> quote_sentences(const FiguresPage& page, Lang lang) {
  std::vector<std::string> out;
  for (const auto& c : page.classes) {
    const auto classes = page.classes.size();
    const auto count = c.named + c.anon;
    const auto when = i18n::format_instant(lang, page.at);
    const auto& title = page.titles.at(lang);
    if (classes == 1) {
      out.push_back(tr_plural(
          lang,
          "On {instant}, the open letter “{title}” had {count} signature, by the public record of {host}.",
          "On {instant}, the open letter “{title}” had {count} signatures, by the public record of {host}.",
          count, {{"instant", when}, {"title", title}, {"host", page.host}}));
    } else {
      out.push_back(tr_plural(
          lang,
          "On {instant}, the open letter “{title}” had {count} signature in the class “{class}”, by the "
          "public record of {host}.",
          "On {instant}, the open letter “{title}” had {count} signatures in the class “{class}”, by the "
          "public record of {host}.",
          count, {{"instant", when}, {"title", title}, {"class", c.labels.at(lang)}, {"host", page.host}}));
    }
  }
  return out;
}

std::vector<std::string> kept_sentences(const FiguresPage& page, Lang lang) {
  std::vector<std::string> out;
  for (const auto& c : page.classes) {
    if (c.kept.value_or(0) == 0) continue;
    const auto when = i18n::format_instant(lang, page.at);
    const auto named = number(lang, c.named);
    const auto& title = page.titles.at(lang);
    if (page.classes.size() == 1) {
      out.push_back(tr_plural(
          lang,
          "On {instant}, {count} of {named} who signed “{title}” with their name had said that the pledge is "
          "kept, by the public record of {host}.",
          "On {instant}, {count} of {named} who signed “{title}” with their name had said that their pledge "
          "is "
          "kept, by the public record of {host}.",
          *c.kept, {{"instant", when}, {"named", named}, {"title", title}, {"host", page.host}}));
    } else {
      out.push_back(tr_plural(lang,
                              "On {instant}, {count} of {named} who signed “{title}” with their name in the "
                              "class “{class}” had said "
                              "that the pledge is kept, by the public record of {host}.",
                              "On {instant}, {count} of {named} who signed “{title}” with their name in the "
                              "class “{class}” had said "
                              "that their pledge is kept, by the public record of {host}.",
                              *c.kept,
                              {{"instant", when},
                               {"named", named},
                               {"title", title},
                               {"class", c.labels.at(lang)},
                               {"host", page.host}}));
    }
  }
  return out;
}

std::string render(const FiguresPage& page, Lang lang) {
  Sheet sheet(page.layout,
              {.title = tr(lang, "Figures: {title}", {{"title", page.head.title}}),
               .description = page.classes.empty() ? std::string() : quote_sentences(page, lang).front(),
               .failed = page.fault.has_value()},
              "figures", lang);
  auto& body = sheet.body();
  add_crumb(body, kf_CRUMB, page.head, lang);
  set(body, kf_PATH, letter_path(lang, page.head.place, "/figures"));
  show_if(body, kf_IF_LIVE, !page.layout.archive);
  fill_quotes(body, page, lang);
  fill_count(body, page, lang);
  fill_statements(body, page, lang);
  fill_curve(body, page, lang);
  if (!page.takedowns.empty()) {
    auto* list = body.AddSectionDictionary(kf_IF_TAKEDOWN);
    for (const auto& [reason, count] : page.takedowns) {
      set(*list->AddSectionDictionary(kf_TAKEDOWN), kf_TAKEDOWN_WORDS,
          fmt::format("{} · {}", number(lang, count), reason_words(reason, lang)));
    }
  }
  show_if(body, kf_IF_NO_TAKEDOWN, page.takedowns.empty());
  fill_files(body, page, lang);
  return sheet.html();
}

}  // namespace ruban::web
