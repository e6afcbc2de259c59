// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/put_on_record.h"

#include <gmock/gmock.h>

#include "crypto/sha256.h"
#include "service/end_letter.h"
#include "service/pledge.h"
#include "service/rebuild.h"
#include "service/test_instance.h"

namespace ruban::service::test {
namespace {

using letter::DemandState;
using letter::DocumentKind;
using letter::Language;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class Speaking : public ServiceTest {
 protected:
  static ForTheRecord news(const std::string& text) {
    ForTheRecord out;
    out.words = {{Language::en, "News", text + "\n", {}}};
    return out;
  }
  static ForTheRecord demand(std::uint64_t number, DemandState state,
                             const std::string& reason = "So it is.") {
    auto out = news(reason);
    out.kind = DocumentKind::demand;
    out.number = number;
    out.state = state;
    return out;
  }
  static ForTheRecord in_french(ForTheRecord what, const std::string& text) {
    what.words.push_back({Language::fr, "Des nouvelles", text + "\n", {}});
    return what;
  }
  static ForTheRecord correcting(std::uint64_t number, ForTheRecord what) {
    what.number = number;
    what.corrects = true;
    return what;
  }
  Result<PutOnRecord> put(const ForTheRecord& what) {
    return put_on_record(it.instance(), *letter_, what, faults_);
  }
  std::vector<Statement> said() {
    return statements(it.instance(), letter_->id(), it.store().record().published_checkpoint()->size);
  }
  static std::string words(const Statement& statement, Language language) {
    const auto& wording = statement.in(language);
    return wording.document ? wording.document->markdown : "";
  }

  LetterPointer letter_ = it.publish(folder());
  std::vector<letter::Fault> faults_;
};

TEST_F(Speaking, What_was_put_on_record_is_public_with_its_entry_and_not_before) {
  const auto out = must(put(news("The doors are open.")));
  EXPECT_EQ(out.number, 1u);
  ASSERT_THAT(out.documents, SizeIs(1));
  EXPECT_THAT(said(), IsEmpty());
  it.sequence();
  ASSERT_THAT(said(), SizeIs(1));
  const auto statement = said().front();
  EXPECT_EQ(words(statement, Language::en), "The doors are open.\n");
  const auto entry = it.store().record().entries(statement.index().value(), 1).at(0);
  EXPECT_NE(entry.find("ruban/v1 update\n"), std::string::npos);
  EXPECT_NE(entry.find("doc-sha256 " + to_base64(out.documents[0].view())), std::string::npos);
  EXPECT_EQ(entry.find("doors"), std::string::npos);
  const auto file =
      it.store().documents().file(out.documents[0], it.store().record().published_checkpoint()->size);
  EXPECT_EQ(crypto::sha256(file->bytes), out.documents[0]);
}

TEST_F(Speaking, Numbers_go_on_also_while_others_wait) {
  EXPECT_EQ(must(put(news("One."))).number, 1u);
  EXPECT_EQ(must(put(news("Two."))).number, 2u);
  it.sequence();
  EXPECT_EQ(must(put(news("Three."))).number, 3u);
  it.sequence();
  EXPECT_THAT(said(), SizeIs(3));
}

TEST_F(Speaking, A_statement_holds_its_languages_and_tells_which_is_the_original) {
  must(put(in_french(news("The doors are open."), "Les portes sont ouvertes.")));
  it.sequence();
  ASSERT_THAT(said(), SizeIs(1));
  const auto statement = said().front();
  EXPECT_EQ(statement.original, Language::en);
  EXPECT_EQ(words(statement, Language::fr), "Les portes sont ouvertes.\n");
  EXPECT_EQ(statement.in(Language::fr).document->translates, statement.in(Language::en).sha256);
}

TEST_F(Speaking, A_correction_stands_beside_what_it_corrects) {
  must(put(in_french(news("The dors are open."), "Les portes sont ouvertes.")));
  it.sequence();
  must(put(correcting(1, news("The doors are open."))));
  it.sequence();
  ASSERT_THAT(said(), SizeIs(1));
  const auto statement = said().front();
  ASSERT_THAT(statement.wordings.at(Language::en), SizeIs(2));
  EXPECT_EQ(words(statement, Language::en), "The doors are open.\n");
  EXPECT_EQ(statement.in(Language::en).document->corrects, statement.wordings.at(Language::en)[0].sha256);
  EXPECT_THAT(statement.wordings.at(Language::fr), SizeIs(1));
}

TEST_F(Speaking, A_translation_can_come_later) {
  must(put(news("The doors are open.")));
  it.sequence();
  ForTheRecord french;
  french.words = {{Language::fr, "Des nouvelles", "Les portes sont ouvertes.\n", {}}};
  must(put(correcting(1, french)));
  it.sequence();
  ASSERT_THAT(said(), SizeIs(1));
  EXPECT_EQ(said().front().original, Language::en);
  EXPECT_EQ(words(said().front(), Language::fr), "Les portes sont ouvertes.\n");
}

TEST_F(Speaking, A_demand_moves_as_its_states_allow) {
  must(put(demand(1, DemandState::promised)));
  const auto refused = put(demand(1, DemandState::refused));  // while the first waits
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, Kind::conflict);
  it.sequence();
  must(put(demand(1, DemandState::broken)));
  it.sequence();
  EXPECT_THAT(demand_states(said(), 1), ElementsAre(DemandState::broken));
  // The record alone, which the pledge asks, says the same as the documents.
  const auto size = it.store().record().published_checkpoint()->size;
  EXPECT_EQ(demand_states(it.instance(), *letter_, size), (letter::DemandStates{{1, DemandState::broken}}));
  ASSERT_THAT(said(), SizeIs(2));
  EXPECT_EQ(put(demand(2, DemandState::met)).error().kind, Kind::not_found);
  EXPECT_EQ(put(demand(0, DemandState::met)).error().kind, Kind::not_found);
}

TEST_F(Speaking, A_reason_is_translated_and_corrected_without_moving_the_demand) {
  must(put(in_french(demand(1, DemandState::refused, "They said no."), "Ils ont dit non.")));
  must(put(correcting(1, demand(1, DemandState::refused, "They said: no."))));
  it.sequence();
  ASSERT_THAT(said(), SizeIs(1));
  EXPECT_EQ(words(said()[0], Language::en), "They said: no.\n");
  EXPECT_EQ(words(said()[0], Language::fr), "Ils ont dit non.\n");
  EXPECT_THAT(demand_states(said(), 1), ElementsAre(DemandState::refused));
}

TEST_F(Speaking, An_answer_names_who_gave_it_and_what_it_says_to_each_demand) {
  auto answer = news("We hear you.");
  answer.kind = DocumentKind::response;
  answer.answer_by = ledger::ResponseBy::organisers;
  answer.source = "https://mine.example/answer";
  answer.words[0].said = {{1, "It stays open."}};
  must(put(answer));
  it.sequence();
  EXPECT_EQ(said().at(0).by, ledger::ResponseBy::organisers);
  EXPECT_EQ(said()[0].in(Language::en).document->said.at(0).text, "It stays open.");
  answer.words[0].said = {{2, "There is no such demand."}};
  EXPECT_EQ(put(answer).error().kind, Kind::not_found);
}

TEST_F(Speaking, Nobody_corrects_the_answer_of_somebody_else) {
  auto answer = news("We hear you.");
  answer.kind = DocumentKind::response;
  answer.answer_by = ledger::ResponseBy::recipient;
  answer.domain = "mine.example";
  must(put(answer));
  it.sequence();
  auto forged = correcting(1, news("We agree with everything."));
  forged.kind = DocumentKind::response;
  forged.answer_by = ledger::ResponseBy::organisers;
  EXPECT_EQ(put(forged).error().kind, Kind::forbidden);
  it.sequence();
  EXPECT_EQ(words(said().at(0), Language::en), "We hear you.\n");
}

TEST_F(Speaking, Reasons_name_only_evidence_that_is_there) {
  auto met = demand(1, DemandState::met);
  met.evidence = {1};
  EXPECT_EQ(put(met).error().kind, Kind::not_found);
  auto piece = news("A photograph of the closed gate.");
  piece.kind = DocumentKind::evidence;
  piece.files = {{"gate.png", "image/png", "not really a picture"}};
  must(put(piece));
  must(put(met));
  it.sequence();
  EXPECT_THAT(said(), SizeIs(2));
  const auto size = it.store().record().published_checkpoint()->size;
  EXPECT_EQ(it.store().documents().file(crypto::sha256(std::string("not really a picture")), size)->type,
            "image/png");
}

TEST_F(Speaking, Faults_of_a_text_are_told_and_nothing_of_it_is_kept) {
  const auto refused = put(in_french(news("All is well."), "<script>alert(1)</script>"));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, Kind::invalid);
  ASSERT_FALSE(faults_.empty());
  EXPECT_EQ(faults_.front().file, "fr");
  it.sequence();
  EXPECT_THAT(said(), IsEmpty());
  EXPECT_EQ(must(put(news("All is well."))).number, 1u);
}

