// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/keep_pledge.h"

#include "crypto/sha256.h"
#include "service/accept_withdrawal.h"
#include "service/count.h"
#include "service/end_letter.h"
#include "service/pledge.h"
#include "service/rebuild.h"
#include "service/test_signer.h"
#include "service/test_source.h"
#include "signature/key_file.h"
#include "signature/statement.h"

namespace ruban::service::test {
namespace {

const std::string kModes =
    replaced(std::string(kToml), "modes = [\"named\"]", "modes = [\"named\", \"anon\"]") +
    "\n[privacy]\nepoch_seconds = 60\nmin_batch = 1\nmin_issued = 1\n";
const std::string kPledged =
    kModes + "\n[pledge]\nen = \"I will leave.\"\ndue = 2018-10-31T23:59:00Z\nwhen_refused = [1]\n";

class Keeping : public ServiceTest {
 protected:
  EntryIndex sign(TestSigner& signer, const std::string& email) {
    IssueCredential issue(it.instance(), it.registry().keys());
    signer.get_credential(issue, email);
    AnonymitySets sets(it.instance());
    must(AcceptSignature(it.instance(), sets)(*letter_, signer.statement()));
    it.sequence();
    return it.store().signatures().index_of(letter_->id(), signer.key()).value();
  }
  static std::string word(const PublishedLetter& letter, EntryIndex index, const TestSigner& signer) {
    return ledger::without_time(
        signature::kept_statement(signature::signing_key(signer.seed()), letter.id(), index));
  }
  std::string word() { return word(*letter_, index_, grace_); }
  Result<EntryIndex> keep(const std::string& lines) { return keep_pledge(it.instance(), *letter_, lines); }
  void become_due() { it.clock.at = *parse_rfc3339("2018-10-31T23:59:00Z"); }
  void demand(ledger::DemandState state) {
    const ledger::DemandEntry entry{letter_->id(), 1, state, crypto::sha256("reason"), {}};
    must(it.store().signatures().in_letter(letter_->id(), [&](store::LetterTransaction& tx) -> Result<void> {
      return tx.enqueue(ledger::without_time(entry));
    }));
    it.sequence();
  }
  void withdraw() {
    must(AcceptWithdrawal(it.instance())(
        *letter_, ledger::without_time(signature::withdraw_statement(signature::signing_key(grace_.seed()),
                                                                     letter_->id(), index_))));
  }
  ClassCount neighbours() {
    return count_letter(it.instance(), *letter_, *it.store().record().published_checkpoint()).classes.at(1);
  }
  // Nothing waits, the record holds no `kept`, and the signature stands as before.
  void expect_nothing_lost(std::uint64_t standing = 1) {
    EXPECT_TRUE(it.store().record().waiting(10).empty());
    it.sequence();
    for (const auto& text : it.store().record().entries(0, 1000))
      EXPECT_FALSE(text.starts_with("ruban/v1 kept"));
    EXPECT_EQ(neighbours().named, standing);
    EXPECT_EQ(neighbours().kept, 0U);
  }
  void expect_refused(const std::string& lines, Kind kind, std::string_view what) {
    const auto kept = keep(lines);
    ASSERT_FALSE(kept);
    EXPECT_EQ(kept.error().kind, kind);
    EXPECT_NE(kept.error().message.find(what), std::string_view::npos) << kept.error().message;
  }
  std::string key_file(const TestSigner& signer) {
    signature::KeyFile file;
    file.origin = kOrigin;
    file.letter = letter_->id();
    file.issuer = "neighbour-email";
    file.seed = signer.seed().clone();
    return signature::format(file).expose();
  }

