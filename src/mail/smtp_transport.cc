// SPDX-License-Identifier: AGPL-3.0-or-later
#include "mail/smtp_transport.h"

#include <curl/curl.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <new>
#include <vector>

#include "core/check.h"
#include "core/secret.h"
#include "mail/smtp_dialogue.h"

namespace ruban::mail {
namespace {

constexpr std::size_t kMaxPassword = 1'024;

void start_curl() {
  static const bool started = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  CHECK(started);
}

bool is_host(std::string_view text) {
  return !text.empty() && text.size() <= 253 && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == ':';
  });
}

bool is_this_machine(std::string_view host) {
  return host == "localhost" || host == "127.0.0.1" || host == "::1";
}

// The file's only line.
Result<Secret<std::string>> read_password(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::array<char, kMaxPassword + 1> buffer{};
  file.read(buffer.data(), buffer.size());
  const auto size = static_cast<std::size_t>(file.gcount());
  std::string_view line(buffer.data(), size);
  while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
  Secret<std::string> password{std::string(line)};
  const bool good =
      file.eof() && !line.empty() && line.find_first_of(std::string_view("\r\n\0", 3)) == line.npos;
  sodium_memzero(buffer.data(), buffer.size());
  if (!good)
    return fail(Kind::invalid, "The password file can't be read, or doesn't hold one line.", "password_file");
  return password;
}

// What is left to send of a mail.
struct Body {
  std::string_view rest;

  static std::size_t read(char* to, std::size_t size, std::size_t count, void* self) {
    auto& rest = static_cast<Body*>(self)->rest;
    const auto part = rest.substr(0, size * count);
    std::memcpy(to, part.data(), part.size());
    rest.remove_prefix(part.size());
    return part.size();
  }
};

// The sockets that libcurl has open for one transport.
class Sockets {
 public:
  static int opened(void* self, curl_socket_t socket, curlsocktype) {
    static_cast<Sockets*>(self)->open_.push_back(socket);
    return CURL_SOCKOPT_OK;
  }
  static int closing(void* self, curl_socket_t socket) {
    std::erase(static_cast<Sockets*>(self)->open_, socket);
    return ::close(socket);
  }
  // Whoever waits for an answer gets the end of the stream instead.
  void stop_listening() {
    for (const auto socket : open_) ::shutdown(socket, SHUT_RD);
  }

 private:
  std::vector<curl_socket_t> open_;
};

struct Ear {
  SmtpDialogue dialogue;
  Sockets* sockets = nullptr;

  static int overhear(CURL*, curl_infotype type, char* data, std::size_t size, void* ear_) {
    auto& ear = *static_cast<Ear*>(ear_);
    if (type == CURLINFO_HEADER_IN) ear.dialogue.reply({data, size});
    if (type == CURLINFO_HEADER_OUT) {
      ear.dialogue.command({data, size});
      // libcurl waits up to two minutes for the answer to QUIT, beyond any time limit that it was given.
      if (ear.dialogue.is_leaving()) ear.sockets->stop_listening();
    }
    return 0;
  }
};

