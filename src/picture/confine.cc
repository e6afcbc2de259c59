// SPDX-License-Identifier: AGPL-3.0-or-later
#include "picture/confine.h"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstddef>
#include <fstream>

namespace ruban::picture {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kInstrumented = true;
#elif defined(__has_feature)
constexpr bool kInstrumented = __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
constexpr bool kInstrumented = false;
#endif

#if defined(__x86_64__)
#define RUBAN_AUDIT_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define RUBAN_AUDIT_ARCH AUDIT_ARCH_AARCH64
#endif

bool limit(__rlimit_resource what, rlim_t most, rlim_t hard_extra = 0) {
  const rlimit both{most, most + hard_extra};
  return ::setrlimit(what, &both) == 0;
}

// Bytes that are mapped now: the executable with its libraries, mostly. 0 if the kernel doesn't say.
std::size_t mapped() {
  std::size_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages;
  return pages * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

#ifdef RUBAN_AUDIT_ARCH
constexpr sock_filter statement(unsigned code, std::uint32_t k) {
  return {static_cast<std::uint16_t>(code), 0, 0, k};
}
constexpr sock_filter jump(unsigned code, std::uint32_t k, std::uint8_t yes, std::uint8_t no) {
  return {static_cast<std::uint16_t>(code), yes, no, k};
}
constexpr auto kLoad = BPF_LD | BPF_W | BPF_ABS;
constexpr auto kEqual = BPF_JMP | BPF_JEQ | BPF_K;
constexpr auto kAnyBit = BPF_JMP | BPF_JSET | BPF_K;
constexpr auto kReturn = BPF_RET | BPF_K;
constexpr std::uint32_t kProtection =
    offsetof(seccomp_data, args) + 2 * sizeof(std::uint64_t);  // low half first

#define RUBAN_ALLOW(number) jump(kEqual, number, 0, 1), statement(kReturn, SECCOMP_RET_ALLOW)
// mmap and mprotect, unless they would make memory executable.
#define RUBAN_ALLOW_MAPPING(number)                                                          \
  jump(kEqual, number, 0, 4), statement(kLoad, kProtection), jump(kAnyBit, PROT_EXEC, 0, 1), \
      statement(kReturn, SECCOMP_RET_KILL_PROCESS), statement(kReturn, SECCOMP_RET_ALLOW)

bool allow_few_calls() {
  sock_filter program[] = {
      statement(kLoad, offsetof(seccomp_data, arch)),
      jump(kEqual, RUBAN_AUDIT_ARCH, 1, 0),
      statement(kReturn, SECCOMP_RET_KILL_PROCESS),
      statement(kLoad, offsetof(seccomp_data, nr)),
      RUBAN_ALLOW(__NR_read),
      RUBAN_ALLOW(__NR_write),
      RUBAN_ALLOW(__NR_brk),
      RUBAN_ALLOW(__NR_munmap),
      RUBAN_ALLOW(__NR_mremap),
      RUBAN_ALLOW(__NR_madvise),
      RUBAN_ALLOW(__NR_futex),
      RUBAN_ALLOW(__NR_exit_group),
      RUBAN_ALLOW(__NR_rt_sigreturn),
      RUBAN_ALLOW_MAPPING(__NR_mmap),
      RUBAN_ALLOW_MAPPING(__NR_mprotect),
      statement(kReturn, SECCOMP_RET_KILL_PROCESS),
  };
  const sock_fprog filter{sizeof program / sizeof program[0], program};
  return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}
#else
bool allow_few_calls() { return true; }  // the limits must do
#endif

}  // namespace

bool confine(const Limits& limits) {
  const auto now = mapped();
  const bool limited = limit(RLIMIT_CPU, limits.cpu_seconds, 1) &&  // SIGXCPU first, then SIGKILL
                       limit(RLIMIT_CORE, 0) && limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_NOFILE, 0) &&
                       limit(RLIMIT_NPROC, 0);
  if (kInstrumented) return limited;
  return limited && now > 0 && limit(RLIMIT_AS, now + limits.memory) && allow_few_calls();
}

}  // namespace ruban::picture
