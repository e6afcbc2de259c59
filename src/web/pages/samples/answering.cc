// SPDX-License-Identifier: AGPL-3.0-or-later
#include "crypto/sha256.h"
#include "web/pages/answer_pages.h"
#include "web/pages/samples/parts.h"

namespace ruban::web {
namespace {

using i18n::Lang;

constexpr std::string_view kToken = "c2FtcGxlLWNzcmYtdG9rZW4tb2YtMzItYnl0ZXMhISE";
constexpr std::string_view kCode = "0000-0000-0000-0000-0000-0000-00HN";
constexpr std::string_view kWrong = "Something in what you sent isn’t right";

FormState form(std::vector<Error> errors = {}) { return {std::string(kToken), std::move(errors)}; }

StatementOnPage draft(Lang lang, Lang original) {
  StatementOnPage made;
  made.kind = letter::DocumentKind::response;
  made.by_recipient = true;
  made.domain = "mine.example";
  made.is_draft = true;
  made.original = language(original);
  made.others = {language(i18n::other(lang))};
  auto& document = made.now.document.emplace();
  document.kind = letter::DocumentKind::response;
  document.language = language(lang);
  document.title = lang == Lang::fr ? "Notre réponse" : "Our answer";
  document.by = "Ada Example";
  document.said = {{1, lang == Lang::fr ? "Le contrat prend fin." : "The contract ends."}};
  std::vector<letter::Fault> faults;
  document.body = letter::parse_document("In **June**.\n", "sample", faults).value();
  return made;
}

void add_form(std::vector<Sample>& all, Lang lang) {
  AnswerPage page;
  page.layout = letter_layout("/answer/write", false);
  page.head = head(lang);
  page.form = form();
  page.domain = "mine.example";
  page.code = kCode;
  page.language = language(lang);
  for (const auto& demand : employees().demands)
    page.demands.push_back({demand.number, in(lang, demand.text)});
  all.push_back({"answer", render(page, lang)});
  page.corrects = 1;
  page.language = language(i18n::other(lang));
  page.words = {"Our <answer>", "# Too large a heading\n", {{1, "No."}}};
  page.translation = {"Notre réponse", "<b>", {}};
  page.line = page.line_of_translation = 1;
  std::vector<Error> errors;
  for (const auto* field : {"title", "text", "said-1", "title-2", "text-2", "said-2-1", "name", "role"})
    errors.push_back({Kind::invalid, kWrong, field});
  page.form = form(errors);
  all.push_back({"answer-errors", render(page, lang)});
}

}  // namespace

void add_answering(std::vector<Sample>& all, Lang lang) {
  AnswerCodePage code;
  code.layout = letter_layout("/answer", false);
  code.head = head(lang);
  code.form = form();
  code.domain = "mine.example";
  all.push_back({"answer-code", render(code, lang)});
  code.code = kCode;
  code.form = form({{Kind::gone, kWrong, "code"}});
  all.push_back({"answer-code-errors", render(code, lang)});
  add_form(all, lang);

  AnswerPreviewPage preview;
  preview.layout = letter_layout("/answer/preview", false);
  preview.head = head(lang);
  preview.form = form();
  preview.statements = {draft(lang, lang), draft(i18n::other(lang), lang)};
  all.push_back({"answer-preview", render(preview, lang)});

  AnsweredPage done;
  done.layout = letter_layout("/answer/done", false);
  done.head = head(lang);
  done.document = crypto::sha256("answer");
  all.push_back({"answered-waiting", render(done, lang)});
  done.index = 120;
  all.push_back({"answered", render(done, lang)});
}

}  // namespace ruban::web
