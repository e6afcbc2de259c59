// SPDX-License-Identifier: AGPL-3.0-or-later
// What a process gives up before it reads a picture that a stranger has sent.
#pragma once

#include <cstddef>

namespace ruban::picture {

struct Limits {
  std::size_t memory = std::size_t{768} << 20;  // bytes on top of what the process has mapped already
  unsigned cpu_seconds = 120;
};

// From now on this process can compute, read and write what is open already, and end: no more memory and time
// than `limits`, no new file, socket or process, no core dump, and (seccomp, on x86-64 and arm64) no other
// system call than a dozen, of which none makes memory executable. For good. False if the kernel refuses any
// of it; then nothing may be read. Builds with AddressSanitizer or ThreadSanitizer, which need more, get the
// limits of time and files alone.
bool confine(const Limits& limits);

}  // namespace ruban::picture
