// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "cli/assurance.h"
#include "cli/commands.h"
#include "cli/describe_entry.h"
#include "cli/http_get.h"
#include "cli/read_file.h"
#include "cli/trust.h"
#include "cli/verdict.h"
#include "cli/verify_missing.h"
#include "credential/credential.h"
#include "ledger/tlog_proof.h"
#include "signature/key_file.h"
#include "signature/payload.h"
#include "signature/seed.h"
#include "signature/statement.h"

namespace ruban::cli {
namespace {

namespace json = boost::json;

constexpr std::string_view kProofLine = "c2sp.org/tlog-proof@";
constexpr std::string_view kKeyLine = "ruban key v1";
constexpr std::string_view kPayloadLine = "ruban payload v1";
constexpr std::size_t kMostPolicy = std::size_t{64} * 1024;

// All the files of one command: what one proves, the next may need.
class Verification {
 public:
  Verification(const Verify& command, Terminal& terminal) : command_(command), terminal_(terminal) {}

  std::vector<Verdict> run() {
    std::vector<Verdict> out(command_.files.size());
    std::vector<std::string> texts(out.size());
    for (std::size_t i = 0; i < out.size(); ++i) {
      out[i].file = command_.files[i];
      read(out[i], texts[i]);
      if (out[i].kind == "proof") check_proof(out[i], texts[i], i);
    }
    for (auto sign = signs_.begin(); sign != signs_.end();) {
      sign = check_credential(out[sign->first], sign->second) ? std::next(sign) : signs_.erase(sign);
    }
    for (std::size_t i = 0; i < out.size(); ++i) {
      if (out[i].kind == "key") check_key(out[i], texts[i]);
    }
    for (std::size_t i = 0; i < out.size(); ++i) {
      if (out[i].kind == "payload") check_payload(out[i], texts[i]);
    }
    return out;
  }

 private:
  static void read(Verdict& verdict, std::string& text) {
    auto read = read_file(verdict.file, ledger::kMaxProofBytes);
    if (!read) return verdict.refuse(std::string(read.error().message), ExitCode::broken);
    text = *std::move(read);
    auto first = std::string_view(text).substr(0, text.find('\n'));
    if (first.ends_with('\r')) first.remove_suffix(1);
    if (first.starts_with(kProofLine))
      verdict.kind = "proof";
    else if (first == kKeyLine)
      verdict.kind = "key";
    else if (first == kPayloadLine)
      verdict.kind = "payload";
    else
      verdict.refuse(
          "This is no receipt, key file or payload of Ruban: its first line says nothing of the kind.",
          ExitCode::broken);
  }

  void check_proof(Verdict& verdict, const std::string& text, std::size_t place) {
    const auto proof = ledger::parse_tlog_proof(text);
    if (!proof) return verdict.refuse(std::string(proof.error().message));
    if (!proof->extra) {
      return verdict.refuse(
          "This proof doesn't carry the entry that it proves, so there is nothing to compare.");
    }
    const auto origin = ledger::parse_origin(proof->checkpoint.substr(0, proof->checkpoint.find('\n')));
    if (!origin) return verdict.refuse("The checkpoint in this proof names no record.");
    const auto policy = trust(*origin, command_.policy, terminal_, [&] { return fetch_policy(*origin); });
    if (!policy) {
      const auto& e = policy.error();
      const bool judged = e.kind == Kind::invalid || e.kind == Kind::conflict;
      return verdict.refuse(
          fmt::format("{}{}{} ({})", e.field, e.field.empty() ? "" : ": ", e.message, *origin),
          judged ? ExitCode::refused : ExitCode::broken);
    }
    const auto judged = ledger::verify_tlog_proof(*proof, *proof->extra, policy->policy);
    if (!judged) {
      verdict.refuse(std::string(judged.error().message));
      if (policy->from == Trust::From::pinned &&
          !ledger::judge_checkpoint(proof->checkpoint, policy->policy)) {
        verdict.say(fmt::format(
            "The key of {} was pinned on {}. If its operator has announced a new key, and you have "
            "heard so in another way, remove {}.",
            *origin, policy->day, policy->file.string()));
      }
      return;
    }
    describe(verdict, *proof, *judged, *policy);
    if (verdict.code == ExitCode::done) remember(as_text(*proof->extra), place);
  }

  Result<FoundPolicy> fetch_policy(const std::string& origin) {
    auto text = http_(policy_url(origin), kMostPolicy);
    if (!text) text.error().field = policy_url(origin);
    return FoundPolicy{TRY(std::move(text)), true};
  }