// Writing to a connection that the other side has closed raises SIGPIPE inside OpenSSL. Not in this thread.
class WithoutSigpipe {
 public:
  WithoutSigpipe() {
    sigemptyset(&pipe_);
    sigaddset(&pipe_, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
  }
  WithoutSigpipe(const WithoutSigpipe&) = delete;
  WithoutSigpipe& operator=(const WithoutSigpipe&) = delete;
  ~WithoutSigpipe() {
    if (sigismember(&before_, SIGPIPE)) return;
    const timespec now{};
    while (sigtimedwait(&pipe_, nullptr, &now) == -1 && errno == EINTR) {
    }
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }

 private:
  sigset_t pipe_{}, before_{};
};

struct FreeEasy {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

}  // namespace

class SmtpTransport::Session {
 public:
  Session(const SmtpOptions& options, const Secret<std::string>& password) {
    start_curl();
    easy_.reset(curl_easy_init());
    if (!easy_) throw std::bad_alloc();
    const bool literal = options.host.find(':') != std::string::npos;
    const auto host = literal ? "[" + options.host + "]" : options.host;
    const auto scheme = options.tls == Tls::implicit ? "smtps" : "smtp";
    set(CURLOPT_URL,
        (std::string(scheme) + "://" + host + ":" + std::to_string(options.port) + "/" + options.hello)
            .c_str());
    set(CURLOPT_PROTOCOLS_STR, scheme);
    set(CURLOPT_PROXY, "");  // never one from the environment
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_MAXCONNECTS, 1L);
    set(CURLOPT_MAXAGE_CONN, kMaxIdle);
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options.connect_timeout.count()));
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(options.timeout.count()));
    set_tls(options);
    if (!options.user.empty()) {
      set(CURLOPT_USERNAME, options.user.c_str());
      set(CURLOPT_PASSWORD, password.expose().c_str());
    }
    set(CURLOPT_UPLOAD, 1L);
    set(CURLOPT_READFUNCTION, &Body::read);
    set(CURLOPT_VERBOSE, 1L);  // to the dialogue, nowhere else
    set(CURLOPT_DEBUGFUNCTION, &Ear::overhear);
    set(CURLOPT_DEBUGDATA, &idle_);
    set(CURLOPT_SOCKOPTFUNCTION, &Sockets::opened);
    set(CURLOPT_SOCKOPTDATA, &sockets_);
    set(CURLOPT_CLOSESOCKETFUNCTION, &Sockets::closing);
    set(CURLOPT_CLOSESOCKETDATA, &sockets_);
  }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session() {
    const WithoutSigpipe guard;
    sockets_.stop_listening();
    easy_.reset();
  }

  Outcome send(const Envelope& envelope) {
    const WithoutSigpipe guard;
    bool kept_connection = false;
    Ear ear{{}, &sockets_};
    auto result = transfer(envelope, ear, kept_connection);
    if (result != CURLE_OK && result != CURLE_OPERATION_TIMEDOUT && kept_connection &&
        ear.dialogue.was_turned_away()) {
      set(CURLOPT_FRESH_CONNECT, 1L);
      ear.dialogue = {};
      result = transfer(envelope, ear, kept_connection);
      set(CURLOPT_FRESH_CONNECT, 0L);
    }
    if (result == CURLE_OK) return {Verdict::sent, "sent"};
    return ear.dialogue.failure(curl_easy_strerror(result));
  }

 private:
  static constexpr long kMaxIdle = 60;  // seconds that a connection is kept; servers allow 5 minutes

  template <class T>
  void set(CURLoption option, T value) {
    CHECK(curl_easy_setopt(easy_.get(), option, value) == CURLE_OK);
  }

  void set_tls(const SmtpOptions& options) {
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (options.ca_file) set(CURLOPT_CAINFO, options.ca_file->c_str());
    switch (options.tls) {
      case Tls::starttls:
        set(CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
        break;
      case Tls::starttls_if:
        set(CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_TRY));
        set(CURLOPT_SSL_VERIFYPEER, 0L);
        set(CURLOPT_SSL_VERIFYHOST, 0L);
        break;
      case Tls::implicit:
        break;
      case Tls::none:
        set(CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_NONE));
        break;
    }
  }

  CURLcode transfer(const Envelope& envelope, Ear& ear, bool& kept_connection) {
    Body body{envelope.message};
    const std::unique_ptr<curl_slist, FreeList> to(curl_slist_append(nullptr, envelope.to.text().c_str()));
    if (!to) throw std::bad_alloc();
    set(CURLOPT_MAIL_FROM, envelope.from.text().c_str());
    set(CURLOPT_MAIL_RCPT, to.get());
    set(CURLOPT_READDATA, &body);
    set(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(envelope.message.size()));
    set(CURLOPT_DEBUGDATA, &ear);
    const auto result = curl_easy_perform(easy_.get());
    long connects = 0;
    curl_easy_getinfo(easy_.get(), CURLINFO_NUM_CONNECTS, &connects);
    kept_connection = connects == 0;
    // Nothing of this call's stack may stay behind.
    set(CURLOPT_MAIL_RCPT, static_cast<curl_slist*>(nullptr));
    set(CURLOPT_READDATA, static_cast<void*>(nullptr));
    set(CURLOPT_DEBUGDATA, &idle_);
    return result;
  }

  Sockets sockets_;
  Ear idle_{{}, &sockets_};  // between transfers
  std::unique_ptr<CURL, FreeEasy> easy_;
};

Result<std::unique_ptr<SmtpTransport>> SmtpTransport::open(SmtpOptions options) {
  if (!is_host(options.host))
    return fail(Kind::invalid, "The mail server must be a host name or an address.", "host");
  if (options.port == 0)
    return fail(Kind::invalid, "The mail server's port must be a number from 1 to 65535.", "port");
  if (!is_host(options.hello))
    return fail(Kind::invalid, "The name for EHLO must be this machine's host name.", "hello");
  if (options.user.empty() != !options.password_file)
    return fail(Kind::invalid, "Signing in to the mail server takes a user and a password file.", "user");
  if (std::ranges::any_of(options.user,
                          [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }))
    return fail(Kind::invalid, "The mail server's user must be one line.", "user");
  const bool encrypted = options.tls == Tls::starttls || options.tls == Tls::implicit;
  if (!options.user.empty() && !encrypted && !is_this_machine(options.host))
    return fail(Kind::invalid, "A password may only travel to another machine over TLS.", "tls");
  if (options.connect_timeout.count() <= 0 || options.timeout.count() <= 0)
    return fail(Kind::invalid, "The mail server's time limit must be positive.", "timeout");
  Secret<std::string> password;
  if (options.password_file) password = TRY(read_password(*options.password_file));
  return std::unique_ptr<SmtpTransport>(new SmtpTransport(std::make_unique<Session>(options, password)));
}

SmtpTransport::SmtpTransport(std::unique_ptr<Session> session) : session_(std::move(session)) {}
SmtpTransport::~SmtpTransport() = default;

Outcome SmtpTransport::send(const Envelope& envelope) { return session_->send(envelope); }

}  // namespace ruban::mail
