// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "cli/dialogue.h"
#include "cli/get_credential.h"
#include "cli/own_entry.h"
#include "cli/proxy.h"
#include "cli/read_file.h"
#include "cli/url_source.h"
#include "service/signer.h"
#include "signature/quote.h"
#include "signature/statement.h"

namespace ruban::cli {
namespace {

// How long somebody waits at a terminal for the end of an epoch.
constexpr std::chrono::seconds kPatience{60};

// Other circuits of Tor each time.
Result<HttpLimits> new_limits(const Sign& command, const Terminal& terminal) {
  HttpLimits out;
  out.pause = terminal.pause;
  if (command.socks5) out.proxy = TRY(socks_proxy(*command.socks5));
  return out;
}

Result<CheckedLetter> read_letter(const Sign& command, const LetterAddress& address, Terminal& terminal) {
  auto limits = TRY(new_limits(command, terminal));
  UrlSource source(address.site, std::move(limits));
  const auto find_policy = [&](const std::string& origin) -> Result<FoundPolicy> {
    auto text = TRY(source.policy());
    return FoundPolicy{std::move(text), address.site == home_of(origin)};
  };
  auto letter =
      TRY(check_letter({address, command.policy, command.allow_unwitnessed}, source, find_policy, terminal));
  const auto& languages = letter.text.letter.languages;
  terminal.out << to_text(letter, letter::parse_language(command.language).value_or(languages.front()))
               << '\n'
               << std::flush;
  if (command.kept && !letter.text.letter.pledge)
    return fail(Kind::not_found, "This letter carries no pledge.");
  const auto mode = command.anonymous ? ledger::Mode::anon : ledger::Mode::named;
  if (!command.withdraw && !command.kept && !command.quote && !letter.entry.allows(mode)) {
    return command.anonymous ? fail(Kind::conflict, "This letter takes no anonymous signatures.")
                             : fail(Kind::conflict, "This letter isn't signed by name.");
  }
  return letter;
}

// Its steps in order; each begins with what the ones before have left on the disk.
class Signing {
 public:
  Signing(const Sign& command, Terminal& terminal, const LetterAddress& address, CheckedLetter letter)
      : command_(command),
        terminal_(terminal),
        address_(address),
        letter_(std::move(letter)),
        files_(command.credential.value_or(address_.slug + ".ruban-key")) {}

  Outcome run() {
    TRY(open_key());
    if (command_.withdraw) return withdraw();
    if (command_.kept) return keep_pledge();
    if (command_.quote) return leave_statement();
    if (key_.index) {
      terminal_.out << fmt::format("The signature of this key file is no. {} in the record.\n", *key_.index);
      return ExitCode::done;
    }
    if (key_.cred && command_.news) {
      return fail(
          Kind::invalid,
          "News are asked for while the address is proved, and this key file has its credential already. "
          "Leave that out, and run the command again.",
          "--news");
    }
    if (!key_.cred) {
      if (command_.redeem)
        return fail(Kind::not_found, "There is no credential in this key file.", files_.key_path().string());
      auto server = TRY(new_server());
      TRY(get_credential(letter_, command_, files_, key_, server, terminal_));
      terminal_.out << fmt::format(
          "The credential is in {}. Keep this file, and show it to nobody: nobody can be issued another "
          "one.\n",
          files_.key_path().string());
    }
    if (command_.issue_only) return ExitCode::done;
    const bool was_confirmed = key_.mode.has_value();
    if (command_.anonymous || key_.mode == ledger::Mode::anon) return sign_without_name(was_confirmed);
    const auto payload = TRY(choose_payload());
    if (!payload) return ExitCode::refused;
    return send(
        service::sign_by_name(letter_.id, key_.issuer, ledger::Via::client, *key_.cred, *payload, key_.seed),
        was_confirmed);
  }

 private:
  Result<SigningServer> new_server() {
    auto limits = TRY(new_limits(command_, terminal_));
    return SigningServer(address_.site, address_.slug, letter_.entry.version, std::move(limits));
  }

