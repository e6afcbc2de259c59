// SPDX-License-Identifier: AGPL-3.0-or-later
#include "fetch/request.h"

#include <curl/curl.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <new>

#include "core/check.h"

namespace ruban::fetch {
namespace {

struct Free {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

void start_curl() {
  static const bool started = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  CHECK(started);
}

std::optional<Policy::Endpoint> endpoint_of(const curl_sockaddr& at) {
  Policy::Endpoint out;
  if (at.family == AF_INET && at.addrlen >= sizeof(sockaddr_in)) {
    sockaddr_in in{};
    std::memcpy(&in, &at.addr, sizeof in);
    std::memcpy(out.address.bytes.data(), &in.sin_addr, sizeof in.sin_addr);
    out.port = ntohs(in.sin_port);
    return out;
  }
  if (at.family == AF_INET6 && at.addrlen >= sizeof(sockaddr_in6)) {
    sockaddr_in6 in{};
    // libcurl's own type has room for any family behind what it declares.
    std::memcpy(&in, static_cast<const void*>(&at.addr), sizeof in);
    out.address.family = IpAddress::Family::v6;
    std::memcpy(out.address.bytes.data(), &in.sin6_addr, sizeof in.sin6_addr);
    out.port = ntohs(in.sin6_port);
    return out;
  }
  return std::nullopt;
}

// What libcurl tells while it works.
class Listener {
 public:
  Listener(const Policy& policy, const Limits& limits) : policy_(policy), limits_(limits) {}

  // The address that a name led to is looked at here and connected to at once: no second look-up comes
  // between.
  static curl_socket_t open(void* self, curlsocktype purpose, curl_sockaddr* at) {
    auto& listener = *static_cast<Listener*>(self);
    const auto endpoint = endpoint_of(*at);
    if (purpose != CURLSOCKTYPE_IPCXN || !endpoint) return CURL_SOCKET_BAD;
    if (const auto allowed = may_connect(listener.policy_, endpoint->address, endpoint->port); !allowed) {
      listener.refused_ = allowed.error();
      return CURL_SOCKET_BAD;
    }
    return ::socket(at->family, at->socktype | SOCK_CLOEXEC, at->protocol);
  }

  static std::size_t head_line(char* data, std::size_t, std::size_t size, void* self) {
    auto& listener = *static_cast<Listener*>(self);
    const std::string_view line(data, size);
    listener.head_bytes_ += size;
    if (listener.head_bytes_ > listener.limits_.head) {
      listener.head_too_large_ = true;
      return 0;
    }
    if (listener.in_body_) return size;  // what follows the chunks
    // Answers that only say to wait (1xx) come before the one that counts.
    if (listener.head_whole_) listener.head.clear();
    listener.head.append(line);
    listener.head_whole_ = line == "\r\n" || line == "\n";
    return size;
  }

  static std::size_t body_part(char* data, std::size_t, std::size_t size, void* self) {
    auto& listener = *static_cast<Listener*>(self);
    listener.in_body_ = true;
    if (size > listener.limits_.wire - listener.body.size()) {
      listener.body_too_large_ = true;
      return 0;
    }
    listener.body.append(data, size);
    return size;
  }

  static int overhear(CURL*, curl_infotype type, char* data, std::size_t size, void* self) {
    if (type == CURLINFO_HEADER_OUT) static_cast<Listener*>(self)->request.append(data, size);
    return 0;
  }

  // Why nothing, or not all of it, came.
  Error fault(CURLcode code) const {
    // libcurl has a limit of its own for one line, and calls it a lack of memory.
    if (head_too_large_ || code == CURLE_OUT_OF_MEMORY)
      return fail(Kind::too_large, "The headers of the server's answer are larger than they may be.").value();
    if (body_too_large_ || code == CURLE_FILESIZE_EXCEEDED)
      return fail(Kind::too_large, "The server's answer is larger than it may be.").value();
    switch (code) {
      case CURLE_COULDNT_CONNECT:
        if (refused_) return *refused_;
        return fail(Kind::busy, "The server can't be reached. Try again in a while.").value();
      case CURLE_COULDNT_RESOLVE_HOST:
        return fail(Kind::not_found, "No server of this name was found. Look whether the address is right.")
            .value();
      case CURLE_OPERATION_TIMEDOUT:
        return fail(Kind::busy, "The server is too slow. Try again in a while.").value();
      case CURLE_PARTIAL_FILE:
      case CURLE_RECV_ERROR:
      case CURLE_SEND_ERROR:
      case CURLE_GOT_NOTHING:
        return fail(Kind::busy, "The server broke off before the end of its answer. Try again in a while.")
            .value();
      case CURLE_PEER_FAILED_VERIFICATION:
      case CURLE_SSL_CONNECT_ERROR:
        return fail(Kind::invalid, "The server's certificate isn't valid, so nothing was fetched.").value();
      default:
        return fail(Kind::invalid, "The server's answer isn't one of HTTP.").value();
    }
  }

  std::string request, head, body;

