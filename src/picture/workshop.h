// SPDX-License-Identifier: AGPL-3.0-or-later
// Where strangers' pictures are read: one at a time, each in a process of its own that can do nothing else.
#pragma once

#include <mutex>

#include "picture/child.h"
#include "picture/job.h"

namespace ruban::picture {

class Workshop {
 public:
  // `command` is a program whose main() calls answer_and_exit(): mostly {"/proc/self/exe", "picture-child"}.
  explicit Workshop(std::vector<std::string> command)
      : child_{std::move(command), std::chrono::seconds(240), kMostAnswer} {}

  // As prepare() and cover() of job.h, in a child; what comes back has been checked to be a bare file. They
  // may take half a minute, and the memory of a child (`Limits` in confine.h) beside up to 50 MB of this
  // process. Fail as those do, and with Refusal::broke, Refusal::too_costly, or Kind::busy if another picture
  // is being read. May be called from any thread.
  Result<Prepared> prepare(ByteView original);
  Result<Prepared> cover(ByteView kept, std::span<const Region> regions);

 private:
  Result<Prepared> ask(const Bytes& question);

  Child child_;
  std::mutex one_at_a_time_;
};

}  // namespace ruban::picture
