// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/error_page.h"

#include "i18n/format.h"
#include "i18n/tr.h"
#include "templates/error.varnames.h"
#include "web/pages/sheet.h"

namespace ruban::web {
namespace {

using i18n::Lang;
using i18n::tr;

// What happened, that nothing was lost, and the next step; what the button to it says, if there is one.
struct Words {
  std::string heading, what, next, go_on{};
};

std::string wait(const ErrorPage& page, Lang lang) {
  if (!page.retry_after) return tr(lang, "Please try again in a minute.");
  return tr(lang, "Please try again in {duration}.",
            {{"duration", i18n::format_duration(lang, *page.retry_after)}});
}

Words replaced_words(std::string what, Lang lang) {
  return {tr(lang, "A newer version has replaced this letter"), std::move(what),
          tr(lang, "Please read the newest version. You can sign it instead."),
          tr(lang, "Read the newest version")};
}

std::optional<Words> words_of_obstacle(const ErrorPage& page, Lang lang) {
  switch (page.obstacle) {
    case Obstacle::none:
      return std::nullopt;
    case Obstacle::visit_over:
      return Words{tr(lang, "This visit is over"), tr(lang, "Nothing was signed or changed by this step."),
                   tr(lang, "Please start again."), tr(lang, "Start again")};
    case Obstacle::replaced_meanwhile:
      return replaced_words(
          tr(lang, "It was published while you were on the way to signing. Nothing was signed."), lang);
    case Obstacle::of_older_version:
      return Words{
          tr(lang, "A newer version has replaced this letter"),
          tr(lang,
             "It was published meanwhile. What you began belongs to the version that you read, and is "
             "still there. Nothing was changed by this step."),
          tr(lang, "Please go on at that version."), tr(lang, "Go on there")};
    case Obstacle::replaced:
      return replaced_words(tr(lang,
                               "This version can’t be signed any more, and its signatures stand. Nothing of "
                               "yours was changed."),
                            lang);
    case Obstacle::not_open_yet:
      return Words{
          tr(lang, "This letter isn’t open for signatures yet"),
          tr(lang, "Signing opens on {instant}.", {{"instant", i18n::format_instant(lang, *page.opens)}}),
          tr(lang, "Please come back then. Until then you can read it."), tr(lang, "Back to the letter")};
    case Obstacle::closed:
      return Words{tr(lang, "This letter is closed to signatures"),
                   tr(lang, "It takes no more, and those that it has stand. Nothing of yours was changed."),
                   tr(lang, "What comes of it is told on its page."), tr(lang, "Back to the letter")};
    case Obstacle::another_letter:
      return Words{
          tr(lang, "This may not be the letter that you were to read"),
          tr(lang,
             "It means an earlier version, or one that this site doesn’t have. Nothing was signed or "
             "changed."),
          tr(lang, "Don’t sign before you know why: ask whoever gave you the link.")};
  }
  return std::nullopt;
}

Words words(const ErrorPage& page, Lang lang) {
  if (auto said = words_of_obstacle(page, lang)) return *std::move(said);
  switch (page.status) {
    case 400:
      return {tr(lang, "This request can’t be read"), tr(lang, "Nothing was changed."),
              tr(lang, "Go back, load the page again, and repeat your step.")};
    case 401:
    case 403:
      return {tr(lang, "This form is no longer valid"),
              tr(lang, "It was open for too long, or came from another site. Nothing was signed or changed."),
              tr(lang, "Go back, load the page again, and repeat your step.")};
    case 404:
      return {tr(lang, "There is no such page"), tr(lang, "Perhaps the address was copied without its end."),
              tr(lang, "The letters of this site are on its first page.")};
    case 405:
      return {tr(lang, "This address can’t be used in that way"), tr(lang, "Nothing was changed."),
              tr(lang, "Open the page from its letter, and use the buttons there.")};
    case 409:
      return {tr(lang, "Somebody or something was faster"), tr(lang, "Nothing of yours was changed."),
              tr(lang, "Load the page again to see how things stand now.")};
    case 410:
      if (page.letter_title.empty()) {
        return {tr(lang, "This page is gone"),
                tr(lang, "It was here, and isn’t any more. Nothing of yours was changed."),
                tr(lang, "The letters of this site are on its first page.")};
      }
      return {tr(lang, "This letter was taken off"),
              tr(lang,
                 "What the record holds of it stays there: that it existed, how many signed, and that it was "
                 "taken off."),
              tr(lang, "The other letters of this site are on its first page.")};
    case 413:
      return {tr(lang, "This is too large"),
              tr(lang, "What you sent is larger than this page accepts. Nothing was changed."),
              tr(lang, "Shorten the text, or choose the right file, and send it again.")};
    case 422:
      return {tr(lang, "Something in what you sent isn’t right"), tr(lang, "Nothing was signed or changed."),
              tr(lang, "Go back, put it right, and send it again.")};
    case 429:
      return {tr(lang, "That was too often"), tr(lang, "Nothing was lost: what you did before this stands."),
              wait(page, lang)};
    case 503:
      return {tr(lang, "Too many people are here at once"),
              tr(lang, "Nothing was lost: signatures that were accepted are safe."), wait(page, lang)};
    default:
      return {tr(lang, "Something broke on our side"),
              tr(lang,
                 "It isn’t your fault, and signatures that were accepted are safe. The operator will see a "
                 "note of "
                 "it, without your name or address."),
              wait(page, lang)};
  }
}

}  // namespace

std::string render(const ErrorPage& page, Lang lang) {
  const Words said = words(page, lang);
  Layout layout = page.layout;
  layout.listed = false;
  Sheet sheet(layout, {.title = said.heading}, "error", lang);
  auto& body = sheet.body();
  set(body, ke_STATUS, tr(lang, "Error {status}", {{"status", std::to_string(page.status)}}));
  set(body, ke_HEADING, said.heading);
  if (page.gone_since) {
    set(*body.AddSectionDictionary(ke_IF_LETTER), ke_LETTER,
        tr(lang, "“{title}” has been gone since {date}.",
           {{"title", page.letter_title}, {"date", i18n::format_date(lang, *page.gone_since)}}));
  }
  if (!page.withdraw.empty()) set(*body.AddSectionDictionary(ke_IF_WITHDRAW), ke_WITHDRAW, page.withdraw);
  if (!page.gone_reason.empty()) {
    auto* reason = body.AddSectionDictionary(ke_IF_REASON);
    set(*reason, ke_REASON, page.gone_reason);
    set(*reason, ke_REASON_LANG, i18n::tag(page.gone_reason_lang));
  }
  if (!page.message.empty()) {
    set(*body.AddSectionDictionary(ke_IF_MESSAGE), ke_MESSAGE,
        tr(lang, Error{Kind::invalid, page.message, {}}));
  }
  set(body, ke_WHAT, said.what);
  set(body, ke_NEXT, said.next);
  if (!page.go_on.empty()) {
    auto* button = body.AddSectionDictionary(ke_IF_GO_ON);
    set(*button, ke_GO_ON, page.go_on);
    set(*button, ke_GO_ON_WORDS, said.go_on);
  }
  set(body, ke_HOME, path_in(lang, "/"));
  return sheet.html();
}

}  // namespace ruban::web