TEST_F(Speaking, A_closed_letter_still_hears_answers_and_a_withdrawn_one_does_not) {
  must(end_letter(it.instance(), it.registry().keys(), *letter_, ledger::LetterEnd::closed));
  it.sequence();
  letter_ = must(it.registry().letters().find("close-the-mine", 1));
  must(put(news("They answered after the end.")));
  it.sequence();
  EXPECT_THAT(said(), SizeIs(1));
  must(end_letter(it.instance(), it.registry().keys(), *letter_, ledger::LetterEnd::removed));
  it.sequence();
  letter_ = must(it.registry().letters().find("close-the-mine", 1));
  EXPECT_EQ(put(news("More.")).error().kind, Kind::gone);
}

TEST_F(Speaking, What_was_taken_down_leaves_its_place_and_its_state) {
  const auto first = must(put(demand(1, DemandState::refused, "They named a person.")));
  it.sequence();
  EXPECT_TRUE(it.store().documents().take_down(first.documents[0]));
  ASSERT_THAT(said(), SizeIs(1));
  EXPECT_FALSE(said()[0].in(Language::en).document);
  EXPECT_THAT(demand_states(said(), 1), ElementsAre(DemandState::refused));
  must(put(correcting(1, demand(1, DemandState::refused, "They said no."))));
  it.sequence();
  ASSERT_THAT(said(), SizeIs(1));
  EXPECT_EQ(words(said()[0], Language::en), "They said no.\n");
}

TEST_F(Speaking, A_rebuild_leaves_it_as_it_was) {
  must(put(in_french(demand(1, DemandState::refused), "Non.")));
  it.sequence();
  const auto before = said();
  must(rebuild(it.instance(), {}));
  ASSERT_THAT(said(), SizeIs(1));
  EXPECT_EQ(said()[0].index(), before[0].index());
  EXPECT_EQ(words(said()[0], Language::fr), words(before[0], Language::fr));
}

}  // namespace
}  // namespace ruban::service::test
