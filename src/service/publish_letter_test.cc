// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/publish_letter.h"

#include <gmock/gmock.h>

#include "service/count.h"
#include "service/test_instance.h"

namespace ruban::service::test {
namespace {

class Publishing : public ServiceTest {};

std::string by_list() {
  return replaced(std::string(kToml), "method = \"email-any\"", "method = \"email-list\"");
}
std::string version_two() {
  return replaced(std::string(kToml), "comments = true", "comments = true\nfollows = \"close-the-mine/v1\"");
}

TEST_F(Publishing, A_letter_stands_in_the_record_with_the_hash_of_its_folder) {
  const auto letter = it.publish(folder());
  EXPECT_EQ(letter->row.index, 0U);
  EXPECT_EQ(letter->entry.text_sha256, letter::text_hash(folder()));
  EXPECT_EQ(letter->entry.time, *parse_minute("2018-06-19T14:00Z"));
  ASSERT_EQ(letter->entry.issuers.size(), 2U);
  EXPECT_EQ(letter->entry.issuers[0].label, "miner-email");
  EXPECT_NE(letter->entry.issuers[0].key.spki(), letter->entry.issuers[1].key.spki());
  EXPECT_EQ(letter->state(it.clock.at), letter::LetterState::open);

  const auto text = it.store().record().entries(0, 1).at(0);
  EXPECT_EQ(letter->id(), ledger::letter_id_of(text));
  EXPECT_EQ(it.store().letters().files("close-the-mine", 1).at("letter.toml"), kToml);
}

TEST_F(Publishing, A_letter_is_not_public_before_it_is_published) {
  must(it.try_publish(folder()));
  EXPECT_FALSE(it.registry().letters().find("close-the-mine"));
  must(it.sequencer().step());
  EXPECT_TRUE(it.registry().letters().find("close-the-mine"));
  EXPECT_FALSE(it.store().record().published_checkpoint());
  must(it.sequencer().publish());
  EXPECT_EQ(it.store().record().published_checkpoint()->size, 1U);
}

TEST_F(Publishing, A_slug_is_taken_once) {
  it.publish(folder());
  const auto again = it.try_publish(folder());
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().kind, Kind::conflict);
}

TEST_F(Publishing, Of_two_that_wait_with_one_slug_only_one_is_taken) {
  must(it.try_publish(folder()));
  const auto again = it.try_publish(folder());
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().kind, Kind::conflict);
  it.sequence();
  EXPECT_EQ(it.registry().letters().all().size(), 1U);
}

TEST_F(Publishing, A_folder_with_faults_is_refused_and_leaves_nothing) {
  const auto refused = it.try_publish(folder(replaced(std::string(kToml), "slug =", "slog =")));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, Kind::invalid);
  it.sequence();
  EXPECT_FALSE(it.store().record().last_checkpoint());
}

TEST_F(Publishing, A_new_version_ends_the_one_before_and_starts_from_zero) {
  const auto first = it.publish(folder());
  it.signed_visit(*first, "ada@example.org");
  it.sequence();
  const auto second = it.publish(folder(version_two()));
  EXPECT_EQ(second->row.version, 2U);
  EXPECT_EQ(second->entry.follows, first->id());

  const auto old = must(it.registry().letters().find("close-the-mine", 1));
  EXPECT_EQ(old->row.replaced_by, 2U);
  EXPECT_EQ(old->state(it.clock.at), letter::LetterState::closed);
  EXPECT_FALSE(old->accepts_signatures(it.clock.at));
  const auto published = *it.store().record().published_checkpoint();
  EXPECT_EQ(count_letter(it.instance(), *old, published).classes[1].named, 1U);
  EXPECT_EQ(count_letter(it.instance(), *second, published).classes[1].named, 0U);

  it.signed_visit(*second, "ada@example.org");  // the same address, for the new text
  it.sequence();
  EXPECT_EQ(must(it.registry().letters().find("close-the-mine"))->row.version, 2U);
}

TEST_F(Publishing, A_version_that_skips_one_is_refused) {
  it.publish(folder());
  const auto refused =
      it.try_publish(folder(replaced(version_two(), "close-the-mine/v1", "close-the-mine/v2")));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, Kind::conflict);
}

TEST_F(Publishing, Lines_of_a_list_that_are_no_addresses_are_told_by_number) {
  std::vector<PublishLetter::ListFault> faults;
  const auto refused =
      it.try_publish(folder(by_list()),
                     {{"neighbour-email", {"ada@example.org", "nobody", "eve@example.org", "@"}}}, &faults);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, Kind::invalid);
  ASSERT_EQ(faults.size(), 2U);
  EXPECT_EQ(faults[0].line, 2U);
  EXPECT_EQ(faults[1].line, 4U);
  EXPECT_EQ(faults[1].label, "neighbour-email");
}

TEST_F(Publishing, A_list_counts_each_mailbox_once) {
  const auto output = must(it.try_publish(
      folder(by_list()), {{"neighbour-email", {"ada@example.org", "Ada@Example.org", "eve@example.org"}}}));
  EXPECT_EQ(output.listed, 2U);
}

TEST_F(Publishing, An_issuer_by_list_needs_its_list_and_others_take_none) {
  EXPECT_EQ(it.try_publish(folder(by_list())).error().field, "neighbour-email");
  EXPECT_EQ(it.try_publish(folder(), {{"neighbour-email", {"ada@example.org"}}}).error().field,
            "neighbour-email");
  EXPECT_EQ(it.try_publish(folder(), {{"nobody-email", {"ada@example.org"}}}).error().field, "nobody-email");
}

}  // namespace
}  // namespace ruban::service::test
