// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/recover.h"

#include "service/test_instance.h"

namespace ruban::service::test {
namespace {

namespace fs = std::filesystem;

TEST(Recovering, Letters_that_were_open_take_no_signature_after_a_restore) {
  TestFolder folders;
  const auto old_place = folders.path() / "old", new_place = folders.path() / "new";
  const auto backup = folders.path() / "backup";
  {
    TestInstance it(old_place);
    must(it.sequencer().start());
    const auto letter = it.publish(folder());
    it.signed_visit(*letter, "grace@example.org");
    it.sequence();
    must(it.store().backup(backup));
  }
  fs::create_directory(new_place);
  must(store::sqlite::restore(backup, new_place));
  for (const auto* beside : {"keys", "instance.key", "checkpoint.published"}) {
    fs::copy(old_place / beside, new_place / beside, fs::copy_options::recursive);
  }

  TestInstance it(new_place);
  must(it.sequencer().start());
  EXPECT_TRUE(close_issuing_after_restore(it.instance(), it.registry().letters()));
  EXPECT_FALSE(close_issuing_after_restore(it.instance(), it.registry().letters()));  // once
  const auto letter = must(it.registry().letters().find("close-the-mine"));
  const auto faults = it.request(*letter, it.new_visit(), it.visit(*letter, "eve@example.org"));
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].kind, Kind::conflict);

  const auto next = it.publish(folder(
      replaced(std::string(kToml), "comments = true", "comments = true\nfollows = \"close-the-mine/v1\"")));
  it.signed_visit(*next, "eve@example.org");
}

TEST(Recovering, A_restored_backup_that_is_older_than_what_was_published_does_not_start) {
  TestFolder folders;
  const auto old_place = folders.path() / "old", new_place = folders.path() / "new";
  const auto backup = folders.path() / "backup";
  {
    TestInstance it(old_place);
    must(it.sequencer().start());
    const auto letter = it.publish(folder());
    must(it.store().backup(backup));
    it.signed_visit(*letter, "grace@example.org");
    it.sequence();
  }
  fs::create_directory(new_place);
  must(store::sqlite::restore(backup, new_place));
  for (const auto* beside : {"keys", "instance.key", "checkpoint.published"}) {
    fs::copy(old_place / beside, new_place / beside, fs::copy_options::recursive);
  }
  TestInstance it(new_place);
  EXPECT_EQ(it.sequencer().start().error().kind, Kind::conflict);
}

}  // namespace
}  // namespace ruban::service::test
