// SPDX-License-Identifier: AGPL-3.0-or-later
// A program that a test talks to by lines on its standard input and output.
#pragma once

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

extern char** environ;

namespace ruban::mail::test {

class ChildProcess {
 public:
  explicit ChildProcess(const std::vector<std::string>& command) {
    int in[2], out[2];
    if (::pipe2(in, O_CLOEXEC) != 0 || ::pipe2(out, O_CLOEXEC) != 0) throw std::runtime_error("pipe2");
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in[0], 0);
    posix_spawn_file_actions_adddup2(&actions, out[1], 1);
    std::vector<char*> words;
    for (const auto& word : command) words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    const int fault = ::posix_spawn(&pid_, words[0], &actions, nullptr, words.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    ::close(in[0]);
    ::close(out[1]);
    in_ = in[1];
    out_ = out[0];
    if (fault != 0) throw std::runtime_error("can't start " + command[0]);
  }
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;
  ~ChildProcess() { kill(); }

  void write(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto written = ::write(in_, bytes.data(), bytes.size());
      if (written <= 0) throw std::runtime_error("the program doesn't read");
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
  }
  void close_input() {
    if (in_ >= 0) ::close(in_);
    in_ = -1;
  }

  // The next line without its end; fails after a minute of silence, or at the end of the output.
  std::string read_line() {
    while (true) {
      if (const auto end = buffer_.find('\n'); end != std::string::npos) {
        auto line = buffer_.substr(0, end);
        buffer_.erase(0, end + 1);
        return line;
      }
      if (!read_some()) throw std::runtime_error("the program has nothing more to say");
    }
  }
  std::string read_all() {
    while (read_some()) {
    }
    return std::move(buffer_);
  }

  // Its exit code.
  int wait() {
    int status = 0;
    if (::waitpid(pid_, &status, 0) == pid_) pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }

  void kill() {
    close_input();
    if (pid_ > 0) {
      ::kill(pid_, SIGKILL);
      wait();
    }
    if (out_ >= 0) ::close(out_);
    out_ = -1;
  }

 private:
  bool read_some() {
    pollfd ready{out_, POLLIN, 0};
    if (::poll(&ready, 1, 60'000) != 1) throw std::runtime_error("the program is silent");
    char bytes[4096];
    const auto size = ::read(out_, bytes, sizeof bytes);
    if (size <= 0) return false;
    buffer_.append(bytes, static_cast<std::size_t>(size));
    return true;
  }

  pid_t pid_ = -1;
  int in_ = -1, out_ = -1;
  std::string buffer_;
};

}  // namespace ruban::mail::test
