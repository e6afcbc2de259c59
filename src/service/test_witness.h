// SPDX-License-Identifier: AGPL-3.0-or-later
// For tests: a witness in memory that judges as the protocol says, and can be made to misbehave.
#pragma once

#include <fmt/format.h>

#include <functional>
#include <mutex>
#include <optional>
#include <string>

#include "crypto/sha256.h"
#include "ledger/add_checkpoint.h"
#include "ledger/recount_promise.h"
#include "ledger/test_keys.h"
#include "service/witness_client.h"

namespace ruban::service::test {

class TestWitness {
 public:
  using Answer = WitnessDoor::Answer;
  // Instead of its own answer; nothing: its own.
  using Trick =
      std::function<std::optional<Result<Answer>>(const std::string& path, const std::string& body)>;

  TestWitness(std::string name, std::uint8_t key, const Clock& clock)
      : name_(std::move(name)), key_(ledger::numbered_key(key)), clock_(clock) {}

  const std::string& name() const { return name_; }
  ledger::VerifierKey verifier() const {
    return ledger::VerifierKey::make(name_, ledger::KeyType::cosignature, key_.public_key());
  }
  std::string policy_line() const {
    return fmt::format("witness {} {} http://{}\n", name_, verifier().text(), name_);
  }
  std::string recount_promise() const { return ledger::sign_recount_promise(verifier(), key_); }
  // Before it is asked.
  void knows(const ledger::VerifierKey& log) { log_ = log; }
  void behaves(Trick trick) {
    const std::lock_guard lock(mutex_);
    trick_ = std::move(trick);
  }
  void dies() {
    behaves([](const auto&, const auto&) -> std::optional<Result<Answer>> {
      return fail(Kind::busy, "The witness can't be reached.");
    });
  }
  int asked() const { return asked_; }
  const ledger::Seen& seen() const { return seen_; }

  std::unique_ptr<WitnessDoor> door() { return std::make_unique<Door>(*this); }

 private:
  class Door final : public WitnessDoor {
   public:
    explicit Door(TestWitness& witness) : witness_(witness) {}
    Result<Answer> post(const std::string& path, const std::string& body) override {
      return witness_.answer(path, body);
    }
    Result<Answer> get(const std::string& path) override { return witness_.answer(path, ""); }

   private:
    TestWitness& witness_;
  };

  Result<Answer> answer(const std::string& path, const std::string& body) {
    const std::lock_guard lock(mutex_);
    ++asked_;
    if (trick_) {
      if (auto instead = trick_(path, body)) return *std::move(instead);
    }
    if (path != "/add-checkpoint") {
      const auto here = fmt::format("/{}/checkpoint", to_hex(crypto::sha256(log_->name()).view()));
      return path == here && !note_.empty() ? Answer{200, "text/plain", note_} : Answer{404, "", ""};
    }
    const auto request = ledger::parse_add_checkpoint(body);
    if (!request) return Answer{400, "", ""};
    const auto checkpoint = ledger::open_submission(*request, {&*log_, 1});
    if (!checkpoint) return Answer{ledger::http_status(checkpoint.error()), "", ""};
    if (const auto refusal = ledger::judge_submission(*request, *checkpoint, seen_)) {
      if (*refusal == ledger::Refusal::other_old_size)
        return Answer{409, "text/x.tlog.size", fmt::format("{}\n", seen_.size)};
      return Answer{ledger::http_status(*refusal), "", ""};
    }
    seen_ = {checkpoint->size, checkpoint->root};
    const auto text = ledger::parse_note(request->note)->text;
    const auto line = ledger::format_signature_line(ledger::cosign(text, name_, key_, clock_.now()));
    note_ = request->note + line;
    return Answer{200, "text/plain", line};
  }

  std::string name_;
  crypto::SigningKey key_;
  const Clock& clock_;
  std::optional<ledger::VerifierKey> log_;
  std::mutex mutex_;
  Trick trick_;
  int asked_ = 0;
  ledger::Seen seen_;
  std::string note_;
};

}  // namespace ruban::service::test
