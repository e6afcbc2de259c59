// SPDX-License-Identifier: AGPL-3.0-or-later
// WitnessClient: asks one witness for its cosignature, and believes nothing that it can't verify.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/time.h"
#include "ledger/add_checkpoint.h"
#include "ledger/policy.h"

namespace ruban::service {

// The way to one witness. Used by one thread at a time.
class WitnessDoor {
 public:
  virtual ~WitnessDoor() = default;
  struct Answer {
    int status = 0;
    std::string content_type, body;
  };
  // `path` goes behind the witness's address. Bounded in time and size, whatever the other side does; no
  // redirect is followed. Kind::busy if there is no whole answer.
  virtual Result<Answer> post(const std::string& path, const std::string& body) = 0;
  virtual Result<Answer> get(const std::string& path) = 0;
};
using OpenWitnessDoor = std::function<std::unique_ptr<WitnessDoor>(const std::string& url)>;

// The consistency proof between two sizes of our record.
using Prove = std::function<Result<ledger::Proof>(TreeSize old_size, TreeSize size)>;

// A checkpoint that our own key signed, as a witness holds it.
struct SeenByWitness {
  std::string name;  // the witness's, in the policy
  std::string note;
  bool cosigned = false;  // by that witness
};

class WitnessClient {
 public:
  WitnessClient(ledger::Policy::Witness witness, ledger::VerifierKey log, std::unique_ptr<WitnessDoor> door);

  const std::string& name() const { return witness_.name; }
  const ledger::VerifierKey& key() const { return witness_.key; }

  struct Outcome {
    std::optional<ledger::NoteSignature> line;  // its cosignature
    // What it holds instead, and our key has signed: whether that contradicts us is the caller's to see.
    std::optional<SeenByWitness> seen;
    std::string_view trouble;  // a sentence; empty with a line
  };
  // Asks with the size that it cosigned last, as far as we know, and once more if it says another one.
  Outcome ask(const std::string& note, TreeSize size, const Prove& prove, Instant now);

  // What it cosigned last. Kind::not_found if it says that there is nothing; Kind::busy if it can't be
  // reached; Kind::invalid if our key hasn't signed what it shows.
  Result<SeenByWitness> look();

 private:
  Outcome contradicted();

  ledger::Policy::Witness witness_;
  ledger::VerifierKey log_;
  std::unique_ptr<WitnessDoor> door_;
  TreeSize last_size_ = 0;
};

}  // namespace ruban::service
