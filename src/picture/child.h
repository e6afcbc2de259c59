// SPDX-License-Identifier: AGPL-3.0-or-later
// A question answered by another process, which may crash or run away without taking anything with it.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "core/bytes.h"
#include "core/result.h"

namespace ruban::picture {

struct Child {
  std::vector<std::string> command;  // an absolute path and arguments; no shell
  std::chrono::seconds patience{240};
  std::size_t most_answer = 0;  // bytes
};

// Starts the command with `question` as its standard input and returns all that it wrote. It gets no
// environment, no open file but these two, no terminal, and the default handling of signals. Whatever happens
// it is ended and waited for when this returns. Fails with Refusal::broke (it was ended by a signal, exited
// with another code than 0 or said more than `most_answer`), Refusal::too_costly (it took longer than
// `patience`, or all of its processor time), or Kind::busy if it can't be started. Blocks its thread; needs
// no other.
Result<Bytes> in_child(const Child& child, ByteView question);

}  // namespace ruban::picture
