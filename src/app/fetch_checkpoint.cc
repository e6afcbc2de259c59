// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/fetch_checkpoint.h"

#include <curl/curl.h>

#include <memory>

#include "ledger/note.h"

namespace ruban::app {
namespace {

std::size_t take(char* data, std::size_t, std::size_t bytes, void* into) {
  auto& out = *static_cast<std::string*>(into);
  if (out.size() + bytes > ledger::kMaxNoteBytes) return 0;
  out.append(data, bytes);
  return bytes;
}

}  // namespace

Result<std::string> fetch_checkpoint(const std::string& url) {
  std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(), curl_easy_cleanup);
  std::string out;
  curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, "http,https,file");
  curl_easy_setopt(curl.get(), CURLOPT_FAILONERROR, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT, 15L);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, take);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &out);
  if (curl_easy_perform(curl.get()) != CURLE_OK) {
    return fail(
        Kind::busy,
        "The copy of the last checkpoint can’t be fetched, so it isn’t sure that this is the newest state.",
        "checkpoint-url");
  }
  return out;
}

}  // namespace ruban::app
