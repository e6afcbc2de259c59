// SPDX-License-Identifier: AGPL-3.0-or-later
// Registry: an instance at work: its letters, their keys, and the sequencer of its record.
#pragma once

#include "service/end_letter.h"
#include "service/letter_keys.h"
#include "service/letters.h"
#include "service/publish_letter.h"
#include "service/sequencer.h"

namespace ruban::service {

class Registry {
 public:
  // `witnesses` may be null; it must outlive this.
  Registry(Instance instance, crypto::SigningKey log_key, store::PublishedFile published,
           Sequencer::Options options, Witnesses* witnesses = nullptr)
      : instance_(instance),
        letters_(instance.store),
        keys_(instance),
        sequencer_(instance, letters_, std::move(log_key), std::move(published), std::move(options),
                   witnesses) {}

  Instance instance() const { return instance_; }
  Letters& letters() { return letters_; }
  LetterKeys& keys() { return keys_; }
  Sequencer& sequencer() { return sequencer_; }

 private:
  Instance instance_;
  Letters letters_;
  LetterKeys keys_;
  Sequencer sequencer_;
};

}  // namespace ruban::service
