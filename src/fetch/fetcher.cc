// SPDX-License-Identifier: AGPL-3.0-or-later
#include "fetch/fetcher.h"

#include <algorithm>

#include "fetch/request.h"

namespace ruban::fetch {
namespace {

constexpr const char* field_of(bool first) { return first ? "url" : "redirect"; }

template <class T>
Result<T> about(Result<T> result, bool first) {
  if (!result) result.error().field = field_of(first);
  return result;
}

// Where the answer leads; empty if it is the page. What was packed must fit when it is unpacked; what can't
// be unpacked is kept as it came.
Result<std::string> read(const Exchange& exchange, std::size_t most) {
  const auto head = TRY(parse_head(exchange.head));
  const auto content = content_of(head, exchange.body, most);
  if (!content && content.error().kind == Kind::too_large)
    return fail(Kind::too_large, "The server's answer is larger than it may be once it is unpacked.");
  return std::string(head.redirect());
}

}  // namespace

Fetcher::Fetcher(const Clock& clock, Policy policy, Limits limits,
                 std::optional<std::filesystem::path> ca_file)
    : clock_(clock), policy_(std::move(policy)), limits_(limits), ca_file_(std::move(ca_file)) {}

Result<Fetched> Fetcher::operator()(std::string_view address) const {
  using std::chrono::steady_clock;
  const auto end = steady_clock::now() + limits_.whole;
  auto url = TRY(Url::parse(address));
  auto left = limits_;
  Fetched out;
  while (true) {
    const bool first = out.exchanges.empty();
    TRY(about(may_name(policy_, url.port()), first));
    left.whole = std::chrono::duration_cast<std::chrono::milliseconds>(end - steady_clock::now());
    if (left.whole.count() <= 0)
      return fail(Kind::busy, "The server is too slow. Try again in a while.", field_of(first));
    auto exchange = TRY(about(ask(url, policy_, left, ca_file_, clock_.now()), first));
    const auto redirect = TRY(about(read(exchange, limits_.content), first));
    left.wire -= exchange.body.size();
    out.exchanges.push_back(std::move(exchange));
    if (redirect.empty()) return out;
    if (out.exchanges.size() > static_cast<std::size_t>(limits_.redirects))
      return fail(Kind::invalid, "The server sends us on too many times.", field_of(false));
    url = TRY(about(url.resolve(redirect), false));
    if (std::ranges::find(out.exchanges, url.text(), &Exchange::url) != out.exchanges.end())
      return fail(Kind::invalid, "The server sends us in a circle.", field_of(false));
  }
}

}  // namespace ruban::fetch