  void describe(Verdict& verdict, const ledger::TlogProof& proof, const ledger::Judgement& judged,
                const Trust& policy) {
    const auto& checkpoint = judged.opened.checkpoint;
    const bool witnessed = judged.assurance == ledger::Assurance::witnessed;
    verdict.details = {{"origin", checkpoint.origin}, {"index", proof.index},
                       {"size", checkpoint.size},     {"assurance", witnessed ? "witnessed" : "committed"},
                       {"have", judged.have},         {"of", judged.of},
                       {"key", policy.word()}};
    json::array cosigned;
    for (const auto& c : judged.opened.cosigned)
      cosigned.push_back(json::object{{"witness", c.witness.name()}, {"time", format_rfc3339(c.time)}});
    verdict.details["cosigned"] = std::move(cosigned);
    const auto text = as_text(*proof.extra);
    const auto entry = ledger::parse_entry(text);
    if (!entry) {
      return verdict.refuse(
          fmt::format("Entry {} of {} is in the record, but it is no valid entry and counts for nothing.",
                      proof.index, checkpoint.origin));
    }
    verdict.details["type"] = ledger::type_name(*entry);
    const auto letter = ledger::letter_of(*entry, ledger::letter_id_of(text));
    if (letter) verdict.details["letter"] = to_base64(letter->view());
    verdict.say(fmt::format("Entry {} of {}. {}", proof.index, checkpoint.origin, describe_entry(*entry)));
    if (letter) verdict.say("Letter " + to_hex(letter->view()));
    if (!signed_by_its_key(*entry))
      verdict.refuse("But the signature within the entry is wrong, so it counts for nothing.");
    say_assurance(verdict, judged, policy, "Take a newer receipt.");
    verdict.say(policy.sentence());
  }

  void remember(std::string_view text, std::size_t place) {
    const auto entry = ledger::parse_entry(text);
    if (const auto* l = std::get_if<ledger::LetterEntry>(&*entry))
      letters_.emplace(ledger::letter_id_of(text), *l);
    if (const auto* s = std::get_if<ledger::SignEntry>(&*entry)) signs_.emplace(place, *s);
  }

  static bool signed_by_its_key(const ledger::Entry& entry) {
    return std::visit(
        [](const auto& e) {
          if constexpr (requires { signature::statement_verifies(e); })
            return signature::statement_verifies(e);
          else
            return true;
        },
        entry);
  }

  // False: the signature doesn't count.
  bool check_credential(Verdict& verdict, const ledger::SignEntry& sign) {
    const auto letter = letters_.find(sign.letter);
    if (letter == letters_.end()) {
      verdict.say("Its credential is checked by ruban audit, or with the letter's receipt.");
      return true;
    }
    const auto* issuer = letter->second.find_issuer(sign.issuer);
    if (issuer == nullptr ||
        !credential::verify(issuer->key, sign.letter, sign.issuer, sign.key, sign.cred_nonce, sign.cred)) {
      verdict.refuse("But its credential wasn't issued by this letter's issuer, so it doesn't count.");
      return false;
    }
    verdict.say("Its credential was issued by the letter's issuer.");
    return true;
  }

  void check_key(Verdict& verdict, const std::string& text) {
    auto file = signature::parse_key_file(text);
    if (!file) return verdict.refuse(std::string(file.error().message));
    const auto key = signature::signing_key(file->seed).public_key();
    verdict.details = {
        {"origin", file->origin}, {"letter", to_base64(file->letter.view())}, {"issuer", file->issuer}};
    verdict.say(fmt::format("A key file for the letter {} of {}. Show it to nobody.",
                            to_hex(file->letter.view()), file->origin));
    bool others = false;
    for (const auto& [at, sign] : signs_) {
      if (sign.letter != file->letter) continue;
      others = true;
      if (sign.key != key) continue;
      verdict.say(fmt::format("Its key has made the signature in {}.", command_.files[at].string()));
      salts_.push_back({sign.commit, signature::commit_salt(file->seed)});
      return;
    }
    if (others) return verdict.refuse("None of the receipts given is of a signature by this key.");
    verdict.say("It is whole. Give the receipt as well to see whether they belong together.");
  }

  void check_payload(Verdict& verdict, const std::string& text) {
    const auto payload = signature::parse_payload(text);
    if (!payload) return verdict.refuse(std::string(payload.error().message));
    for (const auto& [commit, salt] : salts_) {
      if (commit && signature::commit(salt, text) == *commit) {
        return verdict.say("It is the text that the signature in the record commits to.");
      }
    }
    verdict.refuse(
        salts_.empty()
            ? "It is well formed. To see which signature it belongs to, give key file and receipt as well."
            : "It isn't the text that the signature in the record commits to.");
  }

  struct Opening {
    std::optional<Commitment> commit;
    Salt salt;
  };

  const Verify& command_;
  Terminal& terminal_;
  HttpGet http_;
  std::map<std::size_t, ledger::SignEntry> signs_;   // proved ones, by the place of their file
  std::map<LetterId, ledger::LetterEntry> letters_;  // proved ones
  std::vector<Opening> salts_;                       // of proved signatures whose key file was given
};

}  // namespace

Outcome verify(const Verify& command, Terminal& terminal) {
  const auto verdicts = command.missing ? std::vector{verify_missing(command, terminal)}
                                        : Verification(command, terminal).run();
  auto code = ExitCode::done;
  json::array list;
  for (const auto& verdict : verdicts) {
    code = std::max(code, verdict.code);
    list.push_back(to_json(verdict));
    if (!command.json) terminal.out << to_text(verdict);
  }
  if (command.json) {
    terminal.out << json::serialize(
                        json::object{{"verified", code == ExitCode::done}, {"files", std::move(list)}})
                 << '\n';
  }
  return code;
}

}  // namespace ruban::cli
