// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/verify_missing.h"

#include <fmt/format.h>

#include <algorithm>

#include "audit/missing_entry.h"
#include "audit/proved_entries.h"
#include "cli/assurance.h"
#include "cli/audit_copy.h"
#include "cli/letter_address.h"
#include "cli/progress_bar.h"
#include "cli/read_file.h"
#include "cli/trust.h"

namespace ruban::cli {
namespace {

constexpr std::string_view kFirstLine = "ruban/v1 ";
constexpr int kLateEpochs = 2;  // protocol.md A.6

// As it was hashed: mails and editors change line ends, and no entry has others.
std::string with_plain_ends(std::string text) {
  std::erase(text, '\r');
  if (!text.ends_with('\n')) text += '\n';
  return text;
}

// The record of a site or a folder, under the key by which it is known.
struct Record {
  AuditCopy copy;
  std::string note;
  Trust trust;
  ledger::Judgement judged;
};

Result<Record> open_record(const Verify& command, const std::optional<LetterAddress>& letter,
                           Terminal& terminal) {
  auto copy = TRY(open_copy(letter ? letter->site : command.site));
  auto note = TRY(copy.source->checkpoint());
  const auto origin = TRY(ledger::parse_origin(note.substr(0, note.find('\n'))));
  const auto find_policy = [&]() -> Result<FoundPolicy> {
    return FoundPolicy{TRY(copy.policy()), copy.site == home_of(origin)};
  };
  auto trusted = TRY(trust(origin, command.policy, terminal, find_policy));
  auto judged = ledger::judge_checkpoint(note, trusted.policy);
  if (!judged) {
    return fail(Kind::conflict,
                "The checkpoint isn't signed by the key that this record had before, so it may be another "
                "server's.",
                origin);
  }
  return Record{std::move(copy), std::move(note), std::move(trusted), *std::move(judged)};
}

Result<void> read_record(const Record& record, audit::MissingEntry& missing, Terminal& terminal) {
  ProgressBar bar(terminal, "Reading the record");
  audit::ProvedEntries entries(*record.copy.source, record.judged.opened.checkpoint);
  const auto size = entries.checkpoint().size;
  for (EntryIndex at = 0; at < size; at += ledger::kTileWidth) {
    bar.show(at, size);
    const auto bundle = TRY(entries.bundle(at / ledger::kTileWidth));
    for (const auto& entry : bundle) missing.look(entry);
  }
  return {};
}

// Until when the record that was read says everything: of a site, until now; of a copy, until the last sign
// of life that is in it.
Instant read_until(const Record& record, const audit::MissingEntry::Answer& answer, Instant now) {
  if (!record.copy.site.empty()) return now;
  auto out = answer.last.value_or(Instant{});
  for (const auto& c : record.judged.opened.cosigned) out = std::max(out, c.time);
  return out;
}

// Whether it is good, late and nowhere.
void judge(Verdict& verdict, const audit::MissingEntry& missing, const audit::MissingEntry::Answer& answer,
           const std::string& origin, Instant until) {
  const auto& entry = missing.entry();
  if (answer.index) {
    verdict.details["index"] = *answer.index;
    verdict.refuse(fmt::format("It isn't missing: it is entry {} of {}.", *answer.index, origin));
    if (answer.fault)
      verdict.say(fmt::format("There it counts for nothing. {}", audit::sentence_of(*answer.fault)));
    return;
  }
  verdict.details["index"] = nullptr;
  if (!answer.letter) {
    return verdict.refuse(
        fmt::format("{} knows no letter {}. Is this the site that the signature was sent to?", origin,
                    to_hex(entry.letter.view())));
  }
  const auto& letter = *answer.letter;
  verdict.say(fmt::format("A signature {}, of the issuer {}, for {} v{}. Letter {}.",
                          entry.mode == ledger::Mode::named ? "by name" : "without a name", entry.issuer,
                          letter.slug, letter.version, to_hex(entry.letter.view())));
  if (answer.fault) {
    verdict.details["fault"] = audit::name_of(*answer.fault);
    return verdict.refuse(
        fmt::format("It wouldn't count, and isn't in the record. {}", audit::sentence_of(*answer.fault)));
  }
  const auto late = entry.epoch + kLateEpochs * letter.epoch;
  verdict.details["due"] = format_minute(entry.epoch);
  verdict.details["late"] = format_rfc3339(late);
  if (answer.ended && entry.epoch > *answer.ended + letter.epoch) {
    return verdict.refuse(fmt::format("It isn't in the record, and came too late: the letter ended at {}.",
                                      format_minute(*answer.ended)));
  }
  if (!answer.ended && until < late) {
    return verdict.refuse(fmt::format(
        "It is good, and isn't in the record. But it isn't late yet: it was to be there by {}, and is "
        "missing if it isn't there at {}, two epochs later; this record was read up to {}.",
        format_minute(entry.epoch), format_rfc3339(late), format_rfc3339(until)));
  }
  verdict.say(fmt::format(
      "Good, and missing: credential and signature verify, it breaks no rule of the letter, and none of the "
      "entries of {} is it. By the file it was to be there by {}.",
      origin, format_minute(entry.epoch)));
}

// What a missing entry leaves open.
void say_limits(Verdict& verdict, const ledger::SignEntry& entry, const audit::MissingEntry::Answer& answer) {
  verdict.say("That the server was given it, and when, is the word of whoever holds the file.");
  const auto batch = answer.letter->min_batch;
  if (entry.mode != ledger::Mode::anon) return;
  if (answer.ended) {
    verdict.say(
        "The letter has ended, and what waited was published then. What its signer took back, or asked to "
        "have dropped among too few, was not.");
  } else if (batch > 1) {
    verdict.say(fmt::format(
        "Signatures of this issuer without a name are published at least {} together: while fewer wait, the "
        "server may hold them back until the letter ends. What its signer took back isn't published at all.",
        batch));
  } else {
    verdict.say("What its signer took back isn't published.");
  }
}

void fail_verdict(Verdict& verdict, const Error& error) {
  const bool judged = error.kind == Kind::invalid || error.kind == Kind::conflict;
  verdict.refuse(fmt::format("{}{}{}", error.field, error.field.empty() ? "" : ": ", error.message),
                 judged ? ExitCode::refused : ExitCode::broken);
}

}  // namespace

Verdict verify_missing(const Verify& command, Terminal& terminal) {
  Verdict out;
  out.file = *command.missing;
  auto text = read_file(out.file, ledger::kMaxEntryBytes + 1024);
  if (!text) {
    out.refuse(std::string(text.error().message), ExitCode::broken);
    return out;
  }
  if (!text->starts_with(kFirstLine)) {
    out.refuse("This is no entry of Ruban: its first line says nothing of the kind.", ExitCode::broken);
    return out;
  }
  out.kind = "entry";
  auto missing = audit::MissingEntry::parse(with_plain_ends(*std::move(text)));
  if (!missing) {
    out.refuse(std::string(missing.error().message));
    out.say(
        "It should be a whole sign entry, with its last line: epoch, by when it should have been in the "
        "record.");
    return out;
  }
  out.details["letter"] = to_base64(missing->entry().letter.view());
  std::optional<LetterAddress> address;
  if (auto parsed = parse_letter_address(command.site)) address = *std::move(parsed);
  if (address && address->id && *address->id != missing->entry().letter) {
    out.refuse("It is a signature of another letter than the address means.");
    return out;
  }
  const auto record = open_record(command, address, terminal);
  auto read = record ? read_record(*record, *missing, terminal) : tl::unexpected(record.error());
  if (!read) {
    fail_verdict(out, read.error());
    return out;
  }
  const auto& checkpoint = record->judged.opened.checkpoint;
  const auto answer = missing->answer();
  out.details["origin"] = checkpoint.origin;
  out.details["size"] = checkpoint.size;
  judge(out, *missing, answer, checkpoint.origin, read_until(*record, answer, terminal.now));
  if (out.code == ExitCode::done) say_limits(out, missing->entry(), answer);
  out.details["missing"] = out.code == ExitCode::done;
  say_assurance(out, record->judged, record->trust, "Ask again later.");
  out.say(record->trust.sentence());
  return out;
}

}  // namespace ruban::cli
