// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/sqlite/name_search.h"

#include <algorithm>

#include "store/sqlite/driver_test.h"

namespace ruban::store::sqlite {
namespace {

constexpr std::size_t kNever = 1'000'000;

class NameSearchTest : public ::testing::Test {
 protected:
  NameSearchTest() : store_(open(folder_.path(), random_)), scribe_(*store_) {
    letter_ = scribe_.open_letter("round-robin");
    place_ = scribe_.next() - 1;
    const std::vector<std::string> given{"ada", "adele", "emile", "li"}, family{"byron", "noel", "noether"};
    for (std::uint32_t i = 0; i < 120; ++i) {
      sign({given[random_.below(4)], family[random_.below(3)]});
      if (i % 10 == 3) scribe_.withdraw(letter_, scribe_.next() - 1);
      if (i % 10 == 7) scribe_.erase(letter_, scribe_.next() - 1);
    }
  }
  void sign(std::vector<std::string> words) {
    NewSignature signature;
    signature.key = random_.fixed<PublicKey>();
    signature.lines = to_hex(signature.key.view());
    signature.payload = Payload{"text", random_.fixed<Salt>()};
    signature.search_words = std::move(words);
    ASSERT_TRUE(
        store_->signatures().in_letter(letter_, [&](LetterTransaction& tx) { return tx.accept(signature); }));
    scribe_.count(letter_, signature, "employee-email", ledger::Mode::named);
  }
  std::vector<EntryIndex> found(const std::vector<std::string>& words, std::size_t frequent, EntryIndex from,
                                std::size_t limit) {
    Connection db(folder_.database(), Connection::Use::read, std::chrono::milliseconds(1000));
    NameSearch search(db, place_, words, frequent);
    std::vector<EntryIndex> out;
    for (const auto& row : search.find(from, limit, scribe_.next())) out.push_back(row.index);
    return out;
  }

  Folder folder_;
  SeededRandom random_{5};
  std::unique_ptr<Store> store_;
  Scribe scribe_;
  LetterId letter_;
  EntryIndex place_ = 0;
};

TEST_F(NameSearchTest, Finds_the_same_by_frequent_and_by_rare_words) {
  const std::vector<std::vector<std::string>> searches{
      {"a"}, {"ad"}, {"ada"}, {"noe"}, {"noel"}, {"li", "n"}, {"e", "by"}, {"byron", "noel"}, {"never"}};
  for (const auto& words : searches) {
    for (const EntryIndex from : {EntryIndex{0}, EntryIndex{40}, scribe_.next()}) {
      for (const std::size_t limit : {1u, 7u, 1000u}) {
        const auto rare = found(words, kNever, from, limit);
        EXPECT_EQ(found(words, 1, from, limit), rare) << words.front();
        EXPECT_TRUE(std::is_sorted(rare.begin(), rare.end()));
      }
    }
  }
  EXPECT_GT(found({"a"}, kNever, 0, 1000).size(), 20u);
}

}  // namespace
}  // namespace ruban::store::sqlite
