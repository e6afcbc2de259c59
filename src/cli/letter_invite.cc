// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "cli/commands.h"
#include "cli/read_file.h"
#include "cli/read_list.h"
#include "cli/secret_file.h"
#include "core/utf8.h"
#include "crypto/random.h"
#include "eligibility/email_address.h"
#include "service/invite.h"

namespace ruban::cli {
namespace {

constexpr std::size_t kMostSlips = 50'000;     // of paper
constexpr std::size_t kMostMails = 100'000;    // at once: they are written in memory
constexpr std::size_t kMostFaultsShown = 100;  // of a list
constexpr std::chrono::days kMailLife{14};     // then the queue gives up

// One person of the list, as it names them; or nobody in particular.
struct Person {
  std::string text;
  std::size_t line = 0;
};

class Faults {
 public:
  Faults(std::string file, Terminal& terminal) : file_(std::move(file)), terminal_(terminal) {}
  // Where a line stands, never what it says.
  void add(std::size_t line, std::string_view what) {
    if (count_++ < kMostFaultsShown) terminal_.err << fmt::format("{}:{}: {}\n", file_, line, what);
  }
  bool any() const { return count_ > 0; }

 private:
  std::string file_;
  Terminal& terminal_;
  std::size_t count_ = 0;
};

// Who stands in the list twice would have two votes: merged if an address shows that it is one person, else a
// fault.
Result<std::vector<Person>> read_people(const LetterInvite& command, Terminal& terminal) {
  if (command.count) return std::vector<Person>(*command.count);
  const auto file = command.roster->string();
  auto text = read_file(*command.roster, kMaxListBytes);
  if (!text) {
    text.error().field = file;
    return tl::unexpected(text.error());
  }
  const auto list = parse_list(*text);
  Faults faults(file, terminal);
  std::map<std::string, std::size_t> seen;  // where
  std::vector<Person> out;
  std::size_t merged = 0;
  for (std::size_t i = 0; i < list.addresses.size(); ++i) {
    const auto line = list.lines[i];
    auto key = list.addresses[i];
    if (command.mail) {
      const auto address = eligibility::EmailAddress::parse(key);
      if (!address) {
        faults.add(line, address.error().message);
        continue;
      }
      key = address->canonical();
    } else {
      // Two ways to write the same letters are one name to whoever reads the slip.
      auto tidy = tidy_line(key);
      if (!tidy || tidy->empty() || key.find_first_of("\t\v\f") != std::string::npos || key.size() > 200) {
        faults.add(line, "A person is named in one short line of UTF-8 text.");
        continue;
      }
      key = *std::move(tidy);
    }
    const auto [at, is_new] = seen.emplace(std::move(key), line);
    if (is_new)
      out.push_back({list.addresses[i], line});
    else if (command.mail)
      ++merged;
    else
      faults.add(line,
                 fmt::format("Line {} says the same. If these are two people, tell them apart.", at->second));
  }
  if (faults.any()) return fail(Kind::invalid, "The list has faults. Nobody was invited.");
  if (out.empty()) return fail(Kind::invalid, "This list names nobody.", file);
  if (merged > 0)
    terminal.err << fmt::format("ruban: {} more lines name an address that stands there already.\n", merged);
  return out;
}

// Where a code goes.
class Invitees {
 public:
  Invitees(const std::vector<Person>& people, crypto::Random& random) : people_(people) {
    codes_.reserve(people.size());
    for (std::size_t i = 0; i < people.size(); ++i) codes_.push_back(eligibility::Invitation::draw(random));
  }

  Result<std::vector<mail::NewMail>> mails(OpenInstance& instance, const InvitationText& text, Instant now) {
    std::vector<mail::NewMail> out;
    out.reserve(codes_.size());
    for (std::size_t i = 0; i < codes_.size(); ++i) {
      const auto address = TRY(eligibility::EmailAddress::parse(people_[i].text));
      const auto to = TRY(mail::Address::parse(address.for_mail()));
      auto message = TRY(instance.write_invitation(to, text, codes_[i].shown()));
      out.push_back({to.text(), std::move(message), now + kMailLife});
    }
    return out;
  }

  Result<void> write_sheets(const OpenInstance& instance, const InvitationText& text,
                            std::ostream& out) const {
    std::vector<InvitationSlip> slips;
    for (std::size_t i = 0; i < codes_.size(); ++i) slips.push_back({people_[i].text, codes_[i].shown()});
    return instance.write_sheets(text, slips, out);
  }

