// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/witness_door.h"

#include <curl/curl.h>

#include <stdexcept>

#include "ledger/note.h"

namespace ruban::app {
namespace {

constexpr long kMilliseconds = 2000;

class HttpDoor final : public service::WitnessDoor {
 public:
  explicit HttpDoor(std::string url) : url_(std::move(url)), curl_(curl_easy_init(), curl_easy_cleanup) {
    if (!curl_) throw std::runtime_error("libcurl can't be started");
    while (url_.ends_with('/')) url_.pop_back();
    headers_ = {curl_slist_append(curl_slist_append(nullptr, "Content-Type: text/plain"), "Expect:"),
                curl_slist_free_all};
    auto* curl = curl_.get();
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, kMilliseconds);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "ruban/" RUBAN_VERSION);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
  }

  Result<Answer> post(const std::string& path, const std::string& body) override {
    auto* curl = curl_.get();
    curl_easy_setopt(curl, CURLOPT_POST, 1L);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body.c_str());
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size()));
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers_.get());
    return exchange(path);
  }
  Result<Answer> get(const std::string& path) override {
    auto* curl = curl_.get();
    curl_easy_setopt(curl, CURLOPT_HTTPGET, 1L);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, nullptr);
    return exchange(path);
  }

 private:
  static std::size_t take(char* data, std::size_t, std::size_t bytes, void* into) {
    auto& body = *static_cast<std::string*>(into);
    if (body.size() + bytes > ledger::kMaxNoteBytes) return 0;
    body.append(data, bytes);
    return bytes;
  }

  Result<Answer> exchange(const std::string& path) {
    auto* curl = curl_.get();
    const auto url = url_ + path;
    Answer answer;
    curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer.body);
    if (curl_easy_perform(curl) != CURLE_OK)
      return fail(Kind::busy, "The witness can't be reached, is too slow, or answers too much.");
    long status = 0;
    const char* type = nullptr;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(curl, CURLINFO_CONTENT_TYPE, &type);
    answer.status = static_cast<int>(status);
    if (type != nullptr) answer.content_type = type;
    return answer;
  }

  std::string url_;
  std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl_;
  std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> headers_{nullptr, curl_slist_free_all};
};

}  // namespace

std::unique_ptr<service::WitnessDoor> open_witness_door(const std::string& url) {
  return std::make_unique<HttpDoor>(url);
}

}  // namespace ruban::app
