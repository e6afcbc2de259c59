// SPDX-License-Identifier: AGPL-3.0-or-later
// rooms: fetch
// An answer of a stranger's server, cut, read and unpacked: any bytes give content within its limit, or an
// error.
#include "core/check.h"
#include "fetch/http_message.h"
#include "fetch/url.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace ruban::fetch;
  constexpr std::size_t kMost = 100'000;
  const std::string_view input(reinterpret_cast<const char*>(bytes), size);
  const auto answer = cut_answer(input);
  if (!answer) return 0;
  CHECK(answer->head.size() + answer->body.size() == size);
  const auto head = parse_head(answer->head);
  if (!head) return 0;
  if (const auto content = content_of(*head, answer->body, kMost)) CHECK(content->size() <= kMost);
  const auto page = Url::parse("https://example.org/a/b?c").value();
  if (const auto to = page.resolve(head->value("location"))) CHECK(Url::parse(to->text()) == *to);
  return 0;
}
