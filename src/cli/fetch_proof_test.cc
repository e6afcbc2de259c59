// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/fetch_proof.h"

#include <gtest/gtest.h>

namespace ruban::cli {
namespace {

TEST(An_endpoint, Is_an_address_with_its_port) {
  const auto v4 = parse_endpoint("192.0.2.7:8443");
  ASSERT_TRUE(v4);
  EXPECT_EQ(v4->address, fetch::IpAddress::v4({192, 0, 2, 7}));
  EXPECT_EQ(v4->port, 8443);
  const auto v6 = parse_endpoint("[2001:db8::7]:443");
  ASSERT_TRUE(v6);
  EXPECT_EQ(v6->address.text(), "2001:db8::7");
  EXPECT_EQ(v6->port, 443);
}

TEST(An_endpoint, Is_neither_a_name_nor_half_of_one) {
  for (const auto* wrong : {"", ":", "443", "localhost:443", "192.0.2.7", "192.0.2.7:", "192.0.2.7:0",
                            "192.0.2.7:65536", "192.0.2.7:44x", "192.0.2.7:-1", "[192.0.2.7]:443",
                            "2001:db8::7:443", "[2001:db8::7]", "[2001:db8::7:443", "[]:443"}) {
    const auto endpoint = parse_endpoint(wrong);
    ASSERT_FALSE(endpoint) << wrong;
    EXPECT_EQ(endpoint.error().field, "--connect-to") << wrong;
  }
}

class FixedClock : public Clock {
 public:
  Instant now() const override { return parse_rfc3339("2018-06-19T14:00:00Z").value(); }
};

TEST(A_proof, Is_not_fetched_from_inside) {
  const auto text = fetch_proof(FixedClock(), "mine.localhost", {});
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().kind, Kind::forbidden);
}

}  // namespace
}  // namespace ruban::cli
