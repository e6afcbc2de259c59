// SPDX-License-Identifier: AGPL-3.0-or-later
#include "crypto/sha256.h"
#include "web/pages/deeds_page.h"
#include "web/pages/evidence_page.h"
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

StatementOnPage captured(Lang lang, std::uint64_t number) {
  auto made = said(lang);
  made.kind = letter::DocumentKind::evidence;
  made.number = number;
  made.by_recipient = false;
  made.domain.reset();
  auto& document = *made.now.document;
  document.title = lang == Lang::fr ? "La page sur le contrat" : "The page on the contract";
  document.by.reset();
  document.said.clear();
  document.attachments = {{"mine.example.warc", "application/warc", crypto::sha256("warc"), 12'345},
                          {"picture.png", "image/png", crypto::sha256("png"), 123'456}};
  return made;
}

using capture::BlockKind;
using capture::Change;

void add_evidence(std::vector<Sample>& all, Lang lang) {
  EvidencePage none;
  none.layout = letter_layout("/evidence");
  none.head = head(lang);
  all.push_back({"evidence-none", render(none, lang)});
  auto missed = captured(lang, 3);
  missed.now.gone = {crypto::sha256("png")};
  auto some = none;
  some.pieces = {{captured(lang, 2), true, OtherCapture{1, at("2018-01-24T17:00Z")}},
                 {captured(lang, 1), true, std::nullopt},
                 {missed, false, std::nullopt}};
  all.push_back({"evidence", render(some, lang)});

  PiecePage changed;
  changed.layout = letter_layout("/evidence/2");
  changed.head = head(lang);
  changed.piece = some.pieces[0];
  changed.facts = CaptureFacts{"https://mine.example/new", "https://mine.example/old", "192.0.2.1", 200};
  changed.text = {{Change::same, true, BlockKind::title, 0, "The mine"},
                  {Change::same, true, BlockKind::heading, 2, "The contract"},
                  {Change::same, true, BlockKind::paragraph, 0, "We are "},
                  {Change::deleted, false, BlockKind::paragraph, 0, "proud of"},
                  {Change::inserted, false, BlockKind::paragraph, 0, "careful with"},
                  {Change::same, false, BlockKind::paragraph, 0, " the contract."},
                  {Change::inserted, true, BlockKind::item, 0, "New."},
                  {Change::deleted, true, BlockKind::cell, 0, "Old."},
                  {Change::same, true, BlockKind::preformatted, 0, "a\n  b"}};
  all.push_back({"piece-changed", render(changed, lang)});
  auto same = changed;
  same.text = {{Change::same, true, BlockKind::paragraph, 0, "Nothing is new."}};
  all.push_back({"piece-same", render(same, lang)});
  auto long_page = changed;
  long_page.text.push_back({Change::same, true, BlockKind::paragraph, 0, std::string(450'000, 'x')});
  long_page.text.push_back({Change::inserted, true, BlockKind::paragraph, 0, std::string(450'000, 'y')});
  all.push_back({"piece-long", render(long_page, lang)});
  auto first = changed;
  first.piece = some.pieces[1];
  first.facts.reset();
  first.text = {};
  all.push_back({"piece-empty", render(first, lang)});
  first.trouble = "This page nests its elements too deeply.";
  all.push_back({"piece-trouble", render(first, lang)});
}

}  // namespace

void add_said(std::vector<Sample>& all, Lang lang) {
  add_evidence(all, lang);
  StatementsPage answers;
  answers.layout = letter_layout("/answers");
  answers.head = head(lang);
  all.push_back({"answers-none", render(answers, lang)});
  auto recorded = said(lang);
  recorded.now.document->evidence = {1, 2};
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
