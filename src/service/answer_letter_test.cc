// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/answer_letter.h"

#include <gmock/gmock.h>

#include <atomic>
#include <thread>

#include "service/end_letter.h"
#include "service/test_instance.h"

namespace ruban::service::test {
namespace {

using letter::DocumentKind;
using letter::Language;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::string with_domain(const std::string& slug = "close-the-mine") {
  return replaced(replaced(std::string(kToml), "name = \"Ada Example\"",
                           "name = \"Ada Example\"\ndomain = \"mine.example\""),
                  "close-the-mine", slug);
}

class Answering_a_letter : public ServiceTest {
 protected:
  std::string link(std::optional<std::uint64_t> corrects = {}) {
    return must(give_link(it.instance(), *letter_, "mine.example", corrects)).code;
  }
  static AnswerDraft draft(const std::string& code, const std::string& text = "It stays **open**.") {
    AnswerDraft out;
    out.code = code;
    out.words = {"Our answer", text, {{1, "No."}}};
    out.name = "Ada Example";
    out.role = "Director";
    return out;
  }
  Result<Hash> answer(const AnswerDraft& what) { return answer_letter(it.instance(), *letter_, keys_, what); }
  std::vector<Statement> said() {
    return statements(it.instance(), letter_->id(), it.store().record().published_checkpoint()->size);
  }
  std::vector<std::string> wrong_fields(const AnswerDraft& what) {
    const auto link = must(find_link(it.instance(), *letter_, what.code));
    std::vector<std::string> out;
    const auto checked = check_answer(it.instance(), *letter_, link, what);
    if (!checked) {
      for (const auto& error : checked.error().errors) out.push_back(error.field);
    }
    return out;
  }