  // Of this letter, from the disk; or a new one, which is on the disk before anything is sent.
  Result<void> open_key() {
    auto found = TRY(files_.key());
    if (found) {
      key_ = *std::move(found);
      if (key_.letter != letter_.id || key_.origin != letter_.checkpoint.origin)
        return fail(Kind::conflict, "This key file is of another letter.", files_.key_path().string());
      if (command_.as && *command_.as != key_.issuer)
        return fail(Kind::conflict, "This key file is of another group.", files_.key_path().string());
      if (command_.anonymous && key_.mode == ledger::Mode::named)
        return fail(Kind::conflict, "With this key file a signature by name was begun.",
                    files_.key_path().string());
      if (key_.mode == ledger::Mode::anon && (command_.name || command_.role || command_.comment))
        return fail(Kind::conflict,
                    "With this key file a signature without a name was begun. If it still waits, --withdraw "
                    "takes it back.",
                    files_.key_path().string());
    } else {
      if (command_.redeem || command_.withdraw || command_.kept || command_.quote)
        return fail(Kind::not_found, "There is no such file.", files_.key_path().string());
      key_.origin = letter_.checkpoint.origin;
      key_.letter = letter_.id;
      key_.issuer = TRY(choose_issuer(letter_, command_, terminal_));
      crypto::SystemRandom random;
      key_.seed = Secret(random.fixed<crypto::Seed>());
    }
    if (key_.blinded) return {};
    const auto* issuer = letter_.entry.find_issuer(key_.issuer);
    if (issuer == nullptr)
      return fail(Kind::conflict, "The letter has no such group.", files_.key_path().string());
    auto request = TRY(service::request_credential(issuer->key, letter_.id, key_.issuer, key_.seed));
    key_.blinded = std::move(request.blinding.blinded);
    if (!found) return files_.create(key_);
    files_.save(key_);
    return {};
  }

  Outcome sign_without_name(bool was_confirmed) {
    if (!was_confirmed) {
      auto server = TRY(new_server());
      const auto people = server.at_least(key_.issuer);
      if (!people) return tl::unexpected(told(people.error(), terminal_));
      if (*people == 0)
        return fail(Kind::conflict,
                    "Too few hold a credential of this group: an anonymous signature would hide nobody yet. "
                    "Keep the key file, and come back later.");
      Dialogue dialogue(terminal_);
      terminal_.out << fmt::format(
          "This is what will be public: one anonymous signature more of the group {}.\n"
          "It may be of any of at least {} people who were issued a credential, the server says. It is "
          "published together with others, at the end of an hour or of what the letter calls an epoch.\n\n",
          key_.issuer, *people);
      if (!command_.yes) {
        const auto confirmed = TRY(dialogue.confirm("Sign? [y/N]"));
        if (!confirmed) {
          dialogue.say("Nothing was signed. The key file is kept.");
          return ExitCode::refused;
        }
      }
      key_.mode = ledger::Mode::anon;
      files_.save(key_);
    }
    auto statement = service::sign_anonymously(letter_.id, key_.issuer, *key_.cred, key_.seed);
    statement.drop_if_few = command_.drop_if_few;
    return send(statement, was_confirmed);
  }

  // Of a signature that still waits for its epoch: it is never published.
  Outcome take_back() {
    const auto statement = service::sign_anonymously(letter_.id, key_.issuer, *key_.cred, key_.seed);
    auto server = TRY(new_server());
    const auto accepted = server.withdraw(statement.lines);
    if (!accepted) return tl::unexpected(told(accepted.error(), terminal_));
    // As before it was signed with: to sign is asked and confirmed anew.
    key_.mode.reset();
    files_.save(key_);
    files_.remove_entry();
    terminal_.out << "The signature was taken back before it was published. The key file stays good.\n";
    return ExitCode::done;
  }

  Outcome withdraw() {
    if (!key_.index && key_.mode == ledger::Mode::anon && key_.cred) return take_back();
    if (!key_.index)
      return fail(Kind::not_found,
                  "This key file doesn't know its place in the record. Run ruban sign with it once more, and "
                  "then withdraw.",
                  files_.key_path().string());
    Dialogue dialogue(terminal_);
    if (!command_.yes) {
      const auto confirmed = TRY(dialogue.confirm(
          fmt::format("Withdraw signature no. {}? This can't be undone. [y/N]", *key_.index)));
      if (!confirmed) return ExitCode::refused;
    }
    const auto entry =
        signature::withdraw_statement(signature::signing_key(key_.seed), letter_.id, *key_.index);
    auto server = TRY(new_server());
    const auto accepted = server.withdraw(ledger::without_time(entry));
    if (!accepted) return tl::unexpected(told(accepted.error(), terminal_));
    if (accepted->until) {
      terminal_.out << fmt::format(
          "The server has your withdrawal. It counts from {} on, with the next batch. Keep the key file "
          "until "
          "the record shows it.\n",
          format_minute(*accepted->until));
    } else {
      terminal_.out << fmt::format("Signature no. {} is withdrawn.\n", *key_.index);
    }
    return ExitCode::done;
  }

