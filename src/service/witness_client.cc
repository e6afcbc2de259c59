// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/witness_client.h"

#include <fmt/format.h>

#include "crypto/sha256.h"

namespace ruban::service {
namespace {

using Sort = ledger::WitnessAnswer::Sort;

WitnessClient::Outcome failed(std::string_view sentence) {
  WitnessClient::Outcome out;
  out.trouble = sentence;
  return out;
}

}  // namespace

WitnessClient::WitnessClient(ledger::Policy::Witness witness, ledger::VerifierKey log,
                             std::unique_ptr<WitnessDoor> door)
    : witness_(std::move(witness)), log_(std::move(log)), door_(std::move(door)) {}

WitnessClient::Outcome WitnessClient::ask(const std::string& note, TreeSize size, const Prove& prove,
                                          Instant now) {
  if (last_size_ > size) last_size_ = 0;
  for (int attempt = 0; attempt < 2; ++attempt) {
    auto proof = prove(last_size_, size);
    if (!proof) return failed(proof.error().message);
    const ledger::AddCheckpoint request{last_size_, *std::move(proof), note};
    const auto answer = door_->post("/add-checkpoint", ledger::format_add_checkpoint(request));
    if (!answer) return failed(answer.error().message);
    const auto read = ledger::read_witness_answer(answer->status, answer->content_type, answer->body);
    switch (read.sort) {
      case Sort::cosigned: {
        const auto text = std::string_view(note).substr(0, note.find("\n\n") + 1);
        auto line = ledger::find_cosignature(text, read.lines, witness_.key, now);
        if (!line) return failed(line.error().message);
        last_size_ = size;
        Outcome out;
        out.line = *std::move(line);
        return out;
      }
      case Sort::other_size:
        if (read.size > size) return contradicted();
        last_size_ = read.size;
        break;
      case Sort::contradicts:
        return contradicted();
      case Sort::refused:
        return {
            {}, {}, "The witness refuses: it doesn't know this record, or has recounted it and disagrees."};
      case Sort::useless:
        return failed("The witness's answer is of no use.");
    }
  }
  return failed("The witness names one size after the other.");
}

// It says that we have forked or lost something. That counts only if it can show our own signature for it.
WitnessClient::Outcome WitnessClient::contradicted() {
  last_size_ = 0;
  auto seen = look();
  if (!seen) return failed("The witness contradicts us, and doesn't show why.");
  auto out = failed("The witness contradicts us.");
  out.seen = *std::move(seen);
  return out;
}

Result<SeenByWitness> WitnessClient::look() {
  const auto answer =
      TRY(door_->get(fmt::format("/{}/checkpoint", to_hex(crypto::sha256(log_.name()).view()))));
  if (answer.status == 404) return fail(Kind::not_found, "The witness has cosigned nothing of this record.");
  if (answer.status != 200) return fail(Kind::busy, "The witness's answer is of no use.");
  const auto ours = ledger::open_checkpoint(answer.body, log_);
  if (!ours)
    return fail(Kind::invalid, "The witness shows a checkpoint that this record's key hasn't signed.");
  const auto both = ledger::open_checkpoint(answer.body, log_, {&witness_.key, 1});
  const bool cosigned = both && !both->cosigned.empty();
  if (cosigned) last_size_ = ours->checkpoint.size;
  return SeenByWitness{witness_.name, answer.body, cosigned};
}

}  // namespace ruban::service
