// SPDX-License-Identifier: AGPL-3.0-or-later
#include "fetch/address_guard.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ruban::fetch {
namespace {

IpAddress at(std::string_view text) { return IpAddress::parse(text).value(); }

// Each range by its first and last address, and its neighbours on both sides where they are public.
struct Row {
  const char *before, *first, *last, *after;
  Reach reach;
};
constexpr Row kRows[] = {
    {nullptr, "0.0.0.0", "0.255.255.255", "1.0.0.0", Reach::this_network},
    {"9.255.255.255", "10.0.0.0", "10.255.255.255", "11.0.0.0", Reach::private_use},
    {"100.63.255.255", "100.64.0.0", "100.127.255.255", "100.128.0.0", Reach::carrier_nat},
    {"126.255.255.255", "127.0.0.0", "127.255.255.255", "128.0.0.0", Reach::loopback},
    {"169.253.255.255", "169.254.0.0", "169.254.255.255", "169.255.0.0", Reach::link_local},
    {"172.15.255.255", "172.16.0.0", "172.31.255.255", "172.32.0.0", Reach::private_use},
    {"191.255.255.255", "192.0.0.0", "192.0.0.255", "192.0.1.0", Reach::protocol},
    {"192.0.1.255", "192.0.2.0", "192.0.2.255", "192.0.3.0", Reach::documentation},
    {"192.31.195.255", "192.31.196.0", "192.31.196.255", "192.31.197.0", Reach::protocol},
    {"192.52.192.255", "192.52.193.0", "192.52.193.255", "192.52.194.0", Reach::protocol},
    {"192.88.98.255", "192.88.99.0", "192.88.99.255", "192.88.100.0", Reach::other_family},
    {"192.167.255.255", "192.168.0.0", "192.168.255.255", "192.169.0.0", Reach::private_use},
    {"192.175.47.255", "192.175.48.0", "192.175.48.255", "192.175.49.0", Reach::protocol},
    {"198.17.255.255", "198.18.0.0", "198.19.255.255", "198.20.0.0", Reach::benchmarking},
    {"198.51.99.255", "198.51.100.0", "198.51.100.255", "198.51.101.0", Reach::documentation},
    {"203.0.112.255", "203.0.113.0", "203.0.113.255", "203.0.114.0", Reach::documentation},
    {"223.255.255.255", "224.0.0.0", "239.255.255.255", nullptr, Reach::multicast},
    {nullptr, "240.0.0.0", "255.255.255.255", nullptr, Reach::reserved},
    {nullptr, "::", "::", nullptr, Reach::this_network},
    {nullptr, "::1", "::1", nullptr, Reach::loopback},
    {nullptr, "::2", "::255.255.255.255", nullptr, Reach::other_family},
    {nullptr, "::1:0:0", "::fffe:ffff:ffff", nullptr, Reach::reserved},
    {nullptr, "::ffff:0.0.0.0", "::ffff:255.255.255.255", nullptr, Reach::other_family},
    {nullptr, "64:ff9b::", "64:ff9b::255.255.255.255", nullptr, Reach::other_family},
    {nullptr, "64:ff9b:1::", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff", nullptr, Reach::other_family},
    {nullptr, "100::", "100::ffff:ffff:ffff:ffff", nullptr, Reach::reserved},  // where nothing ever answers
    {nullptr, "2001::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", "2001:200::", Reach::protocol},
    {"2001:db7:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
     "2001:db9::", Reach::documentation},
    {"2001:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2002::", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
     "2003::", Reach::other_family},
    {"2620:4f:7fff:ffff:ffff:ffff:ffff:ffff", "2620:4f:8000::", "2620:4f:8000:ffff:ffff:ffff:ffff:ffff",
     "2620:4f:8001::", Reach::protocol},
    {"3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff",
     "3fff:1000::", Reach::documentation},
    {"3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "4000::", "fbff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", nullptr,
     Reach::reserved},
    {nullptr, "fc00::", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", nullptr, Reach::private_use},
    {nullptr, "fe00::", "fe7f:ffff:ffff:ffff:ffff:ffff:ffff:ffff", nullptr, Reach::reserved},
    {nullptr, "fe80::", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff", nullptr, Reach::link_local},
    {nullptr, "fec0::", "feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", nullptr, Reach::private_use},
    {nullptr, "ff00::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", nullptr, Reach::multicast},
};

TEST(The_guard, Knows_each_range_from_its_first_to_its_last_address) {
  for (const auto& row : kRows) {
    EXPECT_EQ(reach_of(at(row.first)), row.reach) << row.first;
    EXPECT_EQ(reach_of(at(row.last)), row.reach) << row.last;
    for (const auto* neighbour : {row.before, row.after}) {
      if (neighbour != nullptr) {
        EXPECT_EQ(reach_of(at(neighbour)), Reach::everybody) << neighbour;
      }
    }
  }
}

TEST(The_guard, Lets_through_to_the_public_web_alone) {
  const Policy policy;
  for (const auto* there : {"1.1.1.1", "93.184.215.14", "2606:4700::1111", "2a00:1450:4007:80e::2004"}) {
    EXPECT_TRUE(may_connect(policy, at(there), 80)) << there;
    EXPECT_TRUE(may_connect(policy, at(there), 443)) << there;
    for (const int port : {0, 22, 25, 79, 81, 442, 444, 8080, 65535})
      EXPECT_FALSE(may_connect(policy, at(there), static_cast<std::uint16_t>(port))) << there << " " << port;
  }
  for (const auto& row : kRows) {
    const auto refused = may_connect(policy, at(row.first), 443);
    ASSERT_FALSE(refused) << row.first;
    EXPECT_EQ(refused.error().kind, Kind::forbidden);
  }
}

TEST(The_guard, Allows_the_endpoints_that_it_is_told_and_no_neighbour_of_theirs) {
  const Policy policy{.also = {{at("127.0.0.1"), 8080}}};
  EXPECT_TRUE(may_connect(policy, at("127.0.0.1"), 8080));
  EXPECT_FALSE(may_connect(policy, at("127.0.0.1"), 80));
  EXPECT_FALSE(may_connect(policy, at("127.0.0.2"), 8080));
  EXPECT_FALSE(may_connect(policy, at("::1"), 8080));
  EXPECT_FALSE(may_connect(policy, at("::ffff:127.0.0.1"), 8080));
  EXPECT_FALSE(may_connect(policy, at("1.1.1.1"), 8080));
  EXPECT_TRUE(may_name(policy, 8080));
  EXPECT_FALSE(may_name(policy, 8081));
}

TEST(An_address, Is_read_in_its_own_forms_alone) {
  for (const auto* no : {"", "1.2.3", "1.2.3.4.5", "0x7f.0.0.1", "2130706433", "127.1", "010.0.0.1",
                         "1.2.3.4 ", "[::1]", "fe80::1%eth0", "::1::", "12345::"}) {
    EXPECT_FALSE(IpAddress::parse(no)) << no;
  }
  EXPECT_FALSE(IpAddress::parse(std::string_view("1.2.3.4\0x", 9)));
  EXPECT_EQ(at("2001:0DB8:0:0::7").text(), "2001:db8::7");
}

rc::Gen<std::array<std::uint8_t, 16>> sixteen() {
  return rc::gen::container<std::array<std::uint8_t, 16>>(rc::gen::arbitrary<std::uint8_t>());
}

RC_GTEST_PROP(An_address, Is_read_again_as_it_was_written, ()) {
  const auto bytes = *sixteen();
  const auto six = IpAddress::v6(bytes);
  const auto four = IpAddress::v4({bytes[0], bytes[1], bytes[2], bytes[3]});
  RC_ASSERT(at(six.text()) == six);
  RC_ASSERT(at(four.text()) == four);
}

// Compared as numbers, which is another way than the guard's own.
RC_GTEST_PROP(The_guard, Refuses_every_address_between_the_ends_of_a_range_and_no_other, ()) {
  auto address = IpAddress::v6(*sixteen());
  const auto& row = *rc::gen::elementOf(std::vector<Row>(std::begin(kRows), std::end(kRows)));
  const auto first = at(row.first);
  // Most ranges are narrow: begin as one of them does.
  const auto shared = *rc::gen::inRange<std::size_t>(0, 17);
  std::copy_n(first.bytes.begin(), shared, address.bytes.begin());
  if (first.family == IpAddress::Family::v4)
    address = IpAddress::v4({address.bytes[0], address.bytes[1], address.bytes[2], address.bytes[3]});
  std::vector<Reach> holding;
  for (const auto& one : kRows) {
    if (at(one.first) <= address && address <= at(one.last)) holding.push_back(one.reach);
  }
  const auto reach = reach_of(address);
  if (holding.empty()) {
    const bool global = address.family == IpAddress::Family::v4 || address.bytes[0] >> 5 == 1;
    RC_ASSERT(reach == (global ? Reach::everybody : Reach::reserved));
  } else {
    RC_ASSERT(holding.size() == 1U);
    RC_ASSERT(reach == holding[0]);
    RC_ASSERT(!may_connect({}, address, 443));
  }
}

RC_GTEST_PROP(The_guard, Refuses_every_IPv4_address_that_is_wrapped_into_IPv6,
              (std::array<std::uint8_t, 4> four)) {
  for (const auto* prefix : {"::", "::ffff:0:0", "64:ff9b::"}) {
    auto wrapped = at(prefix);
    std::copy(four.begin(), four.end(), wrapped.bytes.begin() + 12);
    RC_ASSERT(!may_connect({}, wrapped, 443));
  }
  auto six_to_four = at("2002::1");
  std::copy(four.begin(), four.end(), six_to_four.bytes.begin() + 2);
  RC_ASSERT(!may_connect({}, six_to_four, 443));
}

}  // namespace
}  // namespace ruban::fetch
