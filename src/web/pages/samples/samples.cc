// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/samples/samples.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "core/check.h"
#include "crypto/sha256.h"
#include "i18n/tr.h"
#include "letter/check.h"
#include "web/pages/about_page.h"
#include "web/pages/demo_mail_page.h"
#include "web/pages/embed_page.h"
#include "web/pages/figures_page.h"
#include "web/pages/history_page.h"
#include "web/pages/home_page.h"
#include "web/pages/pledge_pages.h"
#include "web/pages/quote_page.h"
#include "web/pages/samples/parts.h"
#include "web/pages/samples/people.h"
#include "web/pages/sign_pages.h"
#include "web/pages/signatures_page.h"
#include "web/pages/unsubscribe_page.h"
#include "web/pages/verify_page.h"
#include "web/pages/withdraw_pages.h"
#include "web/pages/witness_page.h"

namespace ruban::web {
namespace {

using i18n::Lang;

constexpr std::string_view kToken = "w8uGn0yGQj1mH3Zr5Vb2kT6cX9sLdAfE4oPqYiRtBhM";

FormState form() { return {.csrf = std::string(kToken), .errors = {}}; }
FormState failed(std::vector<Error> errors) {
  return {.csrf = std::string(kToken), .errors = std::move(errors)};
}

std::vector<LetterEvent> events() {
  const auto event = [](EntryIndex index, std::string_view time, std::string type, std::uint64_t number,
                        std::string word = {}) {
    LetterEvent made;
    made.index = index;
    made.leaf = crypto::sha256(std::to_string(index));
    made.time = at(time);
    made.type = std::move(type);
    made.number = number;
    made.word = std::move(word);
    return made;
  };
  return {event(0, "2018-06-19T14:00Z", "letter", 1),
          event(120, "2018-06-19T18:20Z", "response", 1, "recipient"),
          event(121, "2018-06-20T09:05Z", "demand", 1, "refused"),
          event(240, "2018-06-20T17:41Z", "withdraw", 87),
          event(241, "2018-06-20T17:41Z", "erase", 87),
          event(302, "2018-06-21T08:00Z", "takedown", 244, "owner"),
          event(303, "2018-06-21T10:30Z", "evidence", 1),
          event(404, "2018-06-22T13:15Z", "update", 1)};
}

ClassOnPage tally(Lang lang, std::size_t which, std::uint64_t named, std::uint64_t anon) {
  const auto& described = employees().classes.at(which);
  ClassOnPage made;
  made.name = described.name;
  made.label = in(lang, described.label);
  made.denominator = described.denominator;
  made.named = named;
  made.anon = anon;
  if (named + anon <= kMostRingMarks) made.marks = sample_marks(named + anon, anon > 0);
  made.anon = static_cast<std::uint64_t>(std::count_if(made.marks.begin(), made.marks.end(),
                                                       [](const RingMark& mark) { return mark.anonymous; }));
  if (made.marks.empty()) made.anon = anon;
  made.named = named + anon - made.anon;
  made.signatories = sample_people(std::min<std::size_t>(made.named, kSignatoriesOnLetter), lang);
  made.more = made.named > made.signatories.size();
  return made;
}

// Everything that a letter's page can show at once.
LetterPage full_letter(Lang lang) {
  LetterPage page = sample_letter(lang, 112);
  page.layout.demonstration = true;
  page.layout.rollback_accepted = true;
  page.layout.mail_delay = std::chrono::minutes(4);
  page.layout.checkpoint->witnesses_have = 2;
  page.layout.checkpoint->witnesses_of = 3;
  page.layout.checkpoint->quorum = true;
  page.layout.checkpoint->recounted_by = {"Le Journal", "A Union"};
  page.head.text_lang = i18n::other(lang);
  page.version = 2;
  page.follows = 1;
  page.closes = at("2018-12-19T14:00Z");
  page.demands[0].state = letter::DemandState::refused;
  page.demands[0].said = lang == Lang::fr ? "Le contrat continue." : "The contract goes on.";
  page.demands[0].said_at = at("2018-06-20T15:00Z");
  page.demands[0].done = lang == Lang::fr ? "Rien n’a été fait." : "Nothing was done.";
  page.demands[0].moved_at = at("2018-06-27T09:00Z");
  page.demands[1].state = letter::DemandState::promised;
  page.has_answers = page.has_news = page.has_evidence = true;
  page.supports = {
      {{"drop-this-client", {}}, "Drop this client, or lose us", Lang::en, {{"Coders", 112}, {"Others", 7}}}};
  page.supported_by = page.supports;
  page.pledge = lang == Lang::fr
                    ? "Si aucune réponse ne vient, nous déposerons nos outils une heure chaque vendredi."
                    : "If no answer comes, we will lay down our tools for an hour every Friday.";
  page.pledge_due = at("2018-07-19T00:00Z");
  page.classes = {tally(lang, 0, 90, 22), tally(lang, 1, 2200, 640)};
  page.classes[0].withdrawn = 3;
  page.classes[0].taken_down = 1;
  page.classes[0].kept = 31;
  page.pledge_standing = {letter::PledgeStanding::Cause::demand_failed, 1, letter::DemandState::refused};
  page.events = events();
  return page;
}

LetterPage replaced_letter(Lang lang) {
  LetterPage page = sample_letter(lang, 2);
  page.head.place.version = 1;
  page.replaced_by = 2;
  page.can_sign = false;
  page.head.recipient_role.clear();
  return page;
}

// Published, and not open yet.
LetterPage early_letter(Lang lang) {
  LetterPage page = sample_letter(lang, 0);
  page.head.state = letter::LetterState::draft;
  page.opens = at("2018-07-01T08:00Z");
  page.can_sign = false;
  return page;
}

void add_letters(std::vector<Sample>& all, Lang lang) {
  for (const std::uint64_t count : {0, 1, 2, 112, 312, 6'103'056}) {
    all.push_back({"letter-" + std::to_string(count), render(sample_letter(lang, count), lang)});
  }
  all.push_back({"letter-everything", render(full_letter(lang), lang)});
  all.push_back({"letter-replaced", render(replaced_letter(lang), lang)});
  all.push_back({"letter-early", render(early_letter(lang), lang)});
  auto closed = sample_letter(lang, 112);
  closed.head.state = letter::LetterState::closed;
  closed.can_sign = false;
  closed.ended = at("2018-06-30T09:00Z");
  closed.end_reason_lang = lang;
  closed.end_reason = lang == Lang::fr ? "Le contrat a été résilié." : "The contract was cancelled.";
  all.push_back({"letter-closed", render(closed, lang)});
  auto archived = full_letter(lang);
  archived.layout.archive =
      ArchiveNote{604, at("2018-07-19T00:00Z"), "https://ruban.example.org/letters/lettre", false};
  archived.pledge_standing = {};
  all.push_back({"letter-archived", render(archived, lang)});
}

void add_home(std::vector<Sample>& all, Lang lang) {
  HomePage page{.layout = layout("/"), .letters = {}};
  all.push_back({"home-empty", render(page, lang)});
  HomeLetter one;
  one.head = head(lang);
  one.published = at("2018-06-19T14:00Z");
  one.begins = letter::plain_text(employees().documents.at(language(lang)), 240);
  one.counts = {{in(lang, employees().classes[0].label), 312},
                {in(lang, employees().classes[1].label), 1204}};
  HomeLetter closed = one;
  closed.head.place.slug = "drop-this-client";
  closed.head.title =
      lang == Lang::fr ? "Lâchez ce client, ou passez-vous de nous" : "Drop this client, or lose us";
  closed.head.recipient.clear();
  closed.head.recipient_role.clear();
  closed.head.state = letter::LetterState::closed;
  closed.counts = {{lang == Lang::fr ? "Codeuses et codeurs" : "Coders", 112}};
  closed.begins.clear();
  HomeLetter early = closed;
  early.head.place.slug = "answer-in-public";
  early.head.title = lang == Lang::fr ? "Répondez en public" : "Answer in public";
  early.head.state = letter::LetterState::draft;
  early.published = at("2018-06-22T09:00Z");
  early.opens = at("2018-07-01T08:00Z");
  early.counts[0].standing = 0;
  page.letters = {early, one, closed};
  page.letters[1].closes = at("2018-12-19T14:00Z");
  page.layout.demonstration = true;
  all.push_back({"home", render(page, lang)});
}

void add_signatures(std::vector<Sample>& all, Lang lang) {
  SignaturesPage page;
  page.layout = letter_layout("/signatures");
  page.head = head(lang);
  all.push_back({"signatures-empty", render(page, lang)});
  const auto people = sample_people(40, lang);
  for (std::size_t i = 0; i < people.size(); ++i) {
    SignatureOnPage signature;
    signature.index = 5 + 3 * i;
    signature.class_label = in(lang, employees().classes[i % 7 == 0 ? 1 : 0].label);
    signature.epoch = at("2018-06-19T15:00Z");
    using State = SignatureOnPage::State;
    constexpr State kOthers[] = {State::anonymous, State::erased, State::withdrawn, State::taken_down};
    signature.state = i % 9 == 4 ? kOthers[i / 9 % 4] : State::named;
    if (signature.state == State::named) signature.line = people[i];
    page.signatures.push_back(signature);
  }
  page.next = 200;
  page.after = 4;
  all.push_back({"signatures", render(page, lang)});
  page.query = "Nguyễn & <b>";
  page.signatures.resize(3);
  all.push_back({"signatures-search", render(page, lang)});
  page.signatures.clear();
  page.next.reset();
  all.push_back({"signatures-not-found", render(page, lang)});
}

std::vector<IssuerChoice> issuers(Lang lang) {
  return {{"employee-email",
           in(lang, employees().classes[0].label),
           letter::Method::email_domain,
           {"microsoft.example", "corp.microsoft.example"}},
          {"supporter-email", in(lang, employees().classes[1].label), letter::Method::email_any, {}}};
}

void add_signing(std::vector<Sample>& all, Lang lang) {
  SignPage sign;
  sign.layout = letter_layout("/sign", false);
  sign.head = head(lang);
  sign.form = form();
  sign.issuers = {issuers(lang)[0]};
  sign.own = {"close-the-mine", 1, LetterId{}, "log ruban.example.org/log+…\nquorum none\n"};
  all.push_back({"sign", render(sign, lang)});
  sign.issuers = issuers(lang);
  sign.comments = true;
  sign.has_pledge = true;
  all.push_back({"sign-several", render(sign, lang)});
  sign.has_pledge = false;
  sign.issuer = "supporter-email";
  sign.name = "Zoé <Aurelle>";
  sign.role = "\"traductrice\"";
  sign.comment = "Une ligne\nune autre ligne <script>";
  sign.email = "zoe@";
  sign.updates = true;
  sign.erase_after = std::chrono::days(365);
  sign.form = failed({{Kind::invalid, "Something in what you sent isn’t right", "issuer"},
                      {Kind::invalid, "Something in what you sent isn’t right", "name"},
                      {Kind::invalid, "Something in what you sent isn’t right", "role"},
                      {Kind::invalid, "Something in what you sent isn’t right", "comment"},
                      {Kind::invalid, "Something in what you sent isn’t right", "email"},
                      {Kind::busy, "Too many people are here at once", ""}});
  all.push_back({"sign-errors", render(sign, lang)});

  sign.form = form();
  sign.own.anonymous = true;
  sign.has_pledge = true;
  all.push_back({"sign-own", render(sign, lang)});
  sign.has_pledge = false;
  const IssuerChoice invited{
      "employee-invitation", in(lang, employees().classes[0].label), letter::Method::invitation, {}};
  sign.issuers = {invited, issuers(lang)[1]};
  all.push_back({"sign-own-invited-or-by-mail", render(sign, lang)});
  sign.form = failed({{Kind::invalid, "Something in what you sent isn’t right", "invitation"}});
  all.push_back({"sign-invited-or-by-mail-errors", render(sign, lang)});
  sign.issuers = {invited};
  sign.form = form();
  sign.invitation = "B9D5-MPJT <b>";
  all.push_back({"sign-own-invited", render(sign, lang)});
  sign.own.anonymous = false;
  all.push_back({"sign-invited", render(sign, lang)});
  sign.own.anonymous = true;
  sign.issuers = {issuers(lang)[0]};
  all.push_back({"sign-own-one-class", render(sign, lang)});

  CodePage code;
  code.layout = letter_layout("/sign/code", false);
  code.head = head(lang);
  code.form = form();
  code.email = "zoe.aurelle@microsoft.example";
  all.push_back({"code", render(code, lang)});
  code.layout.demonstration = true;
  code.layout.mail_delay = std::chrono::minutes(4);
  code.resent = true;
  code.form = failed({{Kind::unauthorised, "Something in what you sent isn’t right", "code"}});
  all.push_back({"code-errors", render(code, lang)});
  code.purpose = CodePurpose::withdraw;
  code.layout.mail_is_away = true;
  all.push_back({"code-withdraw", render(code, lang)});

  PreviewPage preview;
  preview.layout = letter_layout("/sign/preview", false);
  preview.head = head(lang);
  preview.form = form();
  preview.line = {"Zoé Aurelle", lang == Lang::fr ? "Traduction, Lyon" : "Translation, Lyon",
                  lang == Lang::fr ? "Un outil a des auteurs." : "A tool has authors."};
  preview.class_label = in(lang, employees().classes[0].label);
  preview.updates = true;
  all.push_back({"preview", render(preview, lang)});
  preview.by_invitation = true;
  all.push_back({"preview-invited", render(preview, lang)});
  preview.form = failed({{Kind::busy, "Too many people are here at once", ""}});
  preview.line = {sample_people(8, lang)[1].name, "", ""};
  all.push_back({"preview-errors", render(preview, lang)});

  ReceiptPage receipt;
  receipt.layout = letter_layout("/sign/done", false);
  receipt.head = head(lang);
  receipt.form = form();
  receipt.line = {"Zoé Aurelle", "", ""};
  receipt.key_file_until = at("2018-06-22T15:00Z");
  all.push_back({"receipt-waiting", render(receipt, lang)});
  receipt.number = 455;
  all.push_back({"receipt-unpublished", render(receipt, lang)});
  receipt.has_pledge = true;
  receipt.published = true;
  receipt.checkpoint = letter_layout("").checkpoint;
  all.push_back({"receipt", render(receipt, lang)});
  receipt.key_file_until.reset();
  receipt.checkpoint->witnesses_have = 1;
  receipt.checkpoint->witnesses_of = 3;
  receipt.form = failed({{Kind::gone, "Something in what you sent isn’t right", ""}});
  all.push_back({"receipt-no-key", render(receipt, lang)});

  receipt.by_invitation = true;
  all.push_back({"receipt-invited", render(receipt, lang)});

  AlreadySignedPage already{letter_layout("/sign/already", false), head(lang)};
  all.push_back({"already", render(already, lang)});
  already.by_invitation = true;
  all.push_back({"already-invited", render(already, lang)});
}

void add_quoting(std::vector<Sample>& all, Lang lang) {
  QuotePage page;
  page.layout = letter_layout("/quote", false);
  page.head = head(lang);
  page.slug = "drop-the-ice-contract";
  page.policy = "quorum none\n";
  all.push_back({"quote", render(page, lang)});
}

void add_pledging(std::vector<Sample>& all, Lang lang) {
  using Cause = letter::PledgeStanding::Cause;
  PledgePage page;
  page.layout = letter_layout("/pledge");
  page.head = head(lang);
  page.text = full_letter(lang).pledge;
  page.due = at("2018-07-19T00:00Z");
  for (const auto& demand : employees().demands)
    page.demands.push_back({demand.number, in(lang, demand.text), letter::DemandState::open});
  page.classes = {{in(lang, employees().classes[0].label), 0, 90, 22},
                  {in(lang, employees().classes[1].label), 0, 1, 0}};
  page.slug = "drop-the-ice-contract";
  page.policy = "quorum none\n";
  all.push_back({"pledge-not-due", render(page, lang)});
  page.standing = {Cause::met};
  all.push_back({"pledge-met", render(page, lang)});
  page.standing = {Cause::date_passed};
  page.demands.clear();
  all.push_back({"pledge-due-by-date", render(page, lang)});
  page.names_demands = true;
  page.demands = {{1, in(lang, employees().demands[0].text), letter::DemandState::refused}};
  page.standing = {Cause::demand_failed, 1, letter::DemandState::refused};
  page.classes[0].kept = 31;
  const auto people = sample_people(30, lang);
  for (std::size_t i = 0; i < people.size(); ++i)
    page.signatories.push_back({people[i], page.classes[0].label, 700 - i, at("2018-07-20T09:00Z")});
  page.signatories.push_back({{}, page.classes[0].label, 600, at("2018-07-19T10:00Z")});
  page.more = true;
  all.push_back({"pledge-due", render(page, lang)});
  page.due.reset();
  all.push_back({"pledge-due-without-date", render(page, lang)});

  PledgeKeyPage key{letter_layout("/pledge/key", false), head(lang), form()};
  all.push_back({"pledge-key", render(key, lang)});
  key.form = failed({{Kind::invalid, "Something in what you sent isn’t right", "key_file"}});
  all.push_back({"pledge-key-errors", render(key, lang)});

  PledgeConfirmPage confirm;
  confirm.layout = letter_layout("/pledge/confirm", false);
  confirm.head = head(lang);
  confirm.form = form();
  confirm.text = page.text;
  confirm.number = 17;
  confirm.line = {"Zoé Aurelle", "Lyon", ""};
  confirm.epoch = at("2018-06-19T15:00Z");
  all.push_back({"pledge-confirm", render(confirm, lang)});
  confirm.line = {};
  all.push_back({"pledge-confirm-nameless", render(confirm, lang)});

  PledgeDonePage done;
  done.layout = letter_layout("/pledge/done", false);
  done.head = head(lang);
  done.number = 17;
  all.push_back({"pledge-received", render(done, lang)});
  done.entry = 703;
  all.push_back({"pledge-done", render(done, lang)});
}

void add_withdrawing(std::vector<Sample>& all, Lang lang) {
  WithdrawPage start;
  start.layout = letter_layout("/withdraw", false);
  start.head = head(lang);
  start.form = form();
  start.own = {"drop-the-ice-contract", 1, LetterId{}, 0, "quorum none\n"};
  all.push_back({"withdraw", render(start, lang)});
  start.email = "zoe@";
  start.form = failed({{Kind::invalid, "Something in what you sent isn’t right", "key_file"},
                       {Kind::invalid, "Something in what you sent isn’t right", "email"}});
  all.push_back({"withdraw-errors", render(start, lang)});

  WithdrawConfirmPage confirm;
  confirm.layout = letter_layout("/withdraw/confirm", false);
  confirm.head = head(lang);
  confirm.form = form();
  all.push_back({"withdraw-nothing", render(confirm, lang)});
  confirm.by_key = false;
  confirm.signatures = {{122, {"Zoé Aurelle", "", ""}, at("2018-06-19T15:00Z")},
                        {124, {}, at("2018-06-19T15:02Z")}};
  all.push_back({"withdraw-confirm", render(confirm, lang)});
  confirm.form = failed({{Kind::busy, "Too many people are here at once", ""}});
  confirm.by_key = true;
  confirm.signatures.resize(1);
  all.push_back({"withdraw-confirm-errors", render(confirm, lang)});

  const Layout done = letter_layout("/withdraw/done", false);
  all.push_back({"withdrawn", render(WithdrawnPage{done, head(lang), {122}, true, {}}, lang)});
  all.push_back({"withdrawn-anonymous",
                 render(WithdrawnPage{done, head(lang), {123}, true, at("2018-06-21T15:00Z")}, lang)});
  all.push_back(
      {"withdrawn-by-address", render(WithdrawnPage{done, head(lang), {122, 124}, false, {}}, lang)});
}

void add_unsubscribing(std::vector<Sample>& all, Lang lang) {
  UnsubscribePage page;
  page.layout = letter_layout("/v1/unsubscribe/00ff", false);
  page.letter = head(lang).title;
  page.letter_lang = head(lang).text_lang;
  page.action = letter_path(lang, head(lang).place, "/v1/unsubscribe/00ff");
  all.push_back({"unsubscribe", render(page, lang)});
  page.done = true;
  all.push_back({"unsubscribed", render(page, lang)});
  page.letter.clear();
  all.push_back({"unsubscribed-removed", render(page, lang)});
}

void add_history(std::vector<Sample>& all, Lang lang) {
  HistoryPage page;
  page.layout = letter_layout("/history");
  page.head = head(lang);
  page.events = events();
  LetterEvent counted = page.events.back();
  counted.type = "tally";
  counted.index = 405;
  counted.number = 404;
  counted.counts = {{"employee-email", 312, 0, 1, 1}, {"supporter-email", 1204, 0, 0, 0}};
  page.events.push_back(counted);
  page.next = 405;
  all.push_back({"history", render(page, lang)});
}

void add_figures(std::vector<Sample>& all, Lang lang) {
  FiguresPage page;
  page.layout = letter_layout("/figures");
  page.head = head(lang);
  page.host = "ruban.example.org";
  for (const Lang tongue : i18n::kLangs) page.titles[tongue] = head(tongue).title;
  FiguresPage::Class employee;
  employee.name = "employee";
  employee.labels = {{Lang::fr, "Salariés"}, {Lang::en, "Employees"}};
  page.classes = {employee};
  page.at = page.then.at = at("2018-06-19T14:00Z");
  page.curve = "<svg class=\"curve\" role=\"img\" aria-label=\"curve\"></svg>";
  page.rows = {{page.at, {0}}};
  all.push_back({"figures-nothing", render(page, lang)});

  page.classes[0].named = 251;
  page.classes[0].anon = 61;
  page.classes[0].withdrawn = page.classes[0].taken_down = 1;
  page.classes[0].first_day = 141;
  page.classes[0].last_day = 12;
  auto supporter = page.classes[0];
  supporter.name = "supporter";
  supporter.labels = {{Lang::fr, "Soutiens"}, {Lang::en, "Supporters"}};
  page.classes.push_back(supporter);
  page.asked = "2018-06-21T14:00Z";
  page.at = at("2018-06-21T14:00Z");
  page.then.at = at("2018-06-21T13:59Z");
  page.then.size = 416;
  page.then.witnesses_of = 3;
  page.then.witnesses_have = 2;
  page.then.quorum = true;
  page.then.recounted_by = {"Le Journal"};
  page.tally = 414;
  page.tally_text = "ruban/v1 tally\nletter …\n";
  page.checkpoint = "ruban.example.org/log\n416\n…\n\n— ruban.example.org/log …\n";
  page.cosignatures = {{"le-journal.example/witness", at("2018-06-21T13:59Z")}};
  page.tally_agrees = true;
  page.rows.push_back({page.at, {312, 312}});
  page.rows[0].standing = {0, 0};
  page.takedowns = {{"owner", 2}, {"court", 1}, {"abuse", 12}, {"test", 1}};
  page.statements = {
      {"They promised.\n\nNothing was done <so far>.", page.classes[0].labels.at(lang), page.at, 411, 17}};
  all.push_back({"figures", render(page, lang)});
  auto pledged = page;
  pledged.classes[0].kept = 31;
  pledged.classes[1].kept = 0;
  all.push_back({"figures-pledge", render(pledged, lang)});
  page.asked = "gestern";
  page.fault = Error{Kind::invalid, "This instant lies ahead. Nobody knows the count yet.", "at"};
  page.tally_agrees = false;
  all.push_back({"figures-error", render(page, lang)});

  EmbedPage embed;
  embed.origin = "https://ruban.example.org";
  embed.place.slug = kSlug;
  embed.title = head(lang).title;
  const auto shown = tally(lang, 0, 251, 61);
  embed.classes = {{shown.label, shown.named, shown.anon, shown.marks},
                   {"Supporters", 40, 0, sample_marks(40, false)}};
  embed.as_of = at("2018-06-21T14:00Z");
  embed.demonstration = true;
  all.push_back({"embed", render(embed, lang)});
}

void add_others(std::vector<Sample>& all, Lang lang) {
  all.push_back({"verify", render(VerifyPage{layout("/verify"), "quorum none\n"}, lang)});
  all.push_back({"about", render(AboutPage{layout("/about")}, lang)});
  DemoMailPage mails;
  mails.layout = layout(std::string(kDemoMailPath), false);
  mails.layout.demonstration = true;
  all.push_back({"demo-mail-empty", render(mails, lang)});
  mails.mails = {{"zoe.aurelle@microsoft.example", i18n::tr(lang, "Your code"), at("2018-06-22T13:59Z"),
                  "1234 5678\n\nText <of> the mail.", "1234 5678"},
                 {"a@b.example", i18n::tr(lang, "Your code"), at("2018-06-22T13:58Z"), "Nothing here.", ""}};
  all.push_back({"demo-mail", render(mails, lang)});
}

void add_witness(std::vector<Sample>& all, Lang lang) {
  WitnessPage page;
  page.name = "witness.journal.example/2018";
  page.key = "witness.journal.example/2018+d877916f+BIn/x5UQJaWSnBF/clULbsaUB+72B+Pgo5YQ5+PKer4p";
  page.policy = "witness " + page.name + " " + page.key + " https://witness.journal.example";
  all.push_back({"witness-new", render(page, lang)});
  page.run_by = "Le Journal";
  page.contact = "journal.example/witness";
  page.recount_promise =
      page.name +
      "+d877916f+"
      "qaW5xOBmC1kz0yJp3M1mXW2hQ0d2n0sW7r0n2k4o5v7tV3b1ZyqJ8fB6c9Kx1Lw4mRkq8sT2uYv5nXz7aPdCBA==";
  page.logs = {{"ruban.example.org/log", "https://ruban.example.org/log", "/0a/checkpoint", 6'103'056,
                at("2018-06-22T14:00Z"), true},
               {"letters.union.example/log", "", "/0b/checkpoint", 0, at("2018-06-22T14:00Z"), false}};
  all.push_back({"witness", render(page, lang)});
}

}  // namespace

LetterPage sample_letter(Lang lang, std::uint64_t signatures) {
  const auto& letter = employees();
  LetterPage page;
  page.layout = letter_layout("");
  page.head = head(lang);
  page.constituency = in(lang, letter.constituency);
  page.opens = letter.opens;
  for (const auto& demand : letter.demands) {
    page.demands.push_back({demand.number, in(lang, demand.text), letter::DemandState::open});
  }
  page.text = &letter.documents.at(language(lang));
  page.classes = {tally(lang, 0, signatures, 0)};
  if (signatures > 0) {
    page.events = events();
    page.demands[0].state = letter::DemandState::refused;
  }
  return page;
}

std::vector<Sample> samples(Lang lang) {
  std::vector<Sample> all;
  add_home(all, lang);
  add_letters(all, lang);
  add_signatures(all, lang);
  add_signing(all, lang);
  add_withdrawing(all, lang);
  add_unsubscribing(all, lang);
  add_quoting(all, lang);
  add_pledging(all, lang);
  add_history(all, lang);
  add_said(all, lang);
  add_answering(all, lang);
  add_figures(all, lang);
  add_errors(all, lang);
  add_others(all, lang);
  add_witness(all, lang);
  return all;
}

}  // namespace ruban::web
