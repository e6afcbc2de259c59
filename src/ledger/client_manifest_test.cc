// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/client_manifest.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "crypto/sha256.h"

namespace ruban::ledger {
namespace {

const std::string kSign = "bf25b19d1e7f49f9290574e32bbb7252fa1e119093f9f2b66b2c6cb1efac06fb";
const std::string kVerify = "a17023a56064f4bd64a5e1b56a6419e7335a06ecad27f21f980281cfb70251ad";
const std::string kText = kSign + "  /static/sign.bf25b19d.js\n" + kVerify + "  /static/verify.a17023a5.js\n";

// "line N" of the fault, or what else `text` is.
std::string fault(const std::string& text) {
  const auto manifest = ClientManifest::parse(text);
  if (manifest) return "sound";
  return manifest.error().field.empty() ? "as a whole" : manifest.error().field;
}

// docs/formats/client-manifest.md
TEST(ClientManifest, The_vector_of_the_format_is_met) {
  const auto made = ClientManifest::of({{"/static/verify.a17023a5.js", crypto::sha256("alert(2);\n")},
                                        {"/static/sign.bf25b19d.js", crypto::sha256("alert(1);\n")}});
  EXPECT_EQ(made.text(), kText);
  EXPECT_EQ(to_hex(made.sha256().view()), "ed178f88dfc7c7a94d4c6c3303257056dfb62e6f2a7297fca55ea13d511b620f");
  EXPECT_EQ(to_base64(made.sha256().view()), "7RePiN/Hx6lNTGwzAyVwVt+2Lm8qcpf8pV6hPVEbYg8=");
}

TEST(ClientManifest, What_is_written_is_read_again) {
  const auto read = ClientManifest::parse(kText);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->text(), kText);
  EXPECT_EQ(*read, ClientManifest::of(read->files()));
  EXPECT_TRUE(read->has("/static/verify.a17023a5.js"));
  EXPECT_FALSE(read->has("/static/verify.js"));
}

TEST(ClientManifest, Another_spelling_is_refused) {
  EXPECT_EQ(fault(kText), "sound");
  EXPECT_EQ(fault(""), "as a whole");
  EXPECT_EQ(fault(kText.substr(0, kText.size() - 1)), "line 2");  // no line feed at the end
  EXPECT_EQ(fault(kText + "\n"), "line 3");
  EXPECT_EQ(fault(kSign + " /a.js\n"), "line 1");
  EXPECT_EQ(fault(kSign + " */a.js\n"), "line 1");
  EXPECT_EQ(fault(kSign + "\n"), "line 1");
  EXPECT_EQ(fault(kSign + "  \n"), "line 1");
  EXPECT_EQ(fault(kSign.substr(1) + "  /a.js\n"), "line 1");
  EXPECT_EQ(fault("BF" + kSign.substr(2) + "  /a.js\n"), "line 1");
  EXPECT_EQ(fault("zz" + kSign.substr(2) + "  /a.js\n"), "line 1");
  EXPECT_EQ(fault(kSign + "  /a.js\r\n"), "line 1");
}

TEST(ClientManifest, Paths_stand_in_order_and_once) {
  const auto line = [](const char* path) { return kSign + "  " + path + "\n"; };
  EXPECT_EQ(fault(line("/a.js") + line("/b.js")), "sound");
  EXPECT_EQ(fault(line("/b.js") + line("/a.js")), "line 2");
  EXPECT_EQ(fault(line("/a.js") + line("/a.js")), "line 2");
}

TEST(ClientManifest, A_path_leads_nowhere_else) {
  for (const std::string path :
       {"a.js", "//evil.example/a.js", "/static//a.js", "/static/../a.js", "/./a.js", "/static/", "/",
        "/a.js?x", "/a.js#x", "/a%2e.js", "/a b.js", "/a\\b.js", "https://evil.example/a.js", "/é.js"}) {
    EXPECT_EQ(fault(kSign + "  " + path + "\n"), "line 1") << path;
  }
  const std::string nul("/a\0.js", 6);
  EXPECT_EQ(fault(kSign + "  " + nul + "\n"), "line 1");
}

TEST(ClientManifest, Everything_has_its_limit) {
  const auto path = [](std::size_t bytes) { return "/" + std::string(bytes - 1, 'a'); };
  EXPECT_EQ(fault(kSign + "  " + path(ClientManifest::kMaxPath) + "\n"), "sound");
  EXPECT_EQ(fault(kSign + "  " + path(ClientManifest::kMaxPath + 1) + "\n"), "line 1");
  std::string many;
  for (std::size_t i = 0; i < ClientManifest::kMaxFiles; ++i)
    many += fmt::format("{}  /{:03}.js\n", kSign, i);
  EXPECT_EQ(fault(many), "sound");
  EXPECT_EQ(fault(many + kSign + "  /zzz.js\n"), "line 65");
  EXPECT_EQ(ClientManifest::parse(std::string(ClientManifest::kMaxBytes + 1, '\n')).error().kind,
            Kind::too_large);
}

}  // namespace
}  // namespace ruban::ledger
