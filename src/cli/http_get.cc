// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/http_get.h"

#include <curl/curl.h>

#include <algorithm>
#include <stdexcept>
#include <thread>

#include "cli/curl_easy.h"

namespace ruban::cli {
namespace {

constexpr int kMostRedirects = 5;
constexpr std::size_t kAtOnce = 8;

struct UrlFree {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
using Url = std::unique_ptr<CURLU, UrlFree>;

std::string part(const Url& url, CURLUPart which, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url.get(), which, &text, flags) != CURLUE_OK) return {};
  std::string out(text);
  curl_free(text);
  return out;
}

Url parse_url(const std::string& text) {
  Url url(curl_url());
  if (url && curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) url.reset();
  return url;
}

// "https://ruban.example.org:443": equal if, and only if, scheme, host and port are.
std::string site_of(const Url& url) {
  auto host = part(url, CURLUPART_HOST);
  std::ranges::transform(host, host.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return part(url, CURLUPART_SCHEME) + "://" + host + ":" + part(url, CURLUPART_PORT, CURLU_DEFAULT_PORT);
}

}  // namespace

Result<std::string> parse_site(std::string_view text) {
  const auto wrong = [] {
    return fail(Kind::invalid,
                "Write scheme and host only, as https://ruban.example.org or http://localhost:8080.");
  };
  const auto url = parse_url(std::string(text));
  if (!url) return wrong();
  const auto scheme = part(url, CURLUPART_SCHEME);
  if ((scheme != "http" && scheme != "https") || part(url, CURLUPART_HOST).empty()) return wrong();
  for (auto unwanted : {CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_QUERY, CURLUPART_FRAGMENT}) {
    if (!part(url, unwanted).empty()) return wrong();
  }
  if (part(url, CURLUPART_PATH) != "/") return wrong();
  const auto port = part(url, CURLUPART_PORT);
  return scheme + "://" + part(url, CURLUPART_HOST) + (port.empty() ? "" : ":" + port);
}

void HttpGet::FreeMulti::operator()(void* multi) const { curl_multi_cleanup(multi); }

HttpGet::HttpGet(HttpLimits limits) : limits_(std::move(limits)), curl_(new_curl(limits_)) {
  if (!limits_.pause) limits_.pause = [](std::chrono::seconds time) { std::this_thread::sleep_for(time); };
}

Result<std::string> HttpGet::operator()(const std::string& url, std::size_t most) {
  for (int tried = 1;; ++tried) {
    auto answer = once(url, most);
    if (answer || answer.error().kind != Kind::busy || tried >= limits_.tries) return answer;
    limits_.pause(std::chrono::seconds(tried));
  }
}

Result<std::string> HttpGet::once(std::string url, std::size_t most) {
  auto* curl = curl_.get();
  const auto parsed = parse_url(url);
  if (!parsed) return fail(Kind::invalid, "This isn't an address that can be fetched.");
  const auto site = site_of(parsed);
  for (int hop = 0; hop <= kMostRedirects; ++hop) {
    CurlBody body{{}, most, false};
    curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
    take_into(curl_, body);
    const auto code = curl_easy_perform(curl);
    if (body.too_large) return fail(Kind::too_large, "The server's answer is larger than it may be.");
    if (code != CURLE_OK) return tl::unexpected(curl_fault(code));
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    if (status == 200) return std::move(body.text);
    if (status == 404 || status == 410) return fail(Kind::not_found, "The server doesn't have this.");
    if (status == 429 || status >= 500)
      return fail(Kind::busy, "The server is busy or broken. Try again in a while.");
    const char* target = nullptr;
    curl_easy_getinfo(curl, CURLINFO_REDIRECT_URL, &target);
    if (target == nullptr)
      return fail(Kind::invalid, "The server's answer isn't one that a Ruban server gives.");
    const auto next = parse_url(target);
    if (!next || site_of(next) != site) {
      return fail(Kind::invalid,
                  "The server sends us to another address, which isn't followed. Give that one instead.");
    }
    url = target;
  }
  return fail(Kind::invalid, "The server sends us in a circle.");
}

// What isn't simply there at the first try is asked for once more, one after the other.
std::vector<Result<std::string>> HttpGet::all(std::span<const Wanted> wanted) {
  if (!multi_) multi_.reset(curl_multi_init());
  if (!multi_) throw std::runtime_error("libcurl can't be started");
  while (easies_.size() < std::min(kAtOnce, wanted.size())) easies_.push_back(new_curl(limits_));
  std::vector<CurlBody> bodies;
  for (const auto& one : wanted) bodies.push_back({{}, one.most, false});
  std::vector<bool> there(wanted.size());
  std::size_t next = 0, running = 0;
  const auto start = [&](CURL* easy) {
    curl_easy_setopt(easy, CURLOPT_URL, wanted[next].url.c_str());
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &bodies[next]);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, &bodies[next]);
    if (curl_multi_add_handle(multi_.get(), easy) != CURLM_OK) throw std::runtime_error("libcurl failed");
    ++next;
    ++running;
  };
  for (std::size_t i = 0; i < easies_.size() && next < wanted.size(); ++i) start(easies_[i].get());
  while (running > 0) {
    int active = 0, left = 0;
    if (curl_multi_perform(multi_.get(), &active) != CURLM_OK) throw std::runtime_error("libcurl failed");
    while (const auto* done = curl_multi_info_read(multi_.get(), &left)) {
      auto* easy = done->easy_handle;
      const auto code = done->data.result;
      char* body = nullptr;
      long status = 0;
      curl_easy_getinfo(easy, CURLINFO_PRIVATE, &body);
      curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
      there[static_cast<std::size_t>(reinterpret_cast<CurlBody*>(body) - bodies.data())] =
          code == CURLE_OK && status == 200;
      curl_multi_remove_handle(multi_.get(), easy);
      --running;
      if (next < wanted.size()) start(easy);
    }
    if (running > 0) curl_multi_poll(multi_.get(), nullptr, 0, 1000, nullptr);
  }
  std::vector<Result<std::string>> out;
  out.reserve(wanted.size());
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    out.push_back(there[i] ? Result<std::string>(std::move(bodies[i].text))
                           : (*this)(wanted[i].url, wanted[i].most));
  }
  return out;
}

}  // namespace ruban::cli
