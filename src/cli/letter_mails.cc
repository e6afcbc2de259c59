// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <boost/json.hpp>

#include "cli/commands.h"
#include "eligibility/email_address.h"

namespace ruban::cli {
namespace {

namespace json = boost::json;

std::string_view code_of(store::Topic topic) {
  switch (topic) {
    case store::Topic::update:
      return "update";
    case store::Topic::pledge:
      return "pledge";
    case store::Topic::delivery:
      return "delivery";
  }
  return {};
}

std::string name_of(const store::MailingFigures& mails) {
  switch (mails.topic) {
    case store::Topic::update:
      return fmt::format("update {}", mails.number);
    case store::Topic::pledge:
      return "pledge due";
    case store::Topic::delivery:
      return fmt::format("delivery {}", mails.number);
  }
  return {};
}

}  // namespace

Outcome letter_mails(const LetterMails& command, OpenInstance& instance, Terminal& terminal) {
  auto& registry = instance.registry();
  registry.letters().refresh();
  const auto letter = TRY(registry.letters().find(command.slug, command.version));
  if (command.forget) {
    const auto address = TRY(eligibility::EmailAddress::parse(*command.forget));
    registry.instance().store.visits().unsubscribe(letter->id(), address.for_mail());
    // The same whether it was subscribed.
    terminal.out << "This address gets no more news of this letter.\n";
    return ExitCode::done;
  }
  const auto figures = registry.instance().store.mailings().figures(letter->id());
  if (command.json) {
    json::array out;
    for (const auto& mails : figures) {
      const bool numbered = mails.topic != store::Topic::pledge;
      out.push_back(json::object{{"topic", code_of(mails.topic)},
                                 {"number", numbered ? json::value(mails.number) : json::value(nullptr)},
                                 {"sent", mails.sent},
                                 {"waiting", mails.waiting},
                                 {"failed", mails.failed}});
    }
    terminal.out << json::serialize(out) << '\n';
    return ExitCode::done;
  }
  for (const auto& mails : figures)
    terminal.out << fmt::format("{}: {} sent, {} waiting, {} failed\n", name_of(mails), mails.sent,
                                mails.waiting, mails.failed);
  if (figures.empty()) terminal.out << "Nothing about this letter was mailed yet.\n";
  return ExitCode::done;
}

}  // namespace ruban::cli