 private:
  const Policy& policy_;
  const Limits& limits_;
  std::optional<Error> refused_;
  std::size_t head_bytes_ = 0;
  bool head_whole_ = false, in_body_ = false, head_too_large_ = false, body_too_large_ = false;
};

class Easy {
 public:
  Easy() {
    start_curl();
    easy_.reset(curl_easy_init());
    if (!easy_) throw std::bad_alloc();
  }
  template <class T>
  void set(CURLoption option, T value) {
    CHECK(curl_easy_setopt(easy_.get(), option, value) == CURLE_OK);
  }
  void header(const char* line) { add(headers_, line, CURLOPT_HTTPHEADER); }
  void detour(const Policy::Detour& detour) {
    const bool is_v6 = detour.to.address.family == IpAddress::Family::v6;
    auto line = detour.host;
    line.append(is_v6 ? ":443:[" : ":443:").append(detour.to.address.text());
    line.append(is_v6 ? "]:" : ":").append(std::to_string(detour.to.port));
    add(detours_, line.c_str(), CURLOPT_CONNECT_TO);
  }
  template <class T>
  T get(CURLINFO what) const {
    T out{};
    CHECK(curl_easy_getinfo(easy_.get(), what, &out) == CURLE_OK);
    return out;
  }
  CURLcode perform() { return curl_easy_perform(easy_.get()); }

 private:
  using List = std::unique_ptr<curl_slist, Free>;

  void add(List& list, const char* line, CURLoption option) {
    auto* longer = curl_slist_append(list.get(), line);
    if (longer == nullptr) throw std::bad_alloc();
    static_cast<void>(list.release());
    list.reset(longer);
    set(option, longer);
  }

  List headers_, detours_;
  std::unique_ptr<CURL, Free> easy_;  // ends before its lists
};

void set_up(Easy& easy, const Limits& limits, const std::optional<std::filesystem::path>& ca_file) {
  easy.set(CURLOPT_PROTOCOLS_STR, "http,https");
  easy.set(CURLOPT_PROXY, "");  // never one from the environment: it would look names up by itself
  easy.set(CURLOPT_FOLLOWLOCATION, 0L);
  easy.set(CURLOPT_HTTP09_ALLOWED, 0L);
  easy.set(CURLOPT_HTTP_VERSION,
           static_cast<long>(CURL_HTTP_VERSION_1_1));  // so that there are bytes to keep
  easy.set(CURLOPT_HTTP_TRANSFER_DECODING, 0L);
  easy.set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (ca_file) {
    easy.set(CURLOPT_CAINFO, ca_file->c_str());
    easy.set(CURLOPT_CAPATH, static_cast<const char*>(nullptr));
  }
  easy.set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits.connect.count()));
  easy.set(CURLOPT_TIMEOUT_MS, static_cast<long>(limits.whole.count()));
  easy.set(CURLOPT_LOW_SPEED_TIME, static_cast<long>(limits.silence.count()));
  easy.set(CURLOPT_LOW_SPEED_LIMIT, 100L);
  easy.set(CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(limits.wire));
  easy.set(CURLOPT_QUICK_EXIT, 1L);  // a resolver that hangs isn't waited for
  // CURLOPT_NOSIGNAL stays off: so libcurl keeps SIGPIPE away while it works. It sets no alarm, since
  // Debian's looks names up in a thread.
  easy.set(CURLOPT_USERAGENT, "Ruban (evidence capture)");
  easy.header("Accept: text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.1");
  easy.header("Accept-Encoding: gzip");
}

}  // namespace

Result<Exchange> ask(const Url& url, const Policy& policy, const Limits& limits,
                     const std::optional<std::filesystem::path>& ca_file, Instant now) {
  Listener listener(policy, limits);
  Easy easy;
  set_up(easy, limits, ca_file);
  if (policy.detour) easy.detour(*policy.detour);
  easy.set(CURLOPT_OPENSOCKETFUNCTION, &Listener::open);
  easy.set(CURLOPT_OPENSOCKETDATA, &listener);
  easy.set(CURLOPT_HEADERFUNCTION, &Listener::head_line);
  easy.set(CURLOPT_HEADERDATA, &listener);
  easy.set(CURLOPT_WRITEFUNCTION, &Listener::body_part);
  easy.set(CURLOPT_WRITEDATA, &listener);
  easy.set(CURLOPT_VERBOSE, 1L);  // to the listener, nowhere else
  easy.set(CURLOPT_DEBUGFUNCTION, &Listener::overhear);
  easy.set(CURLOPT_DEBUGDATA, &listener);
  easy.set(CURLOPT_URL, url.text().c_str());
  if (const auto code = easy.perform(); code != CURLE_OK) return tl::unexpected(listener.fault(code));

  Exchange exchange;
  exchange.url = url.text();
  exchange.at = now;
  exchange.status = static_cast<int>(easy.get<long>(CURLINFO_RESPONSE_CODE));
  const auto* answered = easy.get<const char*>(CURLINFO_PRIMARY_IP);
  exchange.address = TRY(IpAddress::parse(answered == nullptr ? "" : answered));
  // The guard has been asked before; this is about what libcurl says it did.
  TRY(may_connect(policy, exchange.address,
                  static_cast<std::uint16_t>(easy.get<long>(CURLINFO_PRIMARY_PORT))));
  exchange.request = std::move(listener.request);
  exchange.head = std::move(listener.head);
  exchange.body = std::move(listener.body);
  return exchange;
}

}  // namespace ruban::fetch
