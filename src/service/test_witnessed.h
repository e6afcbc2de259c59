// SPDX-License-Identifier: AGPL-3.0-or-later
// For tests: an instance with witnesses.
#pragma once

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "service/test_instance.h"
#include "service/test_witness.h"

namespace ruban::service::test {

// An instance with three witnesses, two of which make the quorum; the third recounts.
class Witnessed : public testing::Test {
 protected:
  void open(const std::filesystem::path& where, bool accept_rollback = false) {
    it.reset();
    Publication::Options options;
    options.steady = [this] { return steady_; };
    it = std::make_unique<TestInstance>(
        where, accept_rollback,
        [this](const ledger::VerifierKey& log) -> std::unique_ptr<Witnesses> {
          if (alone_) return nullptr;
          std::string text, names;
          for (auto& w : all_) {
            w.knows(log);
            if (w.name() == left_) continue;
            text += w.policy_line();
            names += " " + w.name();
          }
          text += fmt::format("group g 2{}\nquorum g\n", names);
          Witnesses::Options rest;
          rest.steady = [this] { return steady_; };
          std::set<std::string> promises;
          if (left_ != "three") promises.insert(three_.recount_promise());
          return std::make_unique<Witnesses>(
              must(instance_policy(text, log, "https://ruban.example.org/log", promises)), log, promises,
              [this](const std::string& url) {
                for (auto& w : all_) {
                  if (url == "http://" + w.name()) return w.door();
                }
                return std::unique_ptr<WitnessDoor>();
              },
              rest);
        },
        options);
    it->clock.at = clock_.at;
  }
  void reopen() {
    open(here_);
    must(it->sequencer().start());
  }
  void pass(std::chrono::seconds time) {
    steady_ += time;
    clock_.at += time;
    it->clock.at += time;
  }
  bool publish() { return must(it->sequencer().publish()); }
  Standing standing() {
    return it->sequencer().witnesses()->judge(it->store().record().published_checkpoint()->note);
  }
  TreeSize committed() { return it->store().record().last_checkpoint()->size; }
  TreeSize published() {
    const auto last = it->store().record().published_checkpoint();
    return last ? last->size : 0;
  }
  // One more entry in the record.
  void grow() {
    must(it->try_publish(
        folder(replaced(std::string(kToml), "close-the-mine", fmt::format("letter-{}", ++letters_)))));
    must(it->sequencer().step());
  }
  std::filesystem::path copy_of_store() {
    it.reset();
    const auto copy = folder_.path() / fmt::format("copy-{}", ++letters_);
    std::filesystem::copy(here_, copy, std::filesystem::copy_options::recursive);
    return copy;
  }

  TestFolder folder_;
  std::filesystem::path here_ = folder_.path() / "here";
  SetClock clock_;
  TestWitness all_[3] = {{"one", 10, clock_}, {"two", 11, clock_}, {"three", 12, clock_}};
  TestWitness &one_ = all_[0], &two_ = all_[1], &three_ = all_[2];
  std::string left_;    // the witness that isn't in the policy any more
  bool alone_ = false;  // the instance has no witnesses any more
  std::chrono::steady_clock::time_point steady_{};
  int letters_ = 0;
  std::unique_ptr<TestInstance> it;
};

}  // namespace ruban::service::test
