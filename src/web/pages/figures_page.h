// SPDX-License-Identifier: AGPL-3.0-or-later
// FiguresPage: what a reporter with ten minutes needs: the sentence to quote, the count at an instant, the
// curve, files to take away, and how to check them.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "web/pages/layout.h"

namespace ruban::web {

struct FiguresPage {
  Layout layout;
  LetterHead head;
  std::string host;  // "ruban.example.org"

  struct Class {
    std::string name;                          // "employee"
    std::map<i18n::Lang, std::string> labels;  // "Employees of …", in the languages of the sentences
    std::optional<std::uint64_t> denominator;
    std::uint64_t named = 0, anon = 0;  // standing at `at`
    std::uint64_t withdrawn = 0, taken_down = 0;
    std::optional<std::uint64_t> kept;                 // of `named`, who say that the pledge is kept
    std::optional<std::uint64_t> first_day, last_day;  // as of today, not of the instant asked for
  };
  std::vector<Class> classes;
  std::map<i18n::Lang, std::string> titles;  // of the letter, in the languages of the sentences

  std::string asked;                // the instant as it was typed; empty: the present
  std::optional<Error> fault;       // what was wrong with it; the figures are then the present ones
  Instant at;                       // the instant that the figures hold for
  CheckpointFoot then;              // the checkpoint that they come from
  std::optional<EntryIndex> tally;  // the last `tally` then, which can be proved; absent: none yet
  bool tally_agrees = false;        // it says these very figures

  std::string tally_text;  // that entry, byte for byte
  std::string checkpoint;  // the signed note that it is proved under
  struct Cosignature {
    std::string witness;
    Instant at;
  };
  std::vector<Cosignature> cosignatures;  // on that note

  std::string curve;  // an <svg>, safe as it is
  struct Row {
    Instant at;
    std::vector<std::uint64_t> standing;  // by class
  };
  std::vector<Row> rows;
  struct Statement {
    std::string text;                     // lines joined by LF
    std::string class_label;              // in the page's language
    Instant at;                           // published
    EntryIndex index = 0, signature = 0;  // its entry, and that of the signature it is tied to
  };
  std::vector<Statement> statements;                             // for the press, newest first
  std::vector<std::pair<std::string, std::uint64_t>> takedowns;  // reason as in the record, and how many
};

std::string render(const FiguresPage& page, i18n::Lang lang);

// "On …, 31 of the 112 people who …": one for each class in which somebody has; none without a pledge.
std::vector<std::string> kept_sentences(const FiguresPage& page, i18n::Lang lang);

// "At 14:00 UTC on …, 312 signatures stood …": one for each class, since classes are never added up.
std::vector<std::string> quote_sentences(const FiguresPage& page, i18n::Lang lang);

}  // namespace ruban::web
