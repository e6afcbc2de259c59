// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/site.h"

#include <charconv>

#include "ledger/policy.h"
#include "service/end_letter.h"
#include "signature/payload.h"
#include "web/http/negotiate.h"
#include "web/http/status.h"
#include "web/pages/error_page.h"
#include "web/pages/paths.h"
#include "web/pages/words.h"

namespace ruban::web {
namespace {

// The parameter of a link that says which letter it means.
constexpr std::string_view kMeant = "id";

// The path without its language, for the link to the other one.
std::string path_without_lang(const Request& request) {
  if (!i18n::parse_lang(request.segments.empty() ? "" : request.segments.front())) return "/";
  return request.path.substr(3).empty() ? "/" : request.path.substr(3);
}

i18n::Lang lang_of_visitor(const Request& request) {
  if (!request.segments.empty()) {
    if (auto lang = i18n::parse_lang(request.segments.front())) return *lang;
  }
  return i18n::choose(request.headers.accept_language);
}

Response page_of(ErrorPage page, i18n::Lang lang) {
  page.layout.listed = false;
  const int status = page.status;
  return html(render(page, lang), status);
}

}  // namespace

Layout Site::layout(std::string path) const {
  Layout out;
  out.origin = url;
  out.path = std::move(path);
  out.demonstration = demonstration();
  out.archive = archive;
  if (auto delay = mail_delay(); delay > std::chrono::seconds(0)) out.mail_delay = delay;
  out.mail_is_away = mail_is_away();
  out.rollback_accepted =
      !archive && sequencer.may_lack_entries();  // an archive's bytes hang on the record alone
  return out;
}

Layout Site::layout(std::string path, const std::optional<store::Checkpoint>& published) const {
  auto out = layout(std::move(path));
  if (published) out.checkpoint = foot(*published);
  return out;
}

service::Standing Site::standing(const store::Checkpoint& published) const {
  const auto* witnesses = sequencer.witnesses();
  return witnesses == nullptr ? service::Standing{} : witnesses->judge(published.note);
}

std::string Site::policy_text() const {
  const auto* witnesses = sequencer.witnesses();
  return witnesses != nullptr ? witnesses->policy_text()
                              : ledger::Policy::of(sequencer.verifier(), url + "/log").text();
}

CheckpointFoot Site::foot(const store::Checkpoint& published) const {
  const auto standing = this->standing(published);
  return {published.size, published.root,  published.time,       standing.have,
          standing.of,    standing.quorum, standing.recounted_by};
}

i18n::Lang lang_of(const Request& request) {
  return i18n::parse_lang(request.parameter("lang")).value_or(i18n::Lang::en);
}

namespace {

Result<service::LetterPointer> letter_at(const Site& site, const Request& request) {
  const auto version = request.parameter("version");
  if (version.empty()) return site.letters.find(request.parameter("slug"));
  std::uint64_t number = 0;
  const auto digits = version.substr(1);
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (version.front() != 'v' || error != std::errc() || end != digits.data() + digits.size() ||
      digits.front() == '0') {
    return fail(Kind::not_found, "There is no such page here.");
  }
  return site.letters.find(request.parameter("slug"), number);
}

}  // namespace

Result<service::LetterPointer> letter_of(const Site& site, const Request& request) {
  auto letter = TRY(letter_at(site, request));
  const auto meant = request.query.find(kMeant);
  if (meant && *meant != to_hex(letter->id().view())) {
    return fail(Kind::conflict,
                "The link that you followed means another letter than the one that stands here.",
                std::string(kMeant));
  }
  return letter;
}

bool is_for_machines(std::string_view path) {
  for (const std::string_view begin : {"/api/", "/log/", "/client/"}) {
    if (path.starts_with(begin)) return true;
  }
  // Files of a letter: /letters/SLUG/curve.svg, /letters/SLUG/v1/files/en.md.
  return path.starts_with("/letters/") && path.find('.') != std::string_view::npos;
}

std::string meant_by_link(const Request& request) {
  const auto id = request.query.find(kMeant);
  if (!id) return {};
  const bool is_id =
      id->size() == 2 * LetterId::kSize && id->find_first_not_of("0123456789abcdef") == id->npos;
  return "?id=" + (is_id ? std::string(*id) : std::string());
}

LetterPlace place_of(const Request& request, const service::PublishedLetter& letter) {
  LetterPlace place{letter.row.slug, std::nullopt};
  if (!request.parameter("version").empty()) place.version = letter.row.version;
  return place;
}

letter::Language language_in(const service::PublishedLetter& letter, i18n::Lang lang) {
  const auto wanted = lang == i18n::Lang::fr ? letter::Language::fr : letter::Language::en;
  for (auto language : letter.letter.languages) {
    if (language == wanted) return wanted;
  }
  return letter.letter.languages.front();
}

const std::string& text_in(const service::PublishedLetter& letter, const letter::LocalText& text,
                           i18n::Lang lang) {
  static const std::string none;
  auto found = text.find(language_in(letter, lang));
  return found == text.end() ? none : found->second;
}

std::string_view class_label(const service::PublishedLetter& letter, std::string_view issuer,
                             i18n::Lang lang) {
  const auto* way = letter.find_issuer(issuer);
  const auto* signer_class = way == nullptr ? nullptr : letter.letter.find_class(way->class_name);
  return signer_class == nullptr ? std::string_view() : text_in(letter, signer_class->label, lang);
}

LetterHead head_of(const Site& site, const Request& request, const service::PublishedLetter& letter,
                   i18n::Lang lang) {
  const auto& l = letter.letter;
  if (letter.state(site.now()) == letter::LetterState::removed) {
    // Nothing that was written in it is shown; its address is in the record.
    return {place_of(request, letter), letter.row.slug, {}, {}, {}, lang, letter::LetterState::removed};
  }
  return {place_of(request, letter),
          text_in(letter, l.title, lang),
          l.recipient.name,
          text_in(letter, l.recipient.role, lang),
          text_in(letter, l.recipient.organisation, lang),
          lang_of(language_in(letter, lang)),
          letter.state(site.now())};
}

SignatoryLine line_of(const std::optional<store::Payload>& payload) {
  if (!payload) return {};
  auto parsed = signature::parse_payload(payload->text);
  if (!parsed) return {};
  return {parsed->name.text(), parsed->role ? parsed->role->text() : "",
          parsed->comment ? parsed->comment->text() : ""};
}

Response error_page(const Site& site, const Request& request, int status, const Error& error) {
  ErrorPage page;
  page.layout = site.layout(path_without_lang(request) + meant_by_link(request));
  page.status = status;
  page.message = error.message;
  if (error.field == kMeant) page.obstacle = Obstacle::another_letter;
  if (status == 503 || status == 429) page.retry_after = std::chrono::seconds(status == 503 ? 2 : 600);
  return page_of(std::move(page), lang_of_visitor(request));
}

Response error_page(const Site& site, const Request& request, const Error& error) {
  return error_page(site, request, status_of(error.kind), error);
}

Response obstacle_page(const Site& site, const Request& request, Obstacle obstacle, std::string go_on,
                       std::string_view message, std::optional<Instant> opens) {
  ErrorPage page;
  page.layout = site.layout(path_without_lang(request) + meant_by_link(request));
  page.status = status_of(obstacle == Obstacle::visit_over ? Kind::gone : Kind::conflict);
  page.obstacle = obstacle;
  page.go_on = std::move(go_on);
  page.message = message;
  page.opens = opens;
  return page_of(std::move(page), lang_of_visitor(request));
}

Response gone_page(const Site& site, const Request& request, const service::PublishedLetter& letter) {
  ErrorPage page;
  page.layout = site.layout(path_without_lang(request) + meant_by_link(request));
  page.status = 410;
  const auto lang = lang_of_visitor(request);
  page.message = letter.state(site.now()) == letter::LetterState::withdrawn
                     ? "The organisers have withdrawn this letter."
                     : "This letter was removed.";
  const auto head = head_of(site, request, letter, lang);
  page.letter_title = head.title;
  page.gone_since = letter.row.end_time;
  const auto published = site.instance.store.record().published_checkpoint();
  const auto reason = service::end_reason(site.instance, letter, published ? published->size : 0);
  if (reason) {
    page.gone_reason = reason->title;
    page.gone_reason_lang = lang_of(reason->language);
  }
  page.withdraw = letter_path(lang, head.place, "/withdraw");
  return page_of(std::move(page), lang);
}

}  // namespace ruban::web
