// SPDX-License-Identifier: AGPL-3.0-or-later
// Puts on record what is said of a letter: answers, demands' states, news, evidence, deliveries.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "service/statements.h"

namespace ruban::service {

// The same in one language.
struct WordsInLanguage {
  letter::Language language = letter::Language::en;
  std::string title;
  std::string markdown;
  std::vector<letter::Said> said;
};

struct AttachedFile {
  std::string name;
  std::string type;
  std::string bytes;
};

struct ForTheRecord {
  letter::DocumentKind kind = letter::DocumentKind::update;
  // Of a demand, its number; with `corrects`, the number of what is said anew; else nothing.
  std::optional<std::uint64_t> number;
  // Takes the place of what was said before, in the languages given; a language that wasn't there is a
  // translation. Of a demand it is the last move.
  bool corrects = false;
  // News alone, and not with `corrects`: those who asked for it are told by mail, once it is on record.
  bool tell_subscribers = false;
  // Of a delivery: goes out by mail, if it is kept.
  std::optional<mail::NewMail> mail;
  std::vector<WordsInLanguage> words;  // the first is the original, the others translate it
  std::optional<Instant> date;
  std::optional<std::string> by;
  std::optional<std::string> source;
  std::vector<std::uint64_t> evidence;
  std::vector<AttachedFile> files;
  std::optional<letter::DemandState> state;     // of a demand
  std::optional<ledger::ResponseBy> answer_by;  // of a response
  std::optional<std::string> domain;            // that the recipient has proved
};

struct PutOnRecord {
  std::uint64_t number = 1;
  std::vector<Hash> documents;  // one a language
};

// What happens in the same transaction or not at all.
using WithIt = std::function<Result<void>(store::LetterTransaction&, const PutOnRecord&)>;

// Durable when it returns; in the record with the next publication. Nothing is kept if anything is wrong:
// `faults` are those of the texts (Kind::invalid). Kind::gone once the letter was withdrawn or removed;
// Kind::not_found for a demand, a piece of evidence or a number that isn't there; Kind::conflict for a
// demand's move that isn't one, and for what was said already in the very same words; Kind::forbidden for the
// correction of somebody else's answer.
Result<PutOnRecord> put_on_record(Instance instance, const PublishedLetter& letter, const ForTheRecord& input,
                                  std::vector<letter::Fault>& faults, const WithIt& with_it = {});

}  // namespace ruban::service
