// SPDX-License-Identifier: AGPL-3.0-or-later
// The vectors of RFC 9474 appendix A, from the message to the signature.
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <fstream>
#include <sstream>

#include "credential/blind.h"
#include "credential/issuer.h"
#include "credential/test_numbers.h"

namespace ruban::credential {
namespace {

struct Vector {
  std::string name;
  Bytes p, q, n, d, msg, msg_prefix, prepared_msg, salt, encoded_msg, inv, blinded_msg, blind_sig, sig;
};

std::vector<Vector> vectors() {
  std::ifstream file(RUBAN_VECTORS "/rfc9474_appendixA.json");
  std::stringstream text;
  text << file.rdbuf();
  auto root = boost::json::parse(text.str());
  if (root.is_object()) root = root.as_object().begin()->value();
  std::vector<Vector> out;
  for (const auto& item : root.as_array()) {
    const auto& object = item.as_object();
    const auto hex = [&](const char* key) {
      return from_hex(std::string(object.at(key).as_string())).value();
    };
    out.push_back({std::string(object.at("name").as_string()), hex("p"), hex("q"), hex("n"), hex("d"),
                   hex("msg"), hex("msg_prefix"), hex("prepared_msg"), hex("salt"), hex("encoded_msg"),
                   hex("inv"), hex("blinded_msg"), hex("blind_sig"), hex("sig")});
  }
  return out;
}

// The factor whose inverse the vector gives.
Secret<Bytes> factor_of(const Vector& vector) {
  Bytes one(vector.n.size());
  one.back() = 1;
  return Secret(test::quotient(one, vector.inv, vector.n));
}

class Rfc9474 : public testing::TestWithParam<Vector> {};

TEST_P(Rfc9474, The_message_is_prepared_as_in_the_vector) {
  const auto& v = GetParam();
  if (v.msg_prefix.empty()) {
    EXPECT_EQ(v.msg, v.prepared_msg);
  } else {
    EXPECT_EQ(prepare(Nonce::from(v.msg_prefix).value(), v.msg), v.prepared_msg);
  }
}

TEST_P(Rfc9474, The_encoding_is_that_of_the_vector) {
  const auto& v = GetParam();
  EXPECT_EQ(encode_pss(v.prepared_msg, v.salt, v.n.size()).value(), v.encoded_msg);
}

TEST_P(Rfc9474, Blinding_and_signing_give_the_bytes_of_the_vector) {
  const auto& v = GetParam();
  const auto key = test::private_key(v.n, v.d, v.p, v.q);
  const auto blinding = blind(key.public_key(), v.prepared_msg, v.salt, factor_of(v)).value();
  EXPECT_EQ(blinding.blinded, v.blinded_msg);
  EXPECT_EQ(blinding.inverse.expose(), v.inv);
  EXPECT_EQ(blind_sign(key, blinding.blinded).value(), v.blind_sig);
}

TEST_P(Rfc9474, Finalizing_gives_the_signature_and_takes_no_other_length_of_salt) {
  const auto& v = GetParam();
  const auto key = test::private_key(v.n, v.d, v.p, v.q);
  const auto signature = finalize(key.public_key(), v.prepared_msg, v.blind_sig, Secret(v.inv));
  EXPECT_EQ(key.public_key().raw_verify(v.sig).value(), v.encoded_msg);
  if (v.salt.size() == kPssSaltSize) {
    EXPECT_EQ(signature.value(), v.sig);
  } else {
    EXPECT_FALSE(signature);
  }
}

INSTANTIATE_TEST_SUITE_P(AppendixA, Rfc9474, testing::ValuesIn(vectors()), [](const auto& param) {
  std::string name = param.param.name;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

}  // namespace
}  // namespace ruban::credential
