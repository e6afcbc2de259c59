// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/proxy.h"

#include <gmock/gmock.h>

namespace ruban::cli {
namespace {

TEST(Proxy, Looks_names_up_and_is_another_user_each_time) {
  const auto one = socks_proxy("127.0.0.1:9050"), other = socks_proxy("127.0.0.1:9050");
  ASSERT_TRUE(one && other);
  EXPECT_THAT(*one, testing::MatchesRegex("socks5h://[0-9a-f]{16}:x@127\\.0\\.0\\.1:9050"));
  EXPECT_NE(*one, *other);
  EXPECT_TRUE(socks_proxy("localhost:1"));
  EXPECT_TRUE(socks_proxy("[::1]:65535"));
}

TEST(Proxy, Is_a_host_and_a_port_and_nothing_else) {
  for (const auto* text :
       {"", "localhost", ":9050", "localhost:", "localhost:0", "localhost:65536", "localhost:9050x",
        "user@localhost:9050", "socks5://localhost:9050", "::1:9050", "a b:9050"}) {
    EXPECT_FALSE(socks_proxy(text)) << text;
  }
}

}  // namespace
}  // namespace ruban::cli
