// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/get_credential.h"

#include <fmt/format.h>

#include <fstream>

#include "cli/dialogue.h"
#include "service/signer.h"
#include "signature/seed.h"

namespace ruban::cli {
namespace {

constexpr int kMostCodes = 5;  // as many as the server compares

bool is_known(letter::Method method) {
  return letter::label_ending(method) == "email" || method == letter::Method::invitation;
}

Result<std::string> read_code(const Sign& command, Dialogue& dialogue, std::string_view question) {
  if (!command.code_file || *command.code_file == "-") return dialogue.ask(question);
  std::ifstream file(*command.code_file);
  std::string line;
  if (!std::getline(file, line))
    return fail(Kind::not_found, "There is no code in this file.", command.code_file->string());
  return line;
}

Result<std::string> ask_email(const Sign& command, Dialogue& dialogue) {
  if (command.email) return *command.email;
  dialogue.say(
      "The server needs your address to send a code. It learns that this address has asked, and no more.");
  return dialogue.ask("Your e-mail address:");
}

service::VisitSecret visit_of(const signature::KeyFile& key) {
  return service::VisitSecret::from(signature::visit_secret(key.seed).view()).value();
}

// By address, mail and code: the server then knows the visit.
Result<void> prove_address(const Sign& command, const signature::KeyFile& key, SigningServer& server,
                           Dialogue& dialogue, Terminal& terminal) {
  const auto email = TRY(ask_email(command, dialogue));
  const auto secret = visit_of(key);
  const auto asked = server.ask_for_code(
      {Secret(secret), key.issuer, email, command.language.empty() ? "en" : command.language});
  if (!asked) return tl::unexpected(told(asked.error(), terminal));
  dialogue.say("A code is on its way to this address.");
  for (int tried = 1;; ++tried) {
    const auto code = TRY(read_code(command, dialogue, "The code in the mail:"));
    const auto confirmed = server.confirm({Secret(secret), code});
    // Gone: an earlier call that was interrupted has used the code; whether it did, the next call tells.
    if (confirmed || confirmed.error().status == 410) return {};
    const bool again = confirmed.error().field == "code" && tried < kMostCodes && !command.code_file;
    if (!again) return tl::unexpected(told(confirmed.error(), terminal));
    dialogue.say(confirmed.error().detail);
  }
}

// Of who wants them. That they failed keeps nobody from signing.
void ask_for_news(const signature::KeyFile& key, SigningServer& server, Dialogue& dialogue) {
  const auto asked = server.ask_for_news({Secret(visit_of(key))});
  dialogue.say(
      asked ? std::string("News of this letter will go to this address; each mail has a link that ends them.")
            : "No news of this letter will come to this address. The server says: " + asked.error().detail);
}

// A slip is found here, before anything is sent.
Result<eligibility::Invitation> ask_invitation(const Sign& command, Dialogue& dialogue) {
  for (int tried = 1;; ++tried) {
    const auto typed = TRY(read_code(command, dialogue, "The code of your invitation:"));
    auto invitation = eligibility::Invitation::parse(typed);
    if (invitation || command.code_file || tried == kMostCodes) return invitation;
    dialogue.say(std::string(invitation.error().message));
  }
}

}  // namespace

Error told(const Refusal& refusal, Terminal& terminal) {
  terminal.err << "ruban: The server says: " << refusal.detail << '\n';
  if (refusal.is_away())
    return fail(Kind::busy, "Run the same command again later: it goes on from the key file.").value();
  return fail(Kind::forbidden, "It went no further than that. The files that were made are kept.").value();
}

Result<std::string> choose_issuer(const CheckedLetter& checked, const Sign& command, Terminal& terminal) {
  const auto& l = checked.text.letter;
  std::string label;
  if (command.as) {
    label = *command.as;
  } else if (l.issuers.size() == 1) {
    label = l.issuers.front().label;
  } else {
    Dialogue dialogue(terminal);
    for (const auto& issuer : l.issuers) {
      const auto& names = l.find_class(issuer.class_name)->label;
      const auto name = names.find(letter::parse_language(command.language).value_or(l.languages.front()));
      dialogue.say(fmt::format("  {}: {}", issuer.label,
                               name == names.end() ? names.at(l.languages.front()) : name->second));
    }
    label = TRY(dialogue.ask("To which of these groups do you belong?"));
  }
  const auto* issuer = l.find_issuer(label);
  if (issuer == nullptr) return fail(Kind::invalid, "The letter has no such group.", "--as");
  if (!is_known(issuer->method)) {
    return fail(Kind::invalid,
                "Belonging to this group isn't proved by mail or by an invitation, and this program knows no "
                "other way.",
                "--as");
  }
  return label;
}

Result<void> get_credential(const CheckedLetter& letter, const Sign& command, const SignerFiles& files,
                            signature::KeyFile& key, SigningServer& server, Terminal& terminal) {
  const auto* issuer = letter.entry.find_issuer(key.issuer);
  const auto* rules = letter.text.letter.find_issuer(key.issuer);
  if (issuer == nullptr || rules == nullptr)
    return fail(Kind::conflict, "The letter has no such group.", files.key_path().string());
  const auto request = TRY(service::request_credential(issuer->key, letter.id, key.issuer, key.seed));

  const bool by_invitation = rules->method == letter::Method::invitation;
  if (command.news && by_invitation) {
    return fail(Kind::invalid,
                "To this group one belongs by invitation, so there is no address that news could go to.",
                "--news");
  }

  Dialogue dialogue(terminal);
  if (command.news && letter.entry.allows(ledger::Mode::anon)) {
    dialogue.say(
        "You ask for news. If you are going to sign without your name: whoever holds this server, or takes "
        "its "
        "disk, finds your address among those who want them, and may guess the rest.");
  }
  service::IssueCall call{Secret(visit_of(key)), key.issuer, request.blinding.blinded};
  if (by_invitation)
    call.proof = TRY(ask_invitation(command, dialogue));
  else
    TRY(prove_address(command, key, server, dialogue, terminal));
  const auto answer = server.issue(call);
  if (!answer) return tl::unexpected(told(answer.error(), terminal));
  auto cred = service::finish_credential(issuer->key, request, *answer);
  if (!cred) {
    return fail(Kind::conflict,
                "What the server gave isn't a credential by the key in the record. Sign nothing there, and "
                "tell others.");
  }
  key.cred = *std::move(cred);
  files.save(key);
  if (command.news) ask_for_news(key, server, dialogue);
  return {};
}

}  // namespace ruban::cli
