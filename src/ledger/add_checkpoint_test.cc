// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/add_checkpoint.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <boost/json.hpp>
#include <fstream>

#include "ledger/test_keys.h"
#include "ledger/test_tree.h"

namespace ruban::ledger {
namespace {

namespace json = boost::json;

const std::string kOrigin = "ruban.example.org/log";

json::object vectors() {
  std::ifstream in(RUBAN_VECTORS "/witness/add-checkpoint.json");
  EXPECT_TRUE(in.good());
  return json::parse(std::string(std::istreambuf_iterator<char>(in), {})).as_object();
}

std::string text(const json::value& object, const char* name) {
  return json::value_to<std::string>(object.at(name));
}

// As a witness does it, step by step.
int status_of(std::string_view body, std::span<const VerifierKey> known, const Seen& seen) {
  const auto request = parse_add_checkpoint(body);
  if (!request) return http_status(Refusal::malformed);
  const auto checkpoint = open_submission(*request, known);
  if (!checkpoint) return http_status(checkpoint.error());
  const auto refusal = judge_submission(*request, *checkpoint, seen);
  return refusal ? http_status(*refusal) : 200;
}

TEST(AddCheckpoint, Every_request_of_the_vectors_gets_the_status_that_it_deserves) {
  const auto all = vectors().at("requests").as_array();
  EXPECT_GE(all.size(), 55u);
  for (const auto& one : all) {
    std::vector<VerifierKey> known;
    if (const auto* keys = one.at("known").if_array()) {
      for (const auto& key : *keys) known.push_back(*VerifierKey::parse(json::value_to<std::string>(key)));
    }
    const auto& last = one.at("seen");
    const Seen seen{static_cast<TreeSize>(last.at("size").as_int64()),
                    *fixed_from_base64<Hash>(text(last, "root"))};
    const auto body = text(one, "body");
    EXPECT_EQ(status_of(body, known, seen), one.at("status").as_int64()) << text(one, "name");
    if (const auto request = parse_add_checkpoint(body)) {
      EXPECT_EQ(format_add_checkpoint(*request), body) << text(one, "name");
    }
  }
}

std::string_view word(WitnessAnswer::Sort sort) {
  switch (sort) {
    case WitnessAnswer::Sort::cosigned:
      return "cosigned";
    case WitnessAnswer::Sort::other_size:
      return "other_size";
    case WitnessAnswer::Sort::contradicts:
      return "contradicts";
    case WitnessAnswer::Sort::refused:
      return "refused";
    case WitnessAnswer::Sort::useless:
      return "useless";
  }
  return {};
}

TEST(AddCheckpoint, Every_answer_of_the_vectors_is_taken_for_what_it_is) {
  const auto all = vectors().at("answers").as_array();
  EXPECT_GE(all.size(), 35u);
  for (const auto& one : all) {
    const auto name = text(one, "name");
    const auto answer = read_witness_answer(static_cast<int>(one.at("status").as_int64()), text(one, "type"),
                                            text(one, "body"));
    EXPECT_EQ(word(answer.sort), text(one, "sort")) << name;
    EXPECT_EQ(answer.size, static_cast<TreeSize>(one.at("size").as_int64())) << name;
    const auto found =
        find_cosignature(text(one, "text"), answer.lines, *VerifierKey::parse(text(one, "witness")),
                         Instant(std::chrono::seconds(one.at("now").as_int64())));
    EXPECT_EQ(found.has_value(), one.at("valid").as_bool()) << name;
  }
}

TEST(AddCheckpoint, An_answer_of_ten_thousand_lines_or_of_megabytes_is_useless) {
  std::string lines;
  for (int i = 0; i < 10'000; ++i) lines += "— a AAAAAAA=\n";
  EXPECT_EQ(read_witness_answer(200, "text/plain", lines).sort, WitnessAnswer::Sort::useless);
  EXPECT_EQ(read_witness_answer(200, "text/plain", std::string(10'000'000, 'a')).sort,
            WitnessAnswer::Sort::useless);
  EXPECT_EQ(parse_add_checkpoint(std::string(kMaxAddCheckpointBytes + 1, 'a')).error().kind, Kind::too_large);
}

TEST(AddCheckpoint, Every_refusal_has_a_sentence) {
  for (const auto refusal :
       {Refusal::malformed, Refusal::old_size_larger, Refusal::unknown_log, Refusal::not_signed,
        Refusal::other_old_size, Refusal::other_root, Refusal::wrong_proof}) {
    EXPECT_TRUE(sentence_of(refusal).ends_with('.'));
    EXPECT_GE(http_status(refusal), 400);
  }
}

// A log of `size` entries, numbered, another text from `fork` on.
std::vector<Hash> log_of(std::size_t size, std::size_t fork) {
  auto leaves = numbered_leaves(std::min(size, fork));
  const auto rest = numbered_leaves(size - leaves.size(), 1'000'000);
  leaves.insert(leaves.end(), rest.begin(), rest.end());
  return leaves;
}

RC_GTEST_PROP(AddCheckpointProperty, A_witness_follows_its_log_and_nothing_else, ()) {
  const auto size = *rc::gen::inRange<std::size_t>(1, 300);
  const auto old = *rc::gen::inRange<std::size_t>(0, size + 1);
  const auto fork = *rc::gen::inRange<std::size_t>(0, size + 1);
  const auto leaves = log_of(size, size);
  LeafReader reader(leaves);
  const auto root_at = [](const std::vector<Hash>& of, std::size_t n) {
    return reference_root(std::span(of).first(n));
  };
  const AddCheckpoint request{old, *prove_consistency(old, size, reader),
                              sign_checkpoint({kOrigin, size, reference_root(leaves)}, numbered_key(1))};
  const auto key = VerifierKey::make(kOrigin, KeyType::ed25519, numbered_key(1).public_key());
  RC_ASSERT(status_of(format_add_checkpoint(request), {&key, 1}, {old, root_at(leaves, old)}) == 200);
  // What was cosigned before is of another branch exactly if that branch parted below it.
  const auto seen_root = root_at(log_of(size, fork), old);
  const int expected = fork < old ? 422 : 200;
  RC_ASSERT(status_of(format_add_checkpoint(request), {&key, 1}, {old, seen_root}) == expected);
}

RC_GTEST_PROP(AddCheckpointProperty, A_changed_byte_is_never_cosigned, ()) {
  const auto leaves = numbered_leaves(50);
  LeafReader reader(leaves);
  const AddCheckpoint request{20, *prove_consistency(20, 50, reader),
                              sign_checkpoint({kOrigin, 50, reference_root(leaves)}, numbered_key(1))};
  auto body = format_add_checkpoint(request);
  const auto place = *rc::gen::inRange<std::size_t>(0, body.size());
  body[place] = static_cast<char>(body[place] ^ *rc::gen::inRange(1, 256));
  const auto key = VerifierKey::make(kOrigin, KeyType::ed25519, numbered_key(1).public_key());
  const Seen seen{20, reference_root(std::span(leaves).first(20))};
  RC_ASSERT(status_of(body, {&key, 1}, seen) != 200);
}

}  // namespace
}  // namespace ruban::ledger
