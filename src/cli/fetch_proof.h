// SPDX-License-Identifier: AGPL-3.0-or-later
// Fetches the file with which a domain is proved, from that domain's own web site and from nowhere else.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"
#include "core/time.h"
#include "fetch/address_guard.h"

namespace ruban::cli {

struct ProofSite {
  std::optional<fetch::Policy::Endpoint> connect_to{};  // instead of where the domain's name leads
  std::optional<std::filesystem::path> ca_file{};       // certificates to trust instead of the machine's
};

// "192.0.2.7:8443" or "[2001:db8::7]:8443"; the field is "--connect-to".
Result<fetch::Policy::Endpoint> parse_endpoint(std::string_view text);

// Its text, of at most eligibility::kMaxProofFile bytes; empty if the site says that there is no such file.
// No redirect is followed, and only addresses of the public web are asked. Kind::forbidden if the name leads
// elsewhere; Kind::too_large; Kind::not_found if nobody has the name; Kind::busy if the site can't be reached
// within fifteen seconds, breaks off or is overloaded; Kind::invalid for a certificate that isn't the
// domain's, a redirect, and every other answer.
Result<std::string> fetch_proof(const Clock& clock, const std::string& domain, const ProofSite& site);

}  // namespace ruban::cli