  Outcome keep_pledge() {
    if (key_.mode == ledger::Mode::anon) {
      return fail(
          Kind::forbidden,
          "A signature without a name doesn't say that its pledge is kept: the day on which somebody did "
          "it could name them.");
    }
    if (!key_.index)
      return fail(Kind::not_found,
                  "This key file doesn't know its place in the record. Run ruban sign with it once more, and "
                  "then say that the pledge is kept.",
                  files_.key_path().string());
    const auto language =
        letter::parse_language(command_.language).value_or(letter_.text.letter.languages.front());
    const auto& pledge = letter_.text.letter.pledge->text;
    const auto text = pledge.find(language);
    terminal_.out << fmt::format(
        "This letter's pledge:\n\n  {}\n\nYou say that you have done it. The public will see it beside your "
        "signature, no. {}, with the minute. It can't be taken back but with the signature itself.\n\n",
        text != pledge.end() ? text->second : pledge.begin()->second, *key_.index);
    Dialogue dialogue(terminal_);
    if (!command_.yes) {
      const auto confirmed = TRY(dialogue.confirm("Say it? [y/N]"));
      if (!confirmed) return ExitCode::refused;
    }
    const auto lines = ledger::without_time(
        signature::kept_statement(signature::signing_key(key_.seed), letter_.id, *key_.index));
    auto server = TRY(new_server());
    const auto accepted = server.keep(lines);
    if (!accepted) return tl::unexpected(told(accepted.error(), terminal_));
    auto limits = TRY(new_limits(command_, terminal_));
    UrlSource source(address_.site, std::move(limits));
    Search search{letter_.trust.policy, letter_.checkpoint, letter_.checkpoint.size, lines};
    const auto found = TRY(wait_for_entry(search, source, terminal_));
    terminal_.out << fmt::format(
        "The record says it: entry {}. Its receipt is at {}/api/v1/entries/{}/proof.\n", found.index,
        address_.site, found.index);
    return ExitCode::done;
  }

  Outcome leave_statement() {
    if (!key_.index)
      return fail(Kind::not_found,
                  "This key file doesn't know its place in the record. Run ruban sign with it once more, and "
                  "then leave the statement.",
                  files_.key_path().string());
    Dialogue dialogue(terminal_);
    const auto typed = TRY(read_statement(dialogue));
    const auto said = TRY(signature::Comment::parse(typed));
    terminal_.out << fmt::format(
        "This is what the organisers will read, and may publish. It is tied to signature no. {}: everybody "
        "will "
        "see that whoever gave that one says this.\n\n",
        *key_.index);
    for (const auto line : said.lines()) terminal_.out << "  > " << line << '\n';
    terminal_.out << '\n' << std::flush;
    if (!command_.yes) {
      const auto confirmed = TRY(dialogue.confirm("Leave it? [y/N]"));
      if (!confirmed) return ExitCode::refused;
    }
    crypto::SystemRandom random;
    const store::Payload text{signature::format_quote(said), random.fixed<Salt>()};
    const auto entry = signature::quote_statement(signature::signing_key(key_.seed), letter_.id, *key_.index,
                                                  signature::commit(text.salt, text.text));
    auto server = TRY(new_server());
    const auto proposed = server.quote({ledger::without_time(entry), text});
    if (!proposed) return tl::unexpected(told(proposed.error(), terminal_));
    terminal_.out << "The organisers have your statement. It is public once they publish it, and goes when a "
                     "withdrawal of the signature counts.\n";
    return ExitCode::done;
  }

  Result<std::string> read_statement(Dialogue& dialogue) {
    if (*command_.quote == "-")
      return dialogue.ask_lines("Your statement, for everybody to read (an empty line ends it):");
    auto text = read_file(*command_.quote, signature::kMaxQuote);
    if (!text) text.error().field = command_.quote->string();
    return text;
  }

  // What was confirmed before, or what is typed now; nothing if it isn't confirmed.
  Result<std::optional<signature::Payload>> choose_payload() {
    if (key_.mode) {
      auto kept = TRY(files_.payload());
      if (kept) return kept;
    }
    Dialogue dialogue(terminal_);
    auto name = TRY(ask_name(dialogue));
    signature::Payload out{std::move(name), {}, {}};
    const auto role = TRY(ask_role(dialogue));
    if (!role.empty()) out.role = TRY(signature::Role::parse(role));
    const auto comment = TRY(ask_comment(dialogue));
    if (!comment.empty()) out.comment = TRY(signature::Comment::parse(comment));
    show(out);
    if (!command_.yes) {
      const auto confirmed = TRY(dialogue.confirm("Sign with it? [y/N]"));
      if (!confirmed) {
        dialogue.say("Nothing was signed. The key file is kept.");
        return std::nullopt;
      }
    }
    files_.save(out);
    key_.mode = ledger::Mode::named;
    files_.save(key_);
    return out;
  }