  VisitKeys keys_ = it.new_visit();
  LetterPointer letter_ = it.publish(folder(with_domain()));
};

TEST_F(Answering_a_letter, Puts_it_on_record_as_the_recipients_from_the_domain_that_was_proved) {
  const auto document = must(answer(draft(link())));
  EXPECT_THAT(said(), IsEmpty());
  it.sequence();
  ASSERT_THAT(said(), SizeIs(1));
  const auto one = said().front();
  EXPECT_EQ(one.by, ledger::ResponseBy::recipient);
  EXPECT_EQ(one.domain, "mine.example");
  EXPECT_TRUE(one.has(document));
  EXPECT_EQ(one.in(Language::en).document->markdown, "It stays **open**.\n");
  EXPECT_EQ(one.in(Language::en).document->by, "Ada Example, Director");
  EXPECT_EQ(one.in(Language::en).document->said, (std::vector<letter::Said>{{1, "No."}}));
  const auto entry = it.store().record().entries(one.index().value(), 1).at(0);
  EXPECT_NE(entry.find("by recipient\n"), std::string::npos) << entry;
  EXPECT_NE(entry.find("domain mine.example\n"), std::string::npos) << entry;
}

TEST_F(Answering_a_letter, In_two_languages_marks_the_translation) {
  auto both = draft(link());
  both.translation = {"Notre réponse", "Elle reste ouverte.", {{1, "Non."}}};
  must(answer(both));
  it.sequence();
  ASSERT_THAT(said(), SizeIs(1));
  EXPECT_EQ(said()[0].original, Language::en);
  EXPECT_EQ(said()[0].in(Language::fr).document->translates, said()[0].in(Language::en).sha256);
}

TEST_F(Answering_a_letter, Uses_its_link_up) {
  const auto code = link();
  EXPECT_FALSE(must(find_link(it.instance(), *letter_, code)).document);
  const auto document = must(answer(draft(code)));
  EXPECT_EQ(must(find_link(it.instance(), *letter_, code)).document, document);
  const auto again = answer(draft(code, "Something else."));
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().kind, Kind::gone);
  it.sequence();
  EXPECT_THAT(said(), SizeIs(1));
}

TEST_F(Answering_a_letter, Keeps_the_draft_as_answered_with_the_answer_itself) {
  const auto document = must(answer(draft(link())));
  EXPECT_EQ(must(open_draft(it.instance(), keys_)).document, document);
}

TEST_F(Answering_a_letter, Of_many_who_press_at_once_with_one_link_one_answers) {
  const auto code = link();
  std::vector<VisitKeys> hands;
  for (int i = 0; i < 8; ++i) hands.push_back(it.new_visit());
  std::atomic<int> answered = 0, refused = 0;
  {
    std::vector<std::jthread> presses;
    for (std::size_t i = 0; i < hands.size(); ++i) {
      presses.emplace_back([&, i] {
        const auto out =
            answer_letter(it.instance(), *letter_, hands[i], draft(code, "Hand " + std::to_string(i) + "."));
        if (out) ++answered;
        if (!out && out.error().kind == Kind::gone) ++refused;
      });
    }
  }
  EXPECT_EQ(answered, 1);
  EXPECT_EQ(refused, 7);
  it.sequence();
  EXPECT_THAT(said(), SizeIs(1));
}

TEST_F(Answering_a_letter, Looking_at_a_link_does_not_use_it_up) {
  const auto code = link();
  for (int i = 0; i < 3; ++i) must(find_link(it.instance(), *letter_, code));
  EXPECT_TRUE(answer(draft(code)));
}

TEST_F(Answering_a_letter, Ends_with_the_link_after_fourteen_days) {
  const auto code = link();
  it.clock.at += kLinkLife - 1s;
  EXPECT_TRUE(find_link(it.instance(), *letter_, code));
  it.clock.at += 1s;
  EXPECT_EQ(find_link(it.instance(), *letter_, code).error().kind, Kind::gone);
  EXPECT_EQ(answer(draft(code)).error().kind, Kind::gone);
  EXPECT_EQ(it.store().recipients().forget_expired(it.clock.at), 1u);
  EXPECT_EQ(it.store().recipients().forget_expired(it.clock.at), 0u);
}

TEST_F(Answering_a_letter, A_new_link_ends_the_one_before_and_revoking_ends_both) {
  const auto first = link(), second = link();
  EXPECT_EQ(answer(draft(first)).error().kind, Kind::gone);
  EXPECT_TRUE(find_link(it.instance(), *letter_, second));
  EXPECT_EQ(it.store().recipients().revoke(letter_->id()), 1u);
  EXPECT_EQ(answer(draft(second)).error().kind, Kind::gone);
  EXPECT_EQ(it.store().recipients().revoke(letter_->id()), 0u);
}

TEST_F(Answering_a_letter, A_link_of_another_letter_does_not_work) {
  const auto other = it.publish(folder(with_domain("open-the-mine")));
  const auto theirs = must(give_link(it.instance(), *other, "mine.example", {})).code;
  EXPECT_EQ(find_link(it.instance(), *letter_, theirs).error().kind, Kind::gone);
  EXPECT_EQ(answer(draft(theirs)).error().kind, Kind::gone);
  EXPECT_TRUE(find_link(it.instance(), *other, theirs));
}

TEST_F(Answering_a_letter, A_domain_that_is_not_the_letters_gets_no_link) {
  EXPECT_EQ(give_link(it.instance(), *letter_, "other.example", {}).error().kind, Kind::forbidden);
  EXPECT_EQ(give_link(it.instance(), *letter_, "sub.mine.example", {}).error().kind, Kind::forbidden);
  const auto without = it.publish(folder(replaced(std::string(kToml), "close-the-mine", "without-domain")));
  EXPECT_EQ(recipient_challenge(it.instance(), *without).error().kind, Kind::invalid);
}

TEST_F(Answering_a_letter, The_challenge_stays_the_same_and_each_letter_has_its_own) {
  const auto first = must(recipient_challenge(it.instance(), *letter_));
  const auto again = must(recipient_challenge(it.instance(), *letter_));
  EXPECT_TRUE(first.is_new);
  EXPECT_FALSE(again.is_new);
  EXPECT_EQ(first.challenge.line(), again.challenge.line());
  const auto other = it.publish(folder(with_domain("open-the-mine")));
  EXPECT_NE(must(recipient_challenge(it.instance(), *other)).challenge.line(), first.challenge.line());
}

TEST_F(Answering_a_letter, A_code_is_read_from_a_whole_link_and_nonsense_is_told_apart) {
  const auto code = link();
  EXPECT_TRUE(
      find_link(it.instance(), *letter_, "https://ruban.example.org/en/letters/x/answer#code=" + code));
  for (const auto* nonsense : {"", "abc", "https://ruban.example.org/en/letters/x/answer"})
    EXPECT_EQ(find_link(it.instance(), *letter_, nonsense).error().kind, Kind::invalid) << nonsense;
}

TEST_F(Answering_a_letter, Every_fault_is_told_with_its_field_and_the_link_is_kept) {
  auto bad = draft(link());
  bad.words = {" ", "Fine.\n\n<script>alert(1)</script>\n", {{1, std::string(501, 'x')}}};
  bad.translation = {"Titre", "", {}};
  bad.name =
      "\xE2\x80\xAE"
      "Ada";
  EXPECT_THAT(wrong_fields(bad), ::testing::ElementsAre("title", "text", "said-1", "text-2", "name"));
  const auto faults =
      check_answer(it.instance(), *letter_, must(find_link(it.instance(), *letter_, bad.code)), bad).error();
  EXPECT_EQ(faults.line, 3);
  EXPECT_FALSE(answer(bad));
  EXPECT_TRUE(answer(draft(bad.code)));
}

TEST_F(Answering_a_letter, A_demand_that_the_letter_does_not_have_is_refused) {
  auto bad = draft(link());
  bad.words.said = {{2, "No."}};
  EXPECT_EQ(answer(bad).error().kind, Kind::not_found);
}

TEST_F(Answering_a_letter, A_correction_stands_beside_what_it_corrects) {
  must(answer(draft(link())));
  it.sequence();
  const auto code = link(1);
  auto correction =
      draft_for(it.instance(), *letter_, must(find_link(it.instance(), *letter_, code)), Language::fr);
  EXPECT_EQ(correction.words.text, "It stays **open**.\n");
  EXPECT_EQ(correction.name, "Ada Example, Director");
  EXPECT_EQ(correction.language, Language::en);
  correction.code = code;
  EXPECT_EQ(answer(correction).error().message,
            "Nothing is changed yet: these are the words that stand there already.");
  correction.words.text = "It stays **shut**.";
  must(answer(correction));
  it.sequence();
  ASSERT_THAT(said(), SizeIs(1));
  ASSERT_THAT(said()[0].wordings.at(Language::en), SizeIs(2));
  EXPECT_EQ(said()[0].in(Language::en).document->markdown, "It stays **shut**.\n");
}

TEST_F(Answering_a_letter, A_translation_can_come_later_and_leaves_the_original_alone) {
  must(answer(draft(link())));
  it.sequence();
  const auto code = link(1);
  auto later =
      draft_for(it.instance(), *letter_, must(find_link(it.instance(), *letter_, code)), Language::en);
  later.code = code;
  later.translation = {"Notre réponse", "Elle reste ouverte.", {}};
  must(answer(later));
  it.sequence();
  ASSERT_THAT(said(), SizeIs(1));
  EXPECT_THAT(said()[0].wordings.at(Language::en), SizeIs(1));
  EXPECT_EQ(said()[0].in(Language::fr).document->title, "Notre réponse");
}

TEST_F(Answering_a_letter, Nobody_corrects_in_the_name_of_another) {
  ForTheRecord recorded;
  recorded.kind = DocumentKind::response;
  recorded.answer_by = ledger::ResponseBy::organisers;
  recorded.words = {{Language::en, "They said", "In public.\n", {}}};
  std::vector<letter::Fault> faults;
  must(put_on_record(it.instance(), *letter_, recorded, faults));
  must(answer(draft(link())));
  it.sequence();
  // The recipient isn't given a link for the organisers' words,
  EXPECT_EQ(give_link(it.instance(), *letter_, "mine.example", 1).error().kind, Kind::not_found);
  EXPECT_TRUE(give_link(it.instance(), *letter_, "mine.example", 2));
  // nor do the organisers change or translate the recipient's.
  recorded.corrects = true;
  recorded.number = 2;
  EXPECT_EQ(put_on_record(it.instance(), *letter_, recorded, faults).error().kind, Kind::forbidden);
  recorded.number = 1;
  recorded.words[0].markdown = "In public, twice.\n";
  EXPECT_TRUE(put_on_record(it.instance(), *letter_, recorded, faults));
}

TEST_F(Answering_a_letter, A_letter_that_was_removed_takes_no_answer_and_a_closed_one_does) {
  const auto code = link();
  must(end_letter(it.instance(), it.registry().keys(), *letter_, ledger::LetterEnd::closed));
  it.sequence();
  letter_ = must(it.registry().letters().find("close-the-mine", 1));
  EXPECT_TRUE(find_link(it.instance(), *letter_, code));
  must(end_letter(it.instance(), it.registry().keys(), *letter_, ledger::LetterEnd::removed));
  it.sequence();
  letter_ = must(it.registry().letters().find("close-the-mine", 1));
  EXPECT_EQ(answer(draft(code)).error().kind, Kind::gone);
  EXPECT_EQ(recipient_challenge(it.instance(), *letter_).error().kind, Kind::gone);
}

TEST_F(Answering_a_letter, A_draft_is_kept_for_a_day_and_only_its_cookie_opens_it) {
  const auto keys = it.new_visit(), others = it.new_visit();
  auto kept = draft(link());
  kept.translation = {"Notre réponse", "Non.", {{1, "Non."}}};
  keep_draft(it.instance(), keys, kept);
  const auto read = must(open_draft(it.instance(), keys));
  EXPECT_EQ(read.words.text, kept.words.text);
  EXPECT_EQ(read.words.said, kept.words.said);
  EXPECT_EQ(read.translation.title, kept.translation.title);
  EXPECT_EQ(read.name, kept.name);
  EXPECT_EQ(read.role, kept.role);
  EXPECT_FALSE(open_draft(it.instance(), others));
  it.clock.at += kDraftLife;
  EXPECT_EQ(open_draft(it.instance(), keys).error().kind, Kind::gone);
}

}  // namespace
}  // namespace ruban::service::test
