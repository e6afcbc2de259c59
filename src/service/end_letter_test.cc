// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/end_letter.h"

#include "service/count.h"
#include "service/test_instance.h"
#include "service/test_source.h"

namespace ruban::service::test {
namespace {

class Ending : public ServiceTest {
 protected:
  LetterPointer now() { return must(it.registry().letters().find("close-the-mine")); }
  Result<void> end(ledger::LetterEnd state) {
    return end_letter(it.instance(), it.registry().keys(), *now(), state);
  }

  LetterPointer letter_ = it.publish(folder());
};

TEST_F(Ending, An_ended_letter_takes_no_signature_and_has_no_keys) {
  it.signed_visit(*letter_, "grace@example.org");
  const auto keys = it.new_visit();
  auto late = it.prove(*letter_, keys, it.visit(*letter_, "eve@example.org"));
  must(end(ledger::LetterEnd::closed));
  EXPECT_FALSE(it.registry().keys().issuer(*letter_, "miner-email"));
  EXPECT_FALSE(it.registry().keys().identity_tag(*letter_, "grace@example.org"));
  it.sequence();

  EXPECT_EQ(now()->state(it.clock.at), letter::LetterState::closed);
  EXPECT_EQ(now()->row.end, ledger::LetterEnd::closed);
  EXPECT_FALSE(it.sign(*now(), keys, late));
  EXPECT_FALSE(it.sign(*letter_, keys, late));  // though this page is older than the end
  EXPECT_EQ(count_letter(it.instance(), *now(), *it.store().record().published_checkpoint()).classes[1].named,
            1U);
}

TEST_F(Ending, The_reason_is_on_record_with_the_end_and_stays_when_the_letter_is_removed_for_it) {
  const WordsInLanguage reason{letter::Language::en, "The mine was closed.", {}, {}};
  const auto told = [&] {
    return end_reason(it.instance(), *now(), it.store().record().published_checkpoint()->size);
  };
  EXPECT_FALSE(told());
  must(end_letter(it.instance(), it.registry().keys(), *now(), ledger::LetterEnd::closed, reason));
  EXPECT_FALSE(told());
  it.sequence();
  EXPECT_EQ(told()->title, reason.title);
  must(end_letter(it.instance(), it.registry().keys(), *now(), ledger::LetterEnd::removed, reason));
  it.sequence();
  EXPECT_EQ(now()->row.end, ledger::LetterEnd::removed);
  EXPECT_EQ(told()->title, reason.title);
  const auto last = it.store().record().last_checkpoint()->size - 1;
  const auto entry = must(ledger::parse_entry(it.store().record().entries(last, 1).at(0)));
  EXPECT_EQ(std::get<ledger::EndEntry>(entry).doc_sha256,
            it.store().documents().documents(letter_->id(), 10, last + 1).back().sha256);
  EXPECT_TRUE(audit_now(it.registry()).passed());
}

TEST_F(Ending, A_reason_that_is_none_ends_nothing_and_destroys_no_key) {
  for (const auto& bad :
       {std::string(), std::string(200, 'x'), std::string("two\nlines"), std::string("\xE2\x80\xAE")}) {
    const WordsInLanguage reason{letter::Language::en, bad, {}, {}};
    EXPECT_EQ(end_letter(it.instance(), it.registry().keys(), *now(), ledger::LetterEnd::closed, reason)
                  .error()
                  .kind,
              Kind::invalid)
        << bad;
  }
  EXPECT_TRUE(it.registry().keys().issuer(*letter_, "miner-email"));
}

TEST_F(Ending, Who_has_signed_an_ended_letter_still_withdraws_by_address) {
  const auto signed_visit = it.signed_visit(*letter_, "grace@example.org");
  must(end(ledger::LetterEnd::closed));
  it.sequence();
  it.clock.at += 1h;
  const auto keys = it.new_visit();
  auto asked = it.visit(*now(), "Grace@example.org");
  asked.purpose = Purpose::withdraw;
  const auto proved = it.prove(*now(), keys, asked);
  WithdrawSignature withdraw(it.instance(), it.registry().keys());
  const auto found = must(withdraw.find(*now(), proved));
  ASSERT_EQ(found.size(), 1U);
  must(withdraw(*now(), proved, {found[0].index}, true));
  it.sequence();
  const auto row = it.store().signatures().signature(letter_->id(), it.index_of(*letter_, signed_visit));
  EXPECT_EQ(row->state, store::SignatureState::taken_down);
  EXPECT_TRUE(audit_now(it.registry()).passed());
}

TEST_F(Ending, A_letter_that_was_replaced_or_ended_elsewhere_loses_its_keys) {
  must(it.registry().keys().issuer(*letter_, "miner-email"));  // at hand, in memory
  it.registry().keys().destroy_ended(it.registry().letters());
  EXPECT_TRUE(it.registry().keys().issuer(*letter_, "miner-email"));
  it.publish(folder(
      replaced(std::string(kToml), "comments = true", "comments = true\nfollows = \"close-the-mine/v1\"")));
  it.registry().keys().destroy_ended(it.registry().letters());
  EXPECT_FALSE(it.registry().keys().issuer(*letter_, "miner-email"));
  EXPECT_FALSE(it.registry().keys().identity_tag(*letter_, "grace@example.org"));
  EXPECT_TRUE(it.registry().keys().issuer(*now(), "miner-email"));
}

TEST_F(Ending, The_last_tally_of_a_letter_is_its_result) {
  it.signed_visit(*letter_, "grace@example.org");
  it.sequence();
  it.signed_visit(*letter_, "eve@example.org");  // in the same minute, so no tally is due
  must(end(ledger::LetterEnd::withdrawn));
  it.sequence();
  const auto count = count_letter(it.instance(), *now(), *it.store().record().published_checkpoint());
  EXPECT_TRUE(count.tally_index);
  EXPECT_EQ(count.classes[1].named, 2U);
}

TEST_F(Ending, An_ended_letter_passes_the_audit) {
  it.signed_visit(*letter_, "grace@example.org");
  it.signed_visit(*letter_, "ada@mine.example", "miner-email");
  must(end(ledger::LetterEnd::closed));
  it.sequence();
  const auto report = audit_now(it.registry());
  EXPECT_TRUE(report.passed());
  EXPECT_TRUE(report.findings.empty());
}

TEST_F(Ending, A_replaced_letter_passes_the_audit) {
  it.signed_visit(*letter_, "grace@example.org");
  it.sequence();
  it.signed_visit(*letter_, "eve@example.org");
  it.publish(folder(
      replaced(std::string(kToml), "comments = true", "comments = true\nfollows = \"close-the-mine/v1\"")));
  const auto report = audit_now(it.registry());
  EXPECT_TRUE(report.passed());
  EXPECT_TRUE(report.findings.empty());
  ASSERT_EQ(report.letters.size(), 2U);
  EXPECT_EQ(report.letters[0].counts[1].named, 2U);
  EXPECT_TRUE(report.letters[0].agrees);
}

TEST_F(Ending, A_letter_ends_once) {
  must(end(ledger::LetterEnd::closed));
  it.sequence();
  EXPECT_EQ(end(ledger::LetterEnd::closed).error().kind, Kind::conflict);
  EXPECT_EQ(end(ledger::LetterEnd::withdrawn).error().kind, Kind::conflict);
}

TEST_F(Ending, A_letter_that_has_ended_can_still_be_removed_once) {
  const auto visit = it.signed_visit(*letter_, "grace@example.org");
  must(end(ledger::LetterEnd::closed));
  it.sequence();
  const auto end_index = now()->row.end_index;
  must(end(ledger::LetterEnd::removed));
  it.sequence();
  EXPECT_EQ(now()->row.end, ledger::LetterEnd::removed);
  EXPECT_EQ(now()->row.end_index, end_index);  // since then nothing counts
  EXPECT_EQ(end(ledger::LetterEnd::removed).error().kind, Kind::conflict);
  EXPECT_TRUE(audit_now(it.registry()).passed());
}

TEST_F(Ending, Two_removals_that_wait_together_are_one_entry) {
  must(end(ledger::LetterEnd::closed));
  must(end(ledger::LetterEnd::removed));
  it.sequence();
  const auto ends = it.store().letters().latest_events(letter_->id(), {"end"}, 9, 1000);
  EXPECT_EQ(ends.size(), 2U);
  EXPECT_EQ(now()->row.end, ledger::LetterEnd::removed);
  EXPECT_TRUE(audit_now(it.registry()).passed());
}

TEST_F(Ending, A_letterwhose_last_epoch_is_over_is_closed_and_its_keys_destroyed) {
  const auto close = [&] { end_overdue(it.instance(), it.registry().keys(), it.registry().letters()); };
  const auto letter =
      it.publish(folder(replaced(replaced(std::string(kToml), "close-the-mine", "open-the-door"),
                                 "opens =", "closes = 2018-12-19T14:00:00Z\nopens =")));
  const auto now = [&] { return must(it.registry().letters().find("open-the-door")); };
  it.clock.at = *letter->entry.closes + letter->entry.epoch;
  close();
  it.sequence();
  EXPECT_FALSE(now()->row.end);
  it.clock.at += std::chrono::seconds(1);
  close();
  close();
  it.sequence();
  EXPECT_EQ(now()->row.end, ledger::LetterEnd::closed);
  EXPECT_FALSE(it.registry().keys().identity_tag(*letter, "grace@example.org"));
  EXPECT_TRUE(audit_now(it.registry()).passed());
}

TEST_F(Ending, A_signature_that_waits_when_its_letter_ends_comes_before_the_end) {
  const auto visit = it.signed_visit(*letter_, "grace@example.org");
  must(end(ledger::LetterEnd::closed));
  it.sequence();
  EXPECT_LT(it.index_of(*letter_, visit), *now()->row.end_index);
}

TEST_F(Ending, A_signature_that_is_accepted_while_the_end_waits_is_counted) {
  it.signed_visit(*letter_, "ada@mine.example", "miner-email");  // so that the server has the keys at hand
  it.signed_visit(*letter_, "eve@example.org");
  it.sequence();
  {
    TestInstance command(it.path());  // as another process
    command.clock.at = it.clock.at;
    must(end_letter(command.instance(), command.registry().keys(), *letter_, ledger::LetterEnd::closed));
  }
  const auto visit = it.signed_visit(*letter_, "grace@example.org");
  it.sequence();
  EXPECT_TRUE(it.store().signatures().index_of(letter_->id(), *visit.key));
  EXPECT_EQ(now()->row.end, ledger::LetterEnd::closed);
  EXPECT_TRUE(audit_now(it.registry()).passed());
}

TEST_F(Ending, A_signature_that_is_accepted_while_the_next_version_waits_is_counted) {
  must(it.try_publish(folder(
      replaced(std::string(kToml), "comments = true", "comments = true\nfollows = \"close-the-mine/v1\""))));
  const auto visit = it.signed_visit(*letter_, "grace@example.org");
  it.sequence();
  EXPECT_TRUE(it.store().signatures().index_of(letter_->id(), *visit.key));
  EXPECT_EQ(now()->row.version, 2U);
  EXPECT_TRUE(audit_now(it.registry()).passed());
}

TEST_F(Ending, A_takedown_is_public_and_takes_the_text_along) {
  const auto visit = it.signed_visit(*letter_, "grace@example.org");
  it.sequence();
  const auto index = it.index_of(*letter_, visit);
  it.store().visits().subscribe(letter_->id(), "grace@example.org", "en");
  it.store().visits().subscribe(letter_->id(), "eve@example.org", "en");
  must(take_down(it.instance(), *letter_, index, ledger::TakedownReason::court));
  EXPECT_FALSE(it.store().visits().unsubscribe(letter_->id(), "grace@example.org"));
  EXPECT_TRUE(it.store().visits().unsubscribe(letter_->id(), "eve@example.org"));
  EXPECT_FALSE(it.store().signatures().signature(letter_->id(), index)->payload);  // at once
  it.sequence();
  EXPECT_EQ(it.store().signatures().signature(letter_->id(), index)->state,
            store::SignatureState::taken_down);
  std::optional<ledger::TakedownEntry> entry;
  for (const auto& event : it.store().letters().events(letter_->id(), 0, 1000, 1000)) {
    if (event.type != "takedown") continue;
    entry = std::get<ledger::TakedownEntry>(
        must(ledger::parse_entry(it.store().record().entries(event.index, 1).at(0))));
  }
  ASSERT_TRUE(entry);
  EXPECT_EQ(entry->reason, ledger::TakedownReason::court);
  EXPECT_EQ(entry->index, index);

  EXPECT_EQ(take_down(it.instance(), *letter_, index, ledger::TakedownReason::court).error().kind,
            Kind::conflict);
  EXPECT_EQ(take_down(it.instance(), *letter_, index + 100, ledger::TakedownReason::court).error().kind,
            Kind::not_found);
  EXPECT_EQ(take_down(it.instance(), *letter_, 0, ledger::TakedownReason::court).error().kind,
            Kind::not_found);
}

}  // namespace
}  // namespace ruban::service::test