  void write_codes(std::ostream& out) const {
    for (std::size_t i = 0; i < codes_.size(); ++i) {
      out << codes_[i].shown();
      if (!people_[i].text.empty()) out << '\t' << people_[i].text;
      out << '\n';
    }
  }

  std::vector<eligibility::Invitation> take_codes() { return std::move(codes_); }

 private:
  const std::vector<Person>& people_;
  std::vector<eligibility::Invitation> codes_;
};

Result<InvitationText> text_of(const LetterInvite& command, const service::PublishedLetter& letter,
                               const OpenInstance& instance) {
  const auto& languages = letter.letter.languages;
  auto language = languages.front();
  if (command.language) {
    const auto asked = letter::parse_language(*command.language);
    if (!asked || std::ranges::find(languages, *asked) == languages.end())
      return fail(Kind::invalid, "The letter isn't written in this language.", "--lang");
    language = *asked;
  }
  const std::string code(letter::code(language));
  return InvitationText{letter.letter.title.at(language),
                        fmt::format("{}/{}/letters/{}/sign", instance.url(), code, letter.row.slug), code};
}

Result<void> check(const LetterInvite& command) {
  if (command.roster.has_value() == command.count.has_value())
    return fail(Kind::invalid,
                "Say who is invited: with --roster FILE, or, if nobody is named, with --count N.");
  const int ways = int{command.mail} + int{command.sheets.has_value()} + int{command.codes.has_value()};
  if (ways != 1)
    return fail(Kind::invalid,
                "Say how the codes go out: with --by-mail, --sheets FILE.pdf or --codes FILE.");
  if (command.mail && command.count)
    return fail(Kind::invalid, "Mails need a list of addresses: --roster FILE.");
  return {};
}

}  // namespace

Outcome letter_invite(const LetterInvite& command, OpenInstance& instance, Terminal& terminal) {
  TRY(check(command));
  auto& registry = instance.registry();
  registry.letters().refresh();
  const auto letter = TRY(registry.letters().find(command.slug, command.version));
  service::Invitations invitations;
  invitations.issuer = TRY(service::inviting_issuer(*letter, command.issuer));
  invitations.more = command.add;
  const auto text = TRY(text_of(command, *letter, instance));
  const auto people = TRY(read_people(command, terminal));
  if (people.size() > service::kMostInvitations || (command.mail && people.size() > kMostMails))
    return fail(Kind::too_large,
                "A hundred thousand people can be invited at once by mail, a million by a file. Invite the "
                "others with --add.");
  if (command.sheets && people.size() > kMostSlips)
    return fail(Kind::too_large,
                "Sheets are made for 50,000 people at most. Invite by mail, or with --codes.");

  const auto now = registry.instance().clock.now();
  crypto::SystemRandom random;
  Invitees invitees(people, random);
  std::optional<SecretFile> file;
  if (command.mail) {
    invitations.mails = TRY(invitees.mails(instance, text, now));
  } else {
    file = TRY(SecretFile::create(command.sheets ? *command.sheets : *command.codes));
    if (command.sheets)
      TRY(invitees.write_sheets(instance, text, file->out()));
    else
      invitees.write_codes(file->out());
    TRY(file->finish());  // before the codes are good for anything: they can't be made again
  }
  invitations.codes = invitees.take_codes();
  // From here on the file is dropped only if the store says no: if the machine fails, nobody knows whether
  // its codes are good.
  if (file) file->keep();
  const auto issuer = invitations.issuer;
  if (auto invited = service::invite(registry.instance(), registry.keys(), *letter, std::move(invitations));
      !invited) {
    if (file) file->discard();
    return tl::unexpected(invited.error());
  }

  terminal.out << fmt::format("{} people are invited to sign {} v{} as {}.\n", people.size(),
                              letter->row.slug, letter->row.version, issuer);
  if (file) {
    terminal.out << fmt::format(
        "{} holds the codes: hand them out, and delete it. This server doesn't know which code is whose.\n",
        file->path().string());
  } else {
    constexpr auto kRate = static_cast<std::size_t>(store::NewInvitations::kMailsPerSecond);
    terminal.out << fmt::format(
        "The mails wait for the server, which sends {} a second: the last one leaves in about {} minutes. "
        "Then this server doesn't know which code is whose. Delete the list here, too, if you don't need "
        "it.\n",
        kRate, people.size() / kRate / 60 + 1);
  }
  return ExitCode::done;
}

}  // namespace ruban::cli
