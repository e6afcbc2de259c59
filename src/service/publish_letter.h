// SPDX-License-Identifier: AGPL-3.0-or-later
// Publishing a letter: its folder is frozen, its keys are made, its entry waits for its place in the record.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "letter/check.h"
#include "service/letter_keys.h"
#include "service/letters.h"
#include "service/witnesses.h"

namespace ruban::service {

class PublishLetter {
 public:
  struct Input {
    letter::Folder folder;
    std::map<std::string, std::vector<std::string>>
        lists;  // issuer label → addresses, as the organiser has them
    int key_bits = 2048;
  };
  struct Output {
    std::string slug;
    std::uint64_t version = 1;
    Hash text_hash;
    std::size_t listed = 0;  // different addresses in the lists
  };
  // A list that can't be read: which line, and why.
  struct ListFault {
    std::string label;
    std::size_t line = 0;
    Error error;
  };

  // `witnesses` may be null.
  PublishLetter(Instance instance, const Letters& letters, LetterKeys& keys,
                const Witnesses* witnesses = nullptr)
      : instance_(instance), letters_(letters), keys_(keys), witnesses_(witnesses) {}

  // Durable when it returns; the letter is public once the sequencer has given it its place. The folder must
  // pass letter::check(). Kind::conflict if the version exists, or doesn't follow the newest one, or if the
  // letter asks for witnesses that this instance doesn't ask.
  Result<Output> operator()(const Input& input, std::vector<ListFault>* faults = nullptr);

 private:
  Result<void> check_policy(const letter::Letter& letter) const;
  Result<std::map<std::string, std::vector<IdentityTag>>> tags_of(const letter::Letter& letter,
                                                                  const Input& input,
                                                                  std::vector<ListFault>* faults,
                                                                  std::size_t& listed);
  Instance instance_;
  const Letters& letters_;
  LetterKeys& keys_;
  const Witnesses* witnesses_;
};

}  // namespace ruban::service