  Result<signature::SignerName> ask_name(Dialogue& dialogue) {
    if (command_.name) return signature::SignerName::parse(*command_.name);
    const auto typed = TRY(dialogue.ask("Your name, as it will be printed:"));
    return signature::SignerName::parse(typed);
  }

  Result<std::string> ask_role(Dialogue& dialogue) {
    if (command_.role) return *command_.role;
    if (command_.yes) return std::string();
    return dialogue.ask("What you do (may be left empty):");
  }

  Result<std::string> ask_comment(Dialogue& dialogue) {
    const bool takes_comments = letter_.text.letter.comments;
    if (command_.comment && !command_.comment->empty() && !takes_comments)
      return fail(Kind::invalid, "This letter takes no comments.", "--comment");
    if (command_.comment) return *command_.comment;
    if (command_.yes || !takes_comments) return std::string();
    return dialogue.ask_lines("A comment, for everybody to read (an empty line ends it):");
  }

  void show(const signature::Payload& payload) {
    terminal_.out << "This is what will be public, beside the group " << key_.issuer << ":\n\n  "
                  << payload.name.text();
    if (payload.role) terminal_.out << ", " << payload.role->text();
    terminal_.out << '\n';
    if (payload.comment) {
      for (const auto line : payload.comment->lines()) terminal_.out << "  > " << line << '\n';
    }
    terminal_.out << '\n' << std::flush;
  }

  // As the record should hold it, `due` being by when: a whole minute, and rather the one after.
  // The first that was due stays: sent again, it is no less late.
  void save_entry(const std::string& lines, Instant due) {
    constexpr std::chrono::seconds kRoundUp{59};
    if (files_.has_entry(lines)) return;
    files_.save_entry(fmt::format("{}epoch {}\n", lines, format_minute(due + kRoundUp)));
  }

  Outcome send(const service::SignedStatement& statement, bool may_be_there) {
    auto limits = TRY(new_limits(command_, terminal_));
    UrlSource source(address_.site, std::move(limits));
    Search search{letter_.trust.policy, letter_.checkpoint,
                  may_be_there ? letter_.index + 1 : letter_.checkpoint.size, statement.lines};
    std::optional<OwnEntry> found;
    if (may_be_there) found = TRY(look_for_entry(search, source));
    if (!found) {
      auto server = TRY(new_server());
      const auto sent = server.sign(statement);
      if (!sent) return tl::unexpected(told(sent.error(), terminal_));
      save_entry(statement.lines, sent->until.value_or(terminal_.clock()));
      if (sent->until && *sent->until > terminal_.clock() + kPatience) {
        terminal_.out << fmt::format(
            "The server has the signature, and keeps it in memory until {}. Keep {}, and run the same "
            "command after that: it fetches the receipt, or sends the signature again if it isn't there. "
            "Should it stay missing for two epochs, anybody can show so with {} (ruban verify --missing); "
            "whoever has it from you knows which signature is yours.\n",
            format_minute(*sent->until), files_.key_path().string(), files_.entry_path().string());
        return ExitCode::done;
      }
      terminal_.err << "ruban: The server has accepted the signature. Waiting until it is published.\n";
      found = TRY(wait_for_entry(search, source, terminal_));
    }
    files_.save_receipt(found->receipt);
    key_.index = found->index;
    files_.save(key_);
    terminal_.out << fmt::format(
        "Signed: no. {} in the record. The receipt is {}. Keep {}: with it, and with nothing else, you can "
        "withdraw.\n",
        found->index, files_.receipt_path().string(), files_.key_path().string());
    return ExitCode::done;
  }

  const Sign& command_;
  Terminal& terminal_;
  const LetterAddress& address_;
  const CheckedLetter letter_;
  SignerFiles files_;
  signature::KeyFile key_;
};

}  // namespace

Outcome sign(const Sign& command, Terminal& terminal) {
  auto address = parse_letter_address(command.url);
  if (!address) return tl::unexpected(Error{address.error().kind, address.error().message, command.url});
  auto letter = TRY(read_letter(command, *address, terminal));
  return Signing(command, terminal, *address, std::move(letter)).run();
}

}  // namespace ruban::cli
