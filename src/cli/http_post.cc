// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/http_post.h"

#include <curl/curl.h>

#include "cli/curl_easy.h"

namespace ruban::cli {
namespace {

constexpr std::size_t kMostAnswer = std::size_t{64} * 1024;

struct ListFree {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

}  // namespace

Result<Posted> http_post(const std::string& url, const std::string& json, const HttpLimits& limits) {
  const auto easy = new_curl(limits);
  auto* curl = easy.get();
  const std::unique_ptr<curl_slist, ListFree> headers(
      curl_slist_append(curl_slist_append(nullptr, "Content-Type: application/json"), "Expect:"));
  CurlBody body{{}, kMostAnswer, false};
  take_into(easy, body);
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, json.data());
  curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(json.size()));
  curl_easy_setopt(curl, CURLOPT_FORBID_REUSE, 1L);
  const auto code = curl_easy_perform(curl);
  if (body.too_large) return fail(Kind::too_large, "The server's answer is larger than it may be.");
  if (code != CURLE_OK) return tl::unexpected(curl_fault(code));
  Posted out;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &out.status);
  out.body = std::move(body.text);
  return out;
}

}  // namespace ruban::cli
