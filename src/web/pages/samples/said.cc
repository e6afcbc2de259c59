// SPDX-License-Identifier: AGPL-3.0-or-later
#include "crypto/sha256.h"
#include "web/pages/deeds_page.h"
#include "web/pages/samples/parts.h"
#include "web/pages/statements_page.h"

namespace ruban::web {

using i18n::Lang;

namespace {

// An answer with everything that one can have.
letter::PublicDocument said_document(Lang lang) {
  letter::PublicDocument made;
  made.kind = letter::DocumentKind::response;
  made.language = language(lang);
  made.title = lang == Lang::fr ? "Ce que dit le directeur" : "What the director said";
  made.date = at("2018-06-20T15:00Z");
  made.by = "Ada Example";
  made.source = "https://mine.example/press/an-answer-to-the-open-letter-of-our-employees-2018";
  made.said = {{1, lang == Lang::fr ? "Le contrat continue." : "The contract goes on."}};
  made.attachments = {{"answer.pdf", "application/pdf", crypto::sha256("pdf"), 123'456}};
  std::vector<letter::Fault> faults;
  made.body = letter::parse_document("It was **said** in public.\n", "sample", faults).value();
  return made;
}

StatementOnPage said(Lang lang) {
  StatementOnPage made;
  made.kind = letter::DocumentKind::response;
  made.domain = "mine.example";
  made.by_recipient = true;
  made.original = language(lang);
  made.others = {language(i18n::other(lang))};
  made.now = {said_document(lang), crypto::sha256("answer"), at("2018-06-20T16:00Z"), 120};
  return made;
}

}  // namespace

void add_said(std::vector<Sample>& all, Lang lang) {
  StatementsPage answers;
  answers.layout = letter_layout("/answers");
  answers.head = head(lang);
  all.push_back({"answers-none", render(answers, lang)});
  auto recorded = said(lang);
  recorded.number = 2;
  recorded.by_recipient = false;
  recorded.original = language(i18n::other(lang));
  recorded.before = {{said_document(lang), crypto::sha256("old"), at("2018-06-20T15:30Z"), 119},
                     {std::nullopt, crypto::sha256("gone"), at("2018-06-20T15:40Z"), 119}};
  auto gone = said(lang);
  gone.number = 3;
  gone.now.document.reset();
  answers.statements = {said(lang), recorded, gone};
  all.push_back({"answers", render(answers, lang)});
  StatementsPage news;
  news.layout = letter_layout("/news");
  news.head = head(lang);
  news.kind = letter::DocumentKind::update;
  all.push_back({"news-none", render(news, lang)});

  DeedsPage deeds;
  deeds.layout = letter_layout("/demands");
  deeds.head = head(lang);
  for (const auto& demand : employees().demands)
    deeds.demands.push_back({demand.number, in(lang, demand.text), letter::DemandState::open, {}});
  Step word;
  word.at = at("2018-06-20T15:00Z");
  word.is_word = true;
  word.text = said_document(lang).said[0].text;
  word.text_lang = lang;
  word.link = letter_path(lang, deeds.head.place, "/answers#response-1");
  word.source = said_document(lang).source;
  Step deed = word;
  deed.is_word = false;
  deed.at = at("2018-06-27T09:00Z");
  deed.state = letter::DemandState::refused;
  deed.evidence = {1};
  deed.link.clear();
  deeds.demands[0].state = letter::DemandState::refused;
  deeds.demands[0].steps = {word, deed};
  all.push_back({"deeds", render(deeds, lang)});
}

}  // namespace ruban::web
