// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/look_up_txt.h"

#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <netdb.h>
#include <netinet/in.h>
#include <resolv.h>

#include <charconv>

#include "eligibility/txt_answer.h"

namespace ruban::cli {
namespace {

constexpr std::uint16_t kPort = 53;
constexpr std::size_t kMostAnswer = 65535;

// A resolver of its own, closed when it goes.
class Resolver {
 public:
  Resolver() : ready_(res_ninit(&state_) == 0) {
    state_.retrans = 3;  // seconds
    state_.retry = 2;
  }
  Resolver(const Resolver&) = delete;
  Resolver& operator=(const Resolver&) = delete;
  ~Resolver() {
    if (ready_) res_nclose(&state_);
  }
  bool is_ready() const { return ready_; }
  res_state state() { return &state_; }

 private:
  struct __res_state state_ {};
  bool ready_;
};

Result<sockaddr_in> parse_server(const std::string& text) {
  const auto wrong = fail(Kind::invalid, "Write a name server's IPv4 address, as 9.9.9.9 or 127.0.0.1:5353.",
                          "--nameserver");
  const auto colon = text.find(':');
  sockaddr_in out{};
  out.sin_family = AF_INET;
  std::uint16_t port = kPort;
  if (colon != std::string::npos) {
    const auto digits = std::string_view(text).substr(colon + 1);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (error != std::errc() || end != digits.data() + digits.size()) return wrong;
  }
  out.sin_port = htons(port);
  if (inet_pton(AF_INET, text.substr(0, colon).c_str(), &out.sin_addr) != 1) return wrong;
  return out;
}

}  // namespace

Result<std::vector<std::string>> look_up_txt(const std::string& name,
                                             const std::optional<std::string>& server) {
  Resolver resolver;
  const auto busy = fail(Kind::busy, "The name server doesn't answer, or says that it can't now.");
  if (!resolver.is_ready()) return busy;
  if (server) {
    resolver.state()->nsaddr_list[0] = TRY(parse_server(*server));
    resolver.state()->nscount = 1;
  }
  Bytes answer(kMostAnswer);
  const int length = res_nquery(resolver.state(), name.c_str(), ns_c_in, ns_t_txt, answer.data(),
                                static_cast<int>(answer.size()));
  if (length < 0) {
    const int why = resolver.state()->res_h_errno;
    if (why == HOST_NOT_FOUND || why == NO_DATA) return std::vector<std::string>();
    return busy;
  }
  if (static_cast<std::size_t>(length) > answer.size())
    return fail(Kind::invalid, "The name server's answer is larger than it may be.");
  return eligibility::parse_txt_answer(ByteView(answer).first(static_cast<std::size_t>(length)), name);
}

}  // namespace ruban::cli
