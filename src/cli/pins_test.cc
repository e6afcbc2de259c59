// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/pins.h"

#include <gmock/gmock.h>

#include "cli/test_terminal.h"
#include "cli/trust.h"

namespace ruban::cli::test {
namespace {

using service::test::must;

class Pinning : public testing::Test {
 protected:
  static ledger::Policy policy(std::string_view origin) {
    crypto::SystemRandom random;
    const auto key = crypto::SigningKey::generate(random);
    return ledger::Policy::of(
        ledger::VerifierKey::make(std::string(origin), ledger::KeyType::ed25519, key.public_key()), "");
  }
  Result<Trust> ask(const std::function<Result<FoundPolicy>()>& find,
                    std::optional<std::filesystem::path> given = {}) {
    return trust(kOrigin, given, terminal_.get(), find);
  }
  static Result<FoundPolicy> nobody() { return fail(Kind::busy, "The network is down."); }

  static constexpr std::string_view kOrigin = "ruban.example.org/log";
  TestFolder folder_;
  TestTerminal terminal_{folder_.path() / "config/ruban"};
  ledger::Policy mine_ = policy(kOrigin);
};

TEST_F(Pinning, The_first_policy_from_the_records_address_stays) {
  const auto first = must(ask([&] { return FoundPolicy{mine_.text(), true}; }));
  EXPECT_EQ(first.from, Trust::From::pinned_now);
  EXPECT_THAT(first.sentence(), testing::StartsWith("key pinned today, checked by nobody else yet"));
  const auto file = folder_.path() / "config/ruban/ruban.example.org%2Flog.policy";
  EXPECT_EQ(slurp(file), "# pinned 2018-06-25\n" + mine_.text());

  const auto later = must(ask(nobody));  // nothing is fetched any more
  EXPECT_EQ(later.from, Trust::From::pinned);
  EXPECT_EQ(later.day, "2018-06-25");
  EXPECT_EQ(later.policy, mine_);
}

TEST_F(Pinning, A_policy_from_elsewhere_is_used_and_not_remembered) {
  EXPECT_EQ(must(ask([&] { return FoundPolicy{mine_.text(), false}; })).from, Trust::From::source);
  EXPECT_FALSE(std::filesystem::exists(folder_.path() / "config"));
}

TEST_F(Pinning, A_given_policy_wins_and_is_not_remembered) {
  must(ask([&] { return FoundPolicy{mine_.text(), true}; }));
  const auto other = policy(kOrigin);
  write(folder_.path() / "given", other.text());
  const auto given = must(ask(nobody, folder_.path() / "given"));
  EXPECT_EQ(given.from, Trust::From::given);
  EXPECT_EQ(given.policy, other);
  EXPECT_EQ(must(ask(nobody)).policy, mine_);
}

TEST_F(Pinning, A_policy_of_another_record_is_refused_wherever_it_comes_from) {
  const auto foreign = policy("elsewhere.example/log").text();
  EXPECT_EQ(ask([&] { return FoundPolicy{foreign, true}; }).error().kind, Kind::invalid);
  write(folder_.path() / "given", foreign);
  EXPECT_EQ(ask(nobody, folder_.path() / "given").error().kind, Kind::invalid);
  EXPECT_FALSE(std::filesystem::exists(folder_.path() / "config"));
}

TEST_F(Pinning, A_spoilt_pin_is_refused_and_not_replaced) {
  must(ask([&] { return FoundPolicy{mine_.text(), true}; }));
  const auto file = folder_.path() / "config/ruban/ruban.example.org%2Flog.policy";
  for (const std::string& spoilt :
       {std::string("nonsense\n"), std::string(), policy("elsewhere.example/log").text()}) {
    write(file, spoilt);
    EXPECT_EQ(ask([&] { return FoundPolicy{mine_.text(), true}; }).error().kind, Kind::invalid);
    EXPECT_EQ(slurp(file), spoilt);
  }
}

TEST_F(Pinning, A_second_record_at_the_same_host_is_refused) {
  must(ask([&] { return FoundPolicy{mine_.text(), true}; }));
  const auto ask_for = [&](const std::string& origin) {
    return trust(origin, {}, terminal_.get(), [&] { return FoundPolicy{policy(origin).text(), true}; });
  };
  const auto refused = ask_for("ruban.example.org/other");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, Kind::conflict);
  EXPECT_THAT(refused.error().field, testing::HasSubstr("ruban.example.org%2Flog.policy"));
  for (const auto* other :
       {"ruban.example.org:8443/log", "ruban.example.orgs/log", "an.ruban.example.org/log", "evil.example"})
    EXPECT_TRUE(ask_for(other)) << other;
  for (const auto* other : {"ruban.example.org", "evil.example/log"}) EXPECT_FALSE(ask_for(other)) << other;
}

TEST_F(Pinning, A_missing_policy_file_is_told_by_name) {
  EXPECT_THAT(ask(nobody, folder_.path() / "none").error().field, testing::HasSubstr("none"));
}

TEST_F(Pinning, Origins_cannot_leave_the_folder) {
  const Pins pins(folder_.path() / "pins");
  const auto pin = must(pins.add("../../evil/log", policy("../../evil/log"), terminal_.get().now));
  EXPECT_EQ(pin.file.parent_path(), folder_.path() / "pins");
}

TEST(PolicyAddresses, Records_of_this_machine_are_asked_without_encryption) {
  EXPECT_EQ(policy_url("ruban.example.org/log"), "https://ruban.example.org/log/policy");
  EXPECT_EQ(policy_url("localhost:8080/log"), "http://localhost:8080/log/policy");
  EXPECT_EQ(policy_url("127.0.0.1:8080/log"), "http://127.0.0.1:8080/log/policy");
  EXPECT_EQ(policy_url("localhost.example.org/log"), "https://localhost.example.org/log/policy");
  EXPECT_EQ(home_of("localhost:8080/log"), "http://localhost:8080");
}

}  // namespace
}  // namespace ruban::cli::test
