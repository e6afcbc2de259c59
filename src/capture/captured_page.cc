// SPDX-License-Identifier: AGPL-3.0-or-later
#include "capture/captured_page.h"

#include <algorithm>

namespace ruban::capture {
namespace {

constexpr int kMostRedirects = 10;

bool is_answer(const WarcRecord& record) { return record.type == "response" && record.holds_http(); }

// In the form that two ways to write an address share; as it is if it isn't one.
std::string normal(std::string_view url) {
  const auto parsed = fetch::Url::parse(url);
  return parsed ? parsed->text() : std::string(url);
}

const WarcRecord* answer_to(std::span<const WarcRecord> records, const std::string& url) {
  const auto found = std::ranges::find_if(records, [&](const WarcRecord& record) {
    return is_answer(record) && (url.empty() || normal(record.target) == url);
  });
  return found == records.end() ? nullptr : &*found;
}

}  // namespace

Result<CapturedPage> captured_page(std::span<const WarcRecord> records, std::string_view url,
                                   std::size_t most) {
  const auto* record = answer_to(records, url.empty() ? "" : normal(url));
  if (record == nullptr)
    return fail(Kind::not_found, "This WARC file holds no answer of a web server for this page.");
  CapturedPage out;
  out.asked = normal(record->target);
  for (int hop = 0; hop <= kMostRedirects; ++hop) {
    const auto answer = TRY(fetch::cut_answer(record->block));
    const auto head = TRY(fetch::parse_head(answer.head));
    out.url = normal(record->target);
    const auto redirect = head.redirect();
    if (redirect.empty()) {
      out.at = record->date;
      out.address = record->address;
      out.status = head.status;
      out.content_type = head.value("content-type");
      out.content = TRY(fetch::content_of(head, answer.body, most));
      return out;
    }
    const auto here = TRY(fetch::Url::parse(record->target));
    const auto there = TRY(here.resolve(redirect));
    record = answer_to(records, there.text());
    if (record == nullptr)
      return fail(Kind::invalid, "This WARC file holds a redirect, but not the page that it leads to.");
  }
  return fail(Kind::invalid, "The redirects in this WARC file lead in a circle.");
}

}  // namespace ruban::capture
