// SPDX-License-Identifier: AGPL-3.0-or-later
// Whether a record may lack something that was published, and what settles it.
#include "service/test_witnessed.h"

namespace ruban::service::test {
namespace {

namespace fs = std::filesystem;

TEST_F(Witnessed, A_restored_backup_needs_the_word_of_a_quorum_first) {
  reopen();
  grow();
  ASSERT_TRUE(publish());
  const auto backup = folder_.path() / "backup.db";
  must(it->store().backup(backup));
  const auto other = copy_of_store();
  for (const auto& file : fs::directory_iterator(other)) {
    if (file.path().filename().string().starts_with("ruban.db")) fs::remove(file.path());
  }
  must(store::sqlite::restore(backup, other));
  one_.dies();
  two_.dies();
  open(other);
  EXPECT_EQ(it->sequencer().start().error().kind, Kind::busy);
  open(other, true);
  EXPECT_TRUE(it->sequencer().start());
  EXPECT_TRUE(it->sequencer().may_lack_entries());
  // A later start that isn't told anything doesn't know more, and what the backup brought along says nothing.
  it->store().finish_restore();
  open(other);
  EXPECT_TRUE(it->sequencer().start());
  pass(600s);
  ASSERT_TRUE(publish());
  EXPECT_TRUE(it->sequencer().may_lack_entries());
  two_.behaves({});
  open(other);
  EXPECT_TRUE(it->sequencer().start());
  pass(600s);
  ASSERT_TRUE(publish());
  EXPECT_FALSE(it->sequencer().may_lack_entries());
}

TEST_F(Witnessed, A_second_doubt_is_not_settled_by_those_who_knew_before_the_first) {
  reopen();
  grow();
  ASSERT_TRUE(publish());
  for (auto& w : all_) w.dies();
  for (int start = 0; start < 2; ++start) {
    it.reset();
    fs::remove(here_ / "checkpoint.published");
    open(here_, true);
    EXPECT_TRUE(it->sequencer().start());
    EXPECT_TRUE(it->sequencer().may_lack_entries());
    grow();
    publish();
    pass(60s);
    ASSERT_TRUE(publish()) << "log only";
  }
  for (auto& w : all_) w.behaves({});
  pass(600s);
  ASSERT_TRUE(publish());
  EXPECT_EQ(standing().have, 3U);
  EXPECT_TRUE(it->sequencer().may_lack_entries());
}

TEST_F(Witnessed, What_may_be_missing_is_settled_once_a_quorum_of_those_who_knew_has_compared_it) {
  reopen();
  grow();
  ASSERT_TRUE(publish());
  it->store().set_doubt(it->store().record().published_checkpoint()->note);
  for (auto& w : all_) w.dies();
  reopen();
  EXPECT_TRUE(it->sequencer().may_lack_entries());
  one_.behaves({});
  pass(600s);
  ASSERT_TRUE(publish());
  EXPECT_TRUE(it->sequencer().may_lack_entries()) << "one of three is no quorum";
  two_.behaves({});
  pass(600s);
  ASSERT_TRUE(publish());
  EXPECT_FALSE(it->sequencer().may_lack_entries());
  EXPECT_FALSE(it->store().doubt());
}

TEST_F(Witnessed, Who_is_asked_for_the_first_time_settles_nothing) {
  alone_ = true;
  reopen();
  grow();
  ASSERT_TRUE(publish());
  it->store().set_doubt(it->store().record().published_checkpoint()->note);
  alone_ = false;
  for (int start = 0; start < 3; ++start) {  // the first time without, the next with something to show
    reopen();
    if (start > 0) grow();
    pass(600s);
    ASSERT_TRUE(publish());
    EXPECT_EQ(standing().have, 3U);
    EXPECT_TRUE(it->sequencer().may_lack_entries());
  }
}

}  // namespace
}  // namespace ruban::service::test
