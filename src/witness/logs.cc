// SPDX-License-Identifier: AGPL-3.0-or-later
#include "witness/logs.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/check.h"
#include "crypto/sha256.h"
#include "store/durable.h"
#include "store/published_file.h"

namespace ruban::witness {
namespace {

constexpr std::string_view kFirstLines =
    "# The records that this witness watches over: ruban witness add-log VKEY URL adds one.\n"
    "quorum none\n";

}  // namespace

std::string hash_of_origin(std::string_view origin) { return to_hex(crypto::sha256(origin).view()); }

std::filesystem::path Logs::file_of(std::string_view origin) const {
  return folder_ / "seen" / hash_of_origin(origin);
}

void Logs::create() const {
  store::make_private_folder(folder_ / "seen");
  store::PublishedFile(folder_ / "logs").write(std::string(kFirstLines));
}

void Logs::sync() const { store::sync_folder(folder_ / "seen"); }

Result<std::vector<ledger::Policy::Log>> Logs::all() const {
  const auto text = store::PublishedFile(folder_ / "logs").read();
  if (!text) return fail(Kind::not_found, "The list of this witness’s logs is missing.", "logs");
  auto policy = ledger::Policy::parse(*text);
  if (!policy) {
    policy.error().field = fmt::format("logs, {}", policy.error().field);
    return tl::unexpected(policy.error());
  }
  return policy->logs();
}

Result<void> Logs::add(const ledger::VerifierKey& key, const std::string& url) const {
  TRY(ledger::parse_origin(key.name()));
  const auto known = TRY(all());
  for (const auto& log : known) {
    if (log.key == key) return fail(Kind::conflict, "This witness watches over this log already.");
    if (log.key.name() == key.name()) {
      return fail(Kind::conflict,
                  "This witness knows this log under another key. If its operator has announced a new one, "
                  "and you have heard so in another way, write it into the file logs.");
    }
  }
  const auto file = store::PublishedFile(folder_ / "logs");
  const auto text = fmt::format("{}log {} {}\n", file.read().value_or(""), key.text(), url);
  TRY(ledger::Policy::parse(text));
  // What was ever cosigned under this name is kept.
  if (!std::filesystem::exists(file_of(key.name()))) remember(key.name(), "");
  file.write(text);
  return {};
}

Result<std::string> Logs::seen(std::string_view origin) const {
  auto text = store::PublishedFile(file_of(origin)).read();
  if (!text) {
    return fail(Kind::conflict,
                "What this witness has cosigned last of this log is missing, so nothing more is cosigned.",
                std::string(origin));
  }
  return *std::move(text);
}

void Logs::remember(std::string_view origin, const std::string& note) const {
  store::PublishedFile(file_of(origin)).write(note);
}

}  // namespace ruban::witness
