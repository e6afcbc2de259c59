// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/contract/contract_test.h"

namespace ruban::store {
namespace {

using std::chrono::hours;

TEST_P(StoreContract, A_page_is_watched_until_it_is_not) {
  const auto letter = scribe().open_letter("a-letter");
  auto& watched = store_->watched();
  WatchedPage page{letter, "https://mine.example/", hours(6), at(100)};
  ASSERT_TRUE(watched.watch(page, 2));
  EXPECT_EQ(watched.watched(letter), std::vector{page});
  EXPECT_FALSE(watched.due(at(99)));
  EXPECT_EQ(watched.due(at(100)), page);

  watched.looked(letter, page.url, at(101), at(500), "It was too slow.");
  page.looked = at(101);
  page.next = at(500);
  page.trouble = "It was too slow.";
  EXPECT_EQ(watched.watched(letter), std::vector{page});
  EXPECT_FALSE(watched.due(at(499)));

  EXPECT_TRUE(watched.unwatch(letter, page.url));
  EXPECT_FALSE(watched.unwatch(letter, page.url));
  watched.looked(letter, page.url, at(600), at(700), "");
  EXPECT_TRUE(watched.watched(letter).empty());
}

TEST_P(StoreContract, Pages_are_watched_in_the_order_they_are_due_and_not_too_many) {
  const auto letter = scribe().open_letter("a-letter");
  auto& watched = store_->watched();
  const WatchedPage late{letter, "https://a.example/", hours(1), at(200)},
      early{letter, "https://b.example/", hours(1), at(100)};
  ASSERT_TRUE(watched.watch(late, 2));
  ASSERT_TRUE(watched.watch(early, 2));
  EXPECT_EQ(watched.watch({letter, "https://c.example/", hours(1), at(1)}, 2).error().kind, Kind::too_many);
  EXPECT_EQ(watched.due(at(1000)), early);
  // The same again is another rhythm.
  auto rarely = early;
  rarely.every = hours(24);
  rarely.next = at(300);
  ASSERT_TRUE(watched.watch(rarely, 2));
  EXPECT_EQ(watched.watched(letter), (std::vector{late, rarely}));
  EXPECT_EQ(watched.due(at(1000)), late);
  EXPECT_EQ(watched.watch({LetterId(), "https://a.example/", hours(1), at(1)}, 2).error().kind,
            Kind::not_found);
}

}  // namespace
}  // namespace ruban::store
