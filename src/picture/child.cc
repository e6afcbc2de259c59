// SPDX-License-Identifier: AGPL-3.0-or-later
#include "picture/child.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

#include "picture/refusal.h"

namespace ruban::picture {
namespace {

using Clock = std::chrono::steady_clock;

class File {
 public:
  explicit File(int number = -1) : number_(number) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() { close(); }
  void close() {
    if (number_ >= 0) ::close(number_);
    number_ = -1;
  }
  int number() const { return number_; }

 private:
  int number_;
};

// Ended and waited for, at the latest when it goes out of scope.
class Running {
 public:
  explicit Running(pid_t pid) : pid_(pid), file_(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0))) {}
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running() {
    if (pid_ > 0) end();
  }
  int file() const { return file_.number(); }
  // Its status as waitpid tells it. Kills it if it still runs.
  int end() {
    ::kill(pid_, SIGKILL);
    return wait();
  }
  int wait() {
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = 0;
    return status;
  }

 private:
  pid_t pid_;
  File file_;
};

pid_t start(const std::vector<std::string>& command, int socket) {
  std::vector<char*> arguments;
  arguments.reserve(command.size() + 1);
  for (const auto& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  std::array<char*, 1> environment{nullptr};

  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;
  ::posix_spawn_file_actions_init(&files);
  ::posix_spawnattr_init(&attributes);
  ::posix_spawn_file_actions_adddup2(&files, socket, 0);
  ::posix_spawn_file_actions_adddup2(&files, socket, 1);
  ::posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
  ::posix_spawn_file_actions_addclosefrom_np(&files, 3);
  sigset_t none, all;
  ::sigemptyset(&none);
  ::sigfillset(&all);
  ::posix_spawnattr_setsigmask(&attributes, &none);
  ::posix_spawnattr_setsigdefault(&attributes, &all);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  pid_t pid = -1;
  const int failed =
      ::posix_spawn(&pid, arguments[0], &files, &attributes, arguments.data(), environment.data());
  ::posix_spawnattr_destroy(&attributes);
  ::posix_spawn_file_actions_destroy(&files);
  return failed == 0 ? pid : -1;
}

// Waits for one of `events`; false when the time is over.
bool ready(int file, short events, Clock::time_point deadline, short* happened) {
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0) return false;
    pollfd entry{file, events, 0};
    const int count = ::poll(&entry, 1, static_cast<int>(left));
    if (count < 0 && errno != EINTR) return false;
    if (count <= 0) continue;
    if (happened != nullptr) *happened = entry.revents;
    return true;
  }
}

enum class Talk { done, too_much, too_long };

// Sends and receives at the same time: a child that answers before it has read all must not stop both.
Talk talk(int socket, ByteView question, std::size_t most, Clock::time_point deadline, Bytes& answer) {
  std::array<std::uint8_t, 65536> piece;
  bool sending = true;
  for (;;) {
    if (sending && question.empty()) {
      ::shutdown(socket, SHUT_WR);
      sending = false;
    }
    short happened = 0;
    if (!ready(socket, static_cast<short>(POLLIN | (sending ? POLLOUT : 0)), deadline, &happened))
      return Talk::too_long;
    if (sending && (happened & POLLOUT) != 0) {
      const auto sent = ::send(socket, question.data(), question.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
      if (sent > 0) question = question.subspan(static_cast<std::size_t>(sent));
      // It doesn't read any more; what it says is still to be heard.
      if (sent < 0 && errno != EAGAIN && errno != EINTR) question = {};
    }
    if ((happened & (POLLIN | POLLHUP | POLLERR)) != 0) {
      const auto got = ::recv(socket, piece.data(), piece.size(), MSG_DONTWAIT);
      if (got < 0 && (errno == EAGAIN || errno == EINTR)) continue;
      if (got <= 0) return Talk::done;
      if (answer.size() + static_cast<std::size_t>(got) > most) return Talk::too_much;
      answer.insert(answer.end(), piece.begin(), piece.begin() + got);
    }
  }
}

}  // namespace

Result<Bytes> in_child(const Child& child, ByteView question) {
  const auto cant_start =
      fail(Kind::busy, "This server can’t look at pictures right now. Try again in a few minutes.");
  const auto deadline = Clock::now() + child.patience;
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) return cant_start;
  File ours(ends[0]), theirs(ends[1]);
  const auto pid = start(child.command, theirs.number());
  if (pid < 0) return cant_start;
  Running running(pid);
  theirs.close();

  Bytes answer;
  const auto talked = talk(ours.number(), question, child.most_answer, deadline, answer);
  if (talked == Talk::too_much) return refuse(Refusal::broke);
  if (talked == Talk::too_long || running.file() < 0 || !ready(running.file(), POLLIN, deadline, nullptr))
    return refuse(Refusal::too_costly);
  const int status = running.wait();
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU) return refuse(Refusal::too_costly);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return refuse(Refusal::broke);
  return answer;
}

}  // namespace ruban::picture
