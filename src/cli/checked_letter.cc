// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/checked_letter.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "audit/proved_entries.h"
#include "audit/recount.h"
#include "cli/progress_bar.h"
#include "credential/issuer_key.h"
#include "crypto/sha256.h"

namespace ruban::cli {
namespace {

namespace json = boost::json;

constexpr std::chrono::hours kFresh{1};  // protocol.md B.4

auto no_list() {
  return fail(Kind::invalid, "The server's list of letters is not of the form that it should have.");
}

// The letter as the record has it. Every entry up to its own is read, and letters are held against the rules
// of docs/formats/record.md, so that no earlier one of the same name, and no key of another's issuer, goes
// unseen.
struct Found {
  LetterId id;
  ledger::LetterEntry entry;
};
Result<Found> find_letter(const LetterAddress& address, EntryIndex index, audit::ProvedEntries& entries,
                          Terminal& terminal) {
  ProgressBar bar(terminal, "Reading the record up to the letter");
  if (index >= entries.checkpoint().size)
    return fail(Kind::not_found, "The letter isn't in the published record yet. Try again in a moment.");
  audit::Recount letters;
  for (EntryIndex at = 0; at <= index; at += ledger::kTileWidth) {
    bar.show(at, index);
    const auto bundle = TRY(entries.bundle(at / ledger::kTileWidth));
    for (std::size_t i = 0; i < bundle.size() && at + i <= index; ++i) {
      if (!bundle[i].starts_with("ruban/v1 letter\n")) continue;
      const auto verdict = letters.add(bundle[i]);
      if (at + i < index) continue;
      auto parsed = ledger::parse_entry(bundle[i]);
      auto* letter = parsed ? std::get_if<ledger::LetterEntry>(&*parsed) : nullptr;
      if (letter == nullptr || letter->slug != address.slug ||
          (address.version && letter->version != *address.version)) {
        continue;
      }
      if (verdict.fault) {
        return fail(Kind::conflict,
                    "By the rules of the record this letter is void, so no signature under it would count. "
                    "Sign nothing there, and tell others.",
                    std::string(audit::sentence_of(*verdict.fault)));
      }
      for (const auto& issuer : letter->issuers) TRY(credential::check_issuer_key(issuer.key));
      return Found{ledger::letter_id_of(bundle[i]), std::move(*letter)};
    }
  }
  return fail(Kind::invalid, "The record has no such letter where the server says.");
}

// Whether the policy's quorum has cosigned within the hour, by a clock that may be wrong in either direction.
// A policy that asks for nobody has what it asks for.
bool freshly_cosigned(const ledger::Judgement& judged, const ledger::Policy& policy, Instant now) {
  std::vector<ledger::Cosigned> fresh;
  for (const auto& c : judged.opened.cosigned) {
    if (std::chrono::abs(now - c.time) < kFresh) fresh.push_back(c);
  }
  return policy.quorum_met(fresh);
}

// Whether somebody has witnessed it, for the record's policy or for the letter's; a fault if they must have
// and haven't.
Result<bool> check_witnesses(const Found& found, const letter::Letter& letter, const ledger::Policy& trusted,
                             const std::string& note, const LetterQuestion& question, Instant now) {
  std::vector<ledger::Policy> policies{trusted};
  if (found.entry.witness_policy_sha256) {
    const auto& text = letter.witness_policy;
    if (!text || crypto::sha256(*text) != *found.entry.witness_policy_sha256)
      return fail(Kind::conflict, "The letter's folder and its entry say different things.");
    // By whom the record is signed was judged before.
    const auto own = TRY(ledger::Policy::parse(*text));
    policies.push_back(own.about(trusted));
  }
  bool enough = true, witnessed = false;
  for (const auto& policy : policies) {
    const auto judged = TRY(ledger::judge_checkpoint(note, policy));
    const bool met = freshly_cosigned(judged, policy, now);
    enough = enough && met;
    witnessed = witnessed || (met && policy.quorum() != "none");
  }
  if (enough || question.allow_unwitnessed) return witnessed;
  return fail(
      Kind::forbidden,
      "The checkpoint lacks the witnesses that must have cosigned it within the last hour, so this server "
      "may show you another record than others. Nothing was sent; --allow-unwitnessed signs all the same.");
}

}  // namespace

Result<EntryIndex> place_in_list(const LetterAddress& address, std::string_view list) {
  json::error_code error;
  const auto value = json::parse({list.data(), list.size()}, error);
  const auto* letters = error || !value.is_object() ? nullptr : value.as_object().if_contains("letters");
  if (letters == nullptr || !letters->is_array()) return no_list();
  std::optional<EntryIndex> found;
  std::uint64_t newest = 0;
  for (const auto& one : letters->as_array()) {
    if (!one.is_object()) return no_list();
    const auto& o = one.as_object();
    const auto *slug = o.if_contains("slug"), *version = o.if_contains("version"),
               *index = o.if_contains("index");
    if (slug == nullptr || !slug->is_string() || version == nullptr || index == nullptr) return no_list();
    json::error_code bad_version, bad_index;
    const auto number = version->to_number<std::uint64_t>(bad_version);
    const auto place = index->to_number<EntryIndex>(bad_index);
    if (bad_version || bad_index) return no_list();
    if (std::string_view(slug->as_string()) != address.slug || number < newest) continue;
    if (address.version && number != *address.version) continue;
    newest = number;
    found = place;
  }
  if (!found) return fail(Kind::not_found, "There is no such letter there.");
  return *found;
}

Result<CheckedLetter> check_letter(const LetterQuestion& question, audit::Source& source,
                                   const FindPolicy& find_policy, Terminal& terminal) {
  // The list first: what it names is in the record that is fetched after it.
  const auto list = TRY(source.letters());
  auto place = TRY(place_in_list(question.address, list));
  const auto note = TRY(source.checkpoint());
  const auto origin = TRY(ledger::parse_origin(note.substr(0, note.find('\n'))));
  auto trusted = TRY(trust(origin, question.policy, terminal, [&] { return find_policy(origin); }));
  if (trusted.from == Trust::From::source && !question.address.id) {
    return fail(Kind::forbidden,
                "This isn't the address that its record names, so nobody says whose record it is. Nothing "
                "was sent: use "
                "that address, one with the letter's id (?id=…), or --policy.",
                origin);
  }
  const auto judged = ledger::judge_checkpoint(note, trusted.policy);
  if (!judged) {
    return fail(
        Kind::conflict,
        "The server's checkpoint isn't signed by the key that this record had before, so it may be another "
        "server. Nothing was sent.");
  }
  audit::ProvedEntries entries(source, judged->opened.checkpoint);
  auto found = TRY(find_letter(question.address, place, entries, terminal));
  if (question.address.id && *question.address.id != found.id) {
    return fail(Kind::conflict, "This isn't the letter that the address means: its id is another one.");
  }
  auto text = TRY(audit::fetch_letter_text(source, found.entry));
  const auto witnessed =
      TRY(check_witnesses(found, text.letter, trusted.policy, note, question, terminal.now));
  return CheckedLetter{
      found.id,           place,    std::move(found.entry), std::move(text), judged->opened.checkpoint,
      std::move(trusted), witnessed};
}

std::string to_text(const CheckedLetter& checked, letter::Language language) {
  const auto& l = checked.text.letter;
  if (std::find(l.languages.begin(), l.languages.end(), language) == l.languages.end())
    language = l.languages.front();
  std::string out = fmt::format("{}\n\nTo {}", l.title.at(language), l.recipient.name);
  for (const auto* more : {&l.recipient.role, &l.recipient.organisation}) {
    if (const auto text = more->find(language); text != more->end()) out += ", " + text->second;
  }
  out += "\n\n" + checked.text.folder.files.at(fmt::format("{}.md", letter::code(language)));
  if (!l.demands.empty()) out += "\nDemands:\n";
  for (const auto& demand : l.demands)
    out += fmt::format("  {}. {}\n", demand.number, demand.text.at(language));
  if (l.pledge) out += fmt::format("\nWhat who signs undertakes:\n  {}\n", l.pledge->text.at(language));
  out += fmt::format(
      "\nThis is the text in the record ({} v{}, letter {}). Its hash and the issuers' keys are those of "
      "entry {} "
      "under a checkpoint of {} entries. {}\n",
      checked.entry.slug, checked.entry.version, to_hex(checked.id.view()), checked.index,
      checked.checkpoint.size, checked.trust.sentence());
  out += checked.witnessed ? "A quorum of witnesses has cosigned that checkpoint within the last hour.\n"
                           : "No witness has cosigned it within the last hour: that others see the same "
                             "record, nobody but the "
                             "server says.\n";
  return out;
}

}  // namespace ruban::cli
