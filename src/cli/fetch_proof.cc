// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/fetch_proof.h"

#include <charconv>

#include "eligibility/domain_proof.h"
#include "fetch/fetcher.h"

namespace ruban::cli {
namespace {

using std::chrono::milliseconds;

// With room on the wire for chunks and padding, none for a second page.
constexpr fetch::Limits kLimits{.connect = milliseconds(5'000),
                                .whole = milliseconds(15'000),
                                .silence = std::chrono::seconds(5),
                                .head = std::size_t{16} << 10,
                                .wire = 2 * eligibility::kMaxProofFile,
                                .content = eligibility::kMaxProofFile,
                                .redirects = 0};

Result<std::string> text_of(const fetch::Exchange& page) {
  const auto head = TRY(fetch::parse_head(page.head));
  switch (page.status) {
    case 200:
      return fetch::content_of(head, page.body, eligibility::kMaxProofFile);
    case 404:
    case 410:
      return std::string();
    default:
      if (page.status == 429 || page.status >= 500)
        return fail(Kind::busy, "The server is busy or broken. Try again in a while.");
      return fail(Kind::invalid,
                  "The web site refuses to give the file out: it must be there for everybody.");
  }
}

}  // namespace

Result<fetch::Policy::Endpoint> parse_endpoint(std::string_view text) {
  const auto wrong = fail(
      Kind::invalid, "Write an address and a port, as 192.0.2.7:443 or [2001:db8::7]:443.", "--connect-to");
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos) return wrong;
  auto host = text.substr(0, colon);
  const auto digits = text.substr(colon + 1);
  const bool bracketed = host.starts_with('[') && host.ends_with(']');
  if (bracketed) host = host.substr(1, host.size() - 2);
  const auto address = fetch::IpAddress::parse(host);
  if (!address || bracketed != (address->family == fetch::IpAddress::Family::v6)) return wrong;
  fetch::Policy::Endpoint out{*address, 0};
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), out.port);
  if (error != std::errc() || end != digits.data() + digits.size() || out.port == 0) return wrong;
  return out;
}

Result<std::string> fetch_proof(const Clock& clock, const std::string& domain, const ProofSite& site) {
  fetch::Policy policy{.ports = {443}};
  if (site.connect_to) {
    policy.also.push_back(*site.connect_to);
    policy.detour = {domain, *site.connect_to};
  }
  const fetch::Fetcher fetcher(clock, policy, kLimits, site.ca_file);
  const auto fetched = fetcher(eligibility::file_address(domain));
  if (fetched) return text_of(fetched->page());
  if (fetched.error().field == "redirect")
    return fail(Kind::invalid,
                "The web site sends us on to another address, which isn't followed: the file must be at this "
                "very one.");
  return tl::unexpected(fetched.error());
}

}  // namespace ruban::cli
