// SPDX-License-Identifier: AGPL-3.0-or-later
#include "signature/payload.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "crypto/sha256.h"

namespace ruban::signature {
namespace {

Payload payload(std::string_view name) {
  return {SignerName::parse(name).value(), std::nullopt, std::nullopt, {}};
}

TEST(Payload, Its_text_is_that_of_the_format) {
  auto full = payload("Zoé Moreau");
  EXPECT_EQ(format(full), "ruban payload v1\nname Zoé Moreau\n");
  full.role = Role::parse("Nurse").value();
  full.comment = Comment::parse("One\n\nTwo").value();
  full.sshsig = to_bytes("SSHSIG");
  EXPECT_EQ(
      format(full),
      "ruban payload v1\nname Zoé Moreau\nrole Nurse\ncomment One\ncomment \ncomment Two\nsshsig U1NIU0lH\n");
  EXPECT_EQ(parse_payload(format(full)).value(), full);
}

TEST(Payload, Its_commitment_is_a_salted_hash_that_anybody_can_repeat) {
  Salt salt;
  salt.bytes.fill(0x61);
  const auto text = format(payload("Ada Moreau"));
  const auto commitment = commit(salt, text);
  EXPECT_EQ(to_hex(commitment.view()),
            to_hex(crypto::sha256("ruban/v1 commit\n" + std::string(32, 'a') + text).view()));
  // printf 'ruban/v1 commit\naaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaruban payload v1\nname Ada Moreau\n' | sha256sum
  EXPECT_EQ(to_hex(commitment.view()), "8793f25351bbac7f2bfbf7481d76d093270ff8b7b252bdddd6d636f08700214b");
  salt.bytes[0] ^= 1;
  EXPECT_NE(commit(salt, text), commitment);
  EXPECT_NE(commit(Salt{commitment.bytes}, text), commitment);
}

TEST(Payload, Any_other_spelling_is_refused) {
  for (const std::string_view bad :
       {"",
        "ruban payload v1",
        "ruban payload v1\n",
        "ruban payload v2\nname Ada Moreau\n",
        "ruban payload v1\nname Ada Moreau",
        "ruban payload v1\r\nname Ada Moreau\r\n",
        "ruban payload v1\nname  Ada Moreau\n",
        "ruban payload v1\nname Ada Moreau \n",
        "ruban payload v1\nname Zoe\u0301 Moreau\n",
        "ruban payload v1\nname =1+1\n",
        "ruban payload v1\nname \n",
        "ruban payload v1\nrole Nurse\nname Ada Moreau\n",
        "ruban payload v1\nname Ada Moreau\nname Ada Moreau\n",
        "ruban payload v1\nname Ada Moreau\ncomment One\nrole Nurse\n",
        "ruban payload v1\nname Ada Moreau\ncomment \n",
        "ruban payload v1\nname Ada Moreau\ncomment One\ncomment \n",
        "ruban payload v1\nname Ada Moreau\ncomment One\ncomment \ncomment \ncomment Two\n",
        "ruban payload v1\nname Ada Moreau\ncomment see www.example.org\n",
        "ruban payload v1\nname Ada Moreau\nsshsig \n",
        "ruban payload v1\nname Ada Moreau\nsshsig !\n",
        "ruban payload v1\nname Ada Moreau\nsshsig U1NIU0l=\n",
        "ruban payload v1\nname Ada Moreau\nage 7\n",
        "ruban payload v1\nname Ada Moreau\n\n",
        " ruban payload v1\nname Ada Moreau\n"}) {
    EXPECT_FALSE(parse_payload(bad)) << bad;
  }
  EXPECT_FALSE(parse_payload("ruban payload v1\nname Ada Moreau\nsshsig " + to_base64(Bytes(4098)) + "\n"));
  EXPECT_FALSE(parse_payload("ruban payload v1\nname Ada Moreau\n" + std::string(1 << 20, 'x')));
}

TEST(Payload, The_longest_one_stays_under_the_limit) {
  std::string name, role, comment;
  for (int i = 0; i < 80; ++i) name += "𐌀";
  for (int i = 0; i < 100; ++i) role += "𐌀";
  for (int i = 0; i < 976; ++i) comment += "𐌀";
  for (int i = 0; i < 11; ++i) comment += "\n𐌀";
  const Payload longest{SignerName::parse(name).value(), Role::parse(role).value(),
                        Comment::parse(comment).value(), Bytes(kMaxSshsig)};
  EXPECT_LE(format(longest).size(), kMaxPayload);
  EXPECT_EQ(parse_payload(format(longest)).value(), longest);
}

RC_GTEST_PROP(Payload, Everything_a_signer_may_write_comes_back_unchanged, ()) {
  const auto text = [](std::size_t length, const std::string& alphabet) {
    return *rc::gen::container<std::string>(length, rc::gen::elementOf(alphabet));
  };
  auto one = payload("Ada" + text(20, "abc '-XYZ") + "x");
  if (auto role = Role::parse(text(30, "abc,./&()+ 123"))) one.role = *role;
  if (auto comment = Comment::parse(text(60, "ab c!?\n:;<-"))) one.comment = *comment;
  one.sshsig = *rc::gen::arbitrary<Bytes>();
  RC_ASSERT(parse_payload(format(one)).value() == one);
}

}  // namespace
}  // namespace ruban::signature
