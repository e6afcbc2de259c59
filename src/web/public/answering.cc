// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/public/answering.h"

#include "service/answer_letter.h"
#include "web/pages/answer_pages.h"
#include "web/public/visiting.h"

namespace ruban::web {
namespace {

using service::AnswerDraft;

// How long the last page waits for the record.
constexpr std::chrono::milliseconds kMostWait{1000};
constexpr std::string_view kStart = "/answer";

struct Answering {
  Steps steps;
  std::string domain;  // of the recipient

  service::VisitKeys keys(const Visit& cookie) const {
    const auto errand = " answer " + to_hex(steps.letter->id().view());
    return {{cookie.id(errand).bytes}, cookie.box_key(errand)};
  }
  Result<AnswerDraft> draft(const Visit& cookie) const {
    return service::open_draft(steps.site.instance, keys(cookie));
  }
  void keep(const Visit& cookie, const AnswerDraft& draft) const {
    service::keep_draft(steps.site.instance, keys(cookie), draft);
  }
};

Result<Answering> answering(const Site& site, const Request& request) {
  auto steps = TRY(steps_of(site, request, service::Purpose::sign));
  if (steps.letter->state(site.now()) == letter::LetterState::withdrawn)
    return fail(Kind::gone, "This letter was withdrawn or removed.");
  const auto domain = steps.letter->letter.recipient.domain;
  if (!domain)
    return fail(Kind::not_found, "This letter names no domain from which its recipient could answer.");
  return Answering{std::move(steps), *domain};
}

Result<Visit> cookie_of(const Request& request) {
  auto cookie = Visit::of(request);
  if (!cookie)
    return fail(
        Kind::forbidden,
        "Your browser didn’t send the cookie that holds the steps of answering together. Please allow it for "
        "this site and start again.");
  if (request.method == Method::post) TRY(check_csrf(request, *cookie));
  return *std::move(cookie);
}

letter::Language language_of(i18n::Lang lang) {
  return lang == i18n::Lang::fr ? letter::Language::fr : letter::Language::en;
}

std::string code_page(const Answering& here, const Visit& cookie, std::string_view code,
                      std::vector<Error> errors) {
  AnswerCodePage page;
  page.layout = here.steps.layout(kStart);
  page.head = here.steps.head();
  page.form = {csrf_token(cookie), std::move(errors)};
  page.domain = here.domain;
  page.code = code;
  return render(page, here.steps.lang);
}

AnswerFields fields_of(const service::AnswerWords& words) { return {words.title, words.text, words.said}; }

std::string form_page(const Answering& here, const Visit& cookie, const AnswerDraft& draft,
                      const std::optional<std::uint64_t>& corrects, service::AnswerFaults faults) {
  const auto& letter = *here.steps.letter;
  AnswerPage page;
  page.layout = here.steps.layout("/answer/write");
  page.head = here.steps.head();
  page.form = {csrf_token(cookie), std::move(faults.errors)};
  page.domain = here.domain;
  page.code = draft.code;
  page.corrects = corrects;
  for (const auto& demand : letter.letter.demands)
    page.demands.push_back({demand.number, text_in(letter, demand.text, here.steps.lang)});
  page.language = draft.language;
  page.words = fields_of(draft.words);
  page.translation = fields_of(draft.translation);
  page.name = draft.name;
  page.role = draft.role;
  page.line = faults.line;
  page.line_of_translation = faults.line_of_translation;
  return render(page, here.steps.lang);
}

service::AnswerWords words_in(const Answering& here, const std::string& second) {
  const auto& form = here.steps.request.form;
  service::AnswerWords out{
      std::string(form.get("title" + second)), std::string(form.get("text" + second)), {}};
  for (const auto& demand : here.steps.letter->letter.demands) {
    const auto said = form.get("said" + second + "-" + std::to_string(demand.number));
    if (!said.empty()) out.said[demand.number] = said;
  }
  return out;
}

AnswerDraft typed_in(const Answering& here) {
  const auto& form = here.steps.request.form;
  AnswerDraft out;
  out.code = form.get("code");
  out.language = letter::parse_language(form.get("language")).value_or(language_of(here.steps.lang));
  out.words = words_in(here, "");
  out.translation = words_in(here, "-2");
  out.name = form.get("name");
  out.role = form.get("role");
  return out;
}

Error used_up() {
  return fail(Kind::conflict,
              "This link was used already: its answer is on record. To correct it, ask the organisers for "
              "another link.",
              "code")
      .value();
}

// The link, if it can still be used.
Result<store::RecipientLink> unused_link(const Answering& here, std::string_view code) {
  auto link = TRY(service::find_link(here.steps.site.instance, *here.steps.letter, code));
  if (link.document) return tl::unexpected(used_up());
  return link;
}

AnswerPreviewPage preview_of(const Answering& here, const Visit& cookie, const AnswerDraft& draft,
                             const service::ForTheRecord& answer) {
  AnswerPreviewPage page;
  page.layout = here.steps.layout("/answer/preview");
  page.head = here.steps.head();
  page.form = {csrf_token(cookie), {}};
  for (const auto& words : answer.words) {
    StatementOnPage one;
    one.kind = letter::DocumentKind::response;
    one.by_recipient = true;
    one.domain = answer.domain;
    one.original = draft.language;
    one.is_draft = true;
    one.now.document = service::document_of_answer(answer, words);
    for (const auto& other : answer.words) {
      if (other.language != words.language) one.others.push_back(other.language);
    }
    page.statements.push_back(std::move(one));
  }
  return page;
}

Response failed(const Answering& here, const Error& error) {
  return back_to_start(here.steps, kStart, error);
}

}  // namespace

Response show_answer_code(const Site& site, const Request& request) {
  auto here = answering(site, request);
  if (!here) return error_page(site, request, here.error());
  auto cookie = Visit::of(request);
  const bool fresh = !cookie;
  if (fresh) cookie = Visit::begin(site.instance.random);
  auto response = html(code_page(*here, *cookie, {}, {}));
  return fresh ? std::move(response).with("Set-Cookie", cookie->set_cookie()) : std::move(response);
}

Response post_answer_code(const Site& site, const Request& request) {
  auto here = answering(site, request);
  if (!here) return error_page(site, request, here.error());
  auto cookie = cookie_of(request);
  if (!cookie) return error_page(site, request, cookie.error());
  const auto code = request.form.get("code");
  const auto link = unused_link(*here, code);
  if (!link) return html(code_page(*here, *cookie, code, {link.error()}), 422);
  // Come back with the same link, what was typed is still there.
  const auto before = here->draft(*cookie);
  if (!before || before->code != code || before->document) {
    auto draft = service::draft_for(site.instance, *here->steps.letter, *link, language_of(here->steps.lang));
    draft.code = code;
    here->keep(*cookie, draft);
  }
  return see_other(here->steps.path("/answer/write"));
}

Response show_answer(const Site& site, const Request& request) {
  auto here = answering(site, request);
  if (!here) return error_page(site, request, here.error());
  const auto cookie = Visit::of(request);
  if (!cookie) return see_other(here->steps.path(kStart));
  const auto draft = here->draft(*cookie);
  if (!draft) return failed(*here, draft.error());
  if (draft->document) return see_other(here->steps.path("/answer/done"));
  const auto link = unused_link(*here, draft->code);
  if (!link) return html(code_page(*here, *cookie, draft->code, {link.error()}), 422);
  return html(form_page(*here, *cookie, *draft, link->corrects, {}));
}

Response post_answer(const Site& site, const Request& request) {
  auto here = answering(site, request);
  if (!here) return error_page(site, request, here.error());
  auto cookie = cookie_of(request);
  if (!cookie) return error_page(site, request, cookie.error());
  // The form brings its code along: whoever wrote for longer than the draft is kept loses nothing.
  const auto draft = typed_in(*here);
  const auto link = unused_link(*here, draft.code);
  if (!link) return html(form_page(*here, *cookie, draft, {}, {{link.error()}}), 422);
  auto answer = service::check_answer(site.instance, *here->steps.letter, *link, draft);
  if (!answer) return html(form_page(*here, *cookie, draft, link->corrects, std::move(answer).error()), 422);
  here->keep(*cookie, draft);
  return see_other(here->steps.path("/answer/preview"));
}

Response show_answer_preview(const Site& site, const Request& request) {
  auto here = answering(site, request);
  if (!here) return error_page(site, request, here.error());
  const auto cookie = Visit::of(request);
  if (!cookie) return see_other(here->steps.path(kStart));
  const auto draft = here->draft(*cookie);
  if (!draft) return failed(*here, draft.error());
  if (draft->document) return see_other(here->steps.path("/answer/done"));
  const auto link = unused_link(*here, draft->code);
  if (!link) return html(form_page(*here, *cookie, *draft, {}, {{link.error()}}), 422);
  const auto answer = service::check_answer(site.instance, *here->steps.letter, *link, *draft);
  if (!answer) return see_other(here->steps.path("/answer/write"));
  return html(render(preview_of(*here, *cookie, *draft, *answer), here->steps.lang));
}

Response post_answer_preview(const Site& site, const Request& request) {
  auto here = answering(site, request);
  if (!here) return error_page(site, request, here.error());
  auto cookie = cookie_of(request);
  if (!cookie) return error_page(site, request, cookie.error());
  const auto draft = here->draft(*cookie);
  if (!draft) return failed(*here, draft.error());
  // Pressed twice, the first press has put it on record.
  if (draft->document) return see_other(here->steps.path("/answer/done"));
  if (request.form.get("act") == "change") return see_other(here->steps.path("/answer/write"));
  const auto document =
      service::answer_letter(site.instance, *here->steps.letter, here->keys(*cookie), *draft);
  if (!document) {
    // Two presses at once: the other one was first.
    const auto now = here->draft(*cookie);
    if (now && now->document) return see_other(here->steps.path("/answer/done"));
    const auto link = service::find_link(site.instance, *here->steps.letter, draft->code);
    const auto error = link && link->document ? used_up() : document.error();
    return html(form_page(*here, *cookie, *draft, {}, {{error}}), 422);
  }
  return see_other(here->steps.path("/answer/done"));
}

Response show_answered(const Site& site, const Request& request) {
  auto here = answering(site, request);
  if (!here) return error_page(site, request, here.error());
  const auto cookie = Visit::of(request);
  if (!cookie) return see_other(here->steps.path(kStart));
  const auto draft = here->draft(*cookie);
  if (!draft) return failed(*here, draft.error());
  if (!draft->document) return see_other(here->steps.path("/answer/write"));
  const auto published = site.instance.store.record().published_checkpoint();
  AnsweredPage page;
  page.layout = here->steps.layout("/answer/done");
  page.head = here->steps.head();
  page.document = *draft->document;
  for (const auto& one :
       service::statements(site.instance, here->steps.letter->id(), published ? published->size : 0)) {
    if (!one.has(page.document)) continue;
    page.number = one.number;
    for (const auto& [language, wordings] : one.wordings) {
      for (const auto& wording : wordings) {
        if (wording.sha256 == page.document) page.index = wording.index;
      }
    }
  }
  if (!page.index && request.waited < kMostWait)
    return ask_again([&site](auto again) { site.sequencer.after_round(std::move(again)); });
  return html(render(page, here->steps.lang));
}

}  // namespace ruban::web