  LetterPointer letter_ = it.publish(folder(kPledged));
  TestSigner grace_{it, letter_}, ada_{it, letter_};
  EntryIndex index_ = sign(grace_, "grace@example.org");
};

TEST_F(Keeping, Who_has_left_says_so_once_it_is_due_and_it_is_counted_and_audited) {
  become_due();
  EXPECT_EQ(must(keep(word())), index_);
  EXPECT_EQ(must(keep(word())), index_);  // an answer that was lost
  EXPECT_EQ(neighbours().kept, 0U);
  it.sequence();
  EXPECT_EQ(neighbours().kept, 1U);
  EXPECT_EQ(neighbours().named, 1U);
  const auto row = it.store().signatures().signature(letter_->id(), index_);
  EXPECT_TRUE(it.store().record().entries(row->kept.value(), 1).at(0).starts_with(word()));
  const auto report = audit_now(it.registry());
  EXPECT_TRUE(report.passed());
  EXPECT_TRUE(report.findings.empty());
  EXPECT_TRUE(report.letters.at(0).agrees);
  EXPECT_TRUE(report.letters.at(0).has_pledge);
  EXPECT_EQ(report.letters.at(0).counts.at(1).kept, 1U);
}

TEST_F(Keeping, Before_it_is_due_nothing_is_taken) {
  expect_refused(word(), Kind::conflict, "isn’t due yet");
  demand(ledger::DemandState::promised);
  expect_refused(word(), Kind::conflict, "isn’t due yet");
  become_due();
  it.clock.at -= 1s;
  expect_refused(word(), Kind::conflict, "isn’t due yet");
  expect_nothing_lost();
  become_due();
  must(keep(word()));
}

TEST_F(Keeping, A_refused_demand_makes_it_due_and_one_that_is_met_ends_that) {
  demand(ledger::DemandState::refused);
  EXPECT_EQ(pledge_standing(it.instance(), *letter_, 1000)->demand, 1);
  must(keep(word()));
  it.sequence();
  const auto after = sign(ada_, "ada@example.org");
  demand(ledger::DemandState::met);
  become_due();
  expect_refused(word(*letter_, after, ada_), Kind::conflict, "nothing of the pledge is due");
  EXPECT_EQ(neighbours().kept, 1U);  // said is said
  demand(ledger::DemandState::broken);
  must(keep(word(*letter_, after, ada_)));
  it.sequence();
  EXPECT_EQ(neighbours().kept, 2U);
}

TEST_F(Keeping, A_demand_that_moves_while_it_waits_drops_nothing_that_was_acknowledged) {
  demand(ledger::DemandState::refused);
  must(keep(word()));
  demand(ledger::DemandState::promised);
  it.sequence();
  EXPECT_EQ(neighbours().kept, 1U);
}

TEST_F(Keeping, Twice_is_refused_and_the_first_stays) {
  become_due();
  must(keep(word()));
  it.sequence();
  expect_refused(word(), Kind::conflict, "says already");
  it.sequence();
  EXPECT_EQ(neighbours().kept, 1U);
  EXPECT_TRUE(audit_now(it.registry()).findings.empty());
}

TEST_F(Keeping, A_withdrawn_signature_has_nothing_to_say) {
  become_due();
  withdraw();
  it.sequence();
  expect_refused(word(), Kind::not_found, "was withdrawn or taken down");
  expect_nothing_lost(0);
}

TEST_F(Keeping, A_withdrawal_on_its_way_goes_first_and_the_record_holds_no_void_entry) {
  become_due();
  withdraw();
  must(keep(word()));
  it.sequence();
  expect_nothing_lost(0);
  EXPECT_TRUE(audit_now(it.registry()).findings.empty());
}

TEST_F(Keeping, Who_withdraws_later_is_not_counted_any_more) {
  become_due();
  must(keep(word()));
  it.sequence();
  const auto before = it.store().record().published_checkpoint()->size;
  withdraw();
  it.sequence();
  EXPECT_EQ(neighbours().kept, 0U);
  EXPECT_EQ(neighbours().withdrawn, 1U);
  EXPECT_EQ(it.store().signatures().counts(letter_->id(), before).at(0).kept, 1U);
  EXPECT_TRUE(it.store().signatures().kept(letter_->id(), 10, 1000).empty());
  const auto report = audit_now(it.registry());
  EXPECT_TRUE(report.passed());
  EXPECT_TRUE(report.letters.at(0).agrees);
}

TEST_F(Keeping, One_taken_down_later_is_not_counted_any_more) {
  become_due();
  must(keep(word()));
  it.sequence();
  must(take_down(it.instance(), *letter_, index_, ledger::TakedownReason::abuse));
  it.sequence();
  EXPECT_EQ(neighbours().kept, 0U);
  EXPECT_TRUE(audit_now(it.registry()).letters.at(0).agrees);
}

TEST_F(Keeping, An_anonymous_signature_does_not_say_when_somebody_left) {
  AnonymitySets sets(it.instance());
  IssueCredential issue(it.instance(), it.registry().keys());
  ada_.get_credential(issue, "ada@example.org");
  it.clock.at += 1h;
  must(AcceptSignature(it.instance(), sets)(*letter_, ada_.anonymous()));
  it.clock.at += 2min;
  it.sequence();
  const auto index = it.store().signatures().index_of(letter_->id(), ada_.key());
  ASSERT_TRUE(index);
  become_due();
  expect_refused(word(*letter_, *index, ada_), Kind::forbidden, "without a name");
  EXPECT_EQ(may_keep_pledge(it.instance(), *letter_, key_file(ada_)).error().kind, Kind::forbidden);
  expect_nothing_lost();
}

TEST_F(Keeping, A_letter_without_a_pledge_takes_no_word) {
  const auto plain = it.publish(folder(replaced(kModes, "close-the-mine", "open-the-mine")));
  become_due();
  const auto kept = keep_pledge(it.instance(), *plain, word(*plain, index_, grace_));
  ASSERT_FALSE(kept);
  EXPECT_EQ(kept.error().kind, Kind::not_found);
  EXPECT_EQ(kept.error().message, "This letter carries no pledge.");
  EXPECT_FALSE(pledge_standing(it.instance(), *plain, 1000));
  EXPECT_FALSE(
      count_letter(it.instance(), *plain, *it.store().record().published_checkpoint()).classes.at(0).kept);
  expect_nothing_lost();
}

TEST_F(Keeping, Only_the_key_of_the_signature_says_so) {
  become_due();
  expect_refused(word(*letter_, index_, ada_), Kind::invalid, "Only the key");
  expect_refused(word(*letter_, 0, grace_), Kind::not_found, "no such signature");
  auto forged = word();
  forged.replace(forged.find("\nsig ") + 5, 4, "AAAA");
  expect_refused(forged, Kind::invalid, "Only the key");
  const auto withdrawal = ledger::without_time(
      signature::withdraw_statement(signature::signing_key(grace_.seed()), letter_->id(), index_));
  expect_refused(withdrawal, Kind::invalid, "doesn’t say that the pledge");
  EXPECT_EQ(keep("ruban/v1 kept\n").error().field, "entry");
  const auto other = it.publish(folder(replaced(kPledged, "close-the-mine", "open-the-mine")));
  expect_refused(word(*other, index_, grace_), Kind::invalid, "of this letter");
  expect_nothing_lost();
}

TEST_F(Keeping, A_closed_letter_still_hears_of_its_pledge_and_a_removed_one_does_not) {
  const auto now = [&] { return must(it.registry().letters().find("close-the-mine")); };
  must(end_letter(it.instance(), it.registry().keys(), *letter_, ledger::LetterEnd::closed));
  it.sequence();
  become_due();
  must(keep_pledge(it.instance(), *now(), word()));
  it.sequence();
  EXPECT_EQ(neighbours().kept, 1U);
  EXPECT_TRUE(audit_now(it.registry()).passed());
  must(end_letter(it.instance(), it.registry().keys(), *now(), ledger::LetterEnd::removed));
  it.sequence();
  EXPECT_EQ(keep_pledge(it.instance(), *now(), word()).error().kind, Kind::gone);
}

TEST_F(Keeping, The_server_signs_with_a_key_file_that_is_handed_over) {
  EXPECT_EQ(may_keep_pledge(it.instance(), *letter_, key_file(grace_)).error().kind, Kind::conflict);
  become_due();
  EXPECT_EQ(must(may_keep_pledge(it.instance(), *letter_, key_file(grace_))).index, index_);
  EXPECT_EQ(may_keep_pledge(it.instance(), *letter_, key_file(ada_)).error().field, "key_file");
  EXPECT_EQ(may_keep_pledge(it.instance(), *letter_, "nonsense").error().kind, Kind::invalid);
  EXPECT_FALSE(keep_pledge_with(it.instance(), *letter_, key_file(ada_)));
  EXPECT_EQ(must(keep_pledge_with(it.instance(), *letter_, key_file(grace_))), index_);
  it.sequence();
  EXPECT_EQ(neighbours().kept, 1U);
  EXPECT_EQ(keep_pledge_with(it.instance(), *letter_, key_file(grace_)).error().kind, Kind::conflict);
}

TEST_F(Keeping, Rebuilding_finds_the_same) {
  become_due();
  must(keep(word()));
  it.sequence();
  const auto after = sign(ada_, "ada@example.org");
  must(keep(word(*letter_, after, ada_)));
  it.sequence();
  must(take_down(it.instance(), *letter_, after, ledger::TakedownReason::court));
  it.sequence();
  const auto size = it.store().record().last_checkpoint()->size;
  std::vector<std::vector<store::Count>> before;
  for (TreeSize at = 0; at <= size; ++at) before.push_back(it.store().signatures().counts(letter_->id(), at));
  it.store().record().release_lease();
  EXPECT_FALSE(must(rebuild(it.instance())).changed());
  for (TreeSize at = 0; at <= size; ++at)
    EXPECT_EQ(it.store().signatures().counts(letter_->id(), at), before.at(at)) << at;
  EXPECT_EQ(neighbours().kept, 1U);
}

}  // namespace
}  // namespace ruban::service::test
