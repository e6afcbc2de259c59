// SPDX-License-Identifier: AGPL-3.0-or-later
// For tests: a record and the server that shows it, in memory, so that each can be made to lie.
#pragma once

#include <fmt/format.h>

#include <map>
#include <string>
#include <vector>

#include "audit/source.h"
#include "audit/test_record.h"
#include "ledger/checkpoint.h"
#include "ledger/policy.h"
#include "ledger/tree.h"

namespace ruban::audit {

class MemorySource final : public Source {
 public:
  std::vector<std::string> entries;
  std::map<ledger::TileId, Bytes> tiles;
  // Texts by their address: "checkpoint", "letters", "count SLUG VERSION", "file SLUG VERSION NAME",
  // "signatures SLUG VERSION AFTER",
  // "client HEX", "at PATH".
  std::map<std::string, std::string> texts;

  EntryIndex add(const ledger::Entry& entry) {
    entries.push_back(ledger::format_entry(entry));
    return entries.size() - 1;
  }

  // Writes tiles and checkpoint anew, as a server would after its last commit.
  void publish() {
    std::vector<Hash> leaves;
    for (const auto& entry : entries) leaves.push_back(ledger::leaf_hash(as_bytes(entry)));
    ledger::Tree tree;
    tiles.clear();
    for (auto& tile : tree.append(leaves)) tiles[tile.id] = std::move(tile.bytes);
    for (auto& tile : ledger::bundles_for(0, {}, entries)) tiles[tile.id] = std::move(tile.bytes);
    texts["checkpoint"] = ledger::sign_checkpoint({kOrigin, tree.size(), tree.root()}, log_key());
  }

  static crypto::SigningKey log_key() { return signer_key(1'000'000); }
  static ledger::Policy policy() {
    return ledger::Policy::of(
        ledger::VerifierKey::make(kOrigin, ledger::KeyType::ed25519, log_key().public_key()), "");
  }

  Result<Bytes> read(const ledger::TileId& id) override {
    const auto at = tiles.find(id);
    if (at == tiles.end()) return fail(Kind::not_found, "There is no such tile.");
    return at->second;
  }
  Result<std::string> checkpoint() override { return text("checkpoint"); }
  Result<std::string> letters() override { return text("letters"); }
  Result<std::string> count(std::string_view slug, std::uint64_t version) override {
    return text(fmt::format("count {} {}", slug, version));
  }
  Result<std::string> letter_file(std::string_view slug, std::uint64_t version,
                                  std::string_view name) override {
    return text(fmt::format("file {} {} {}", slug, version, name));
  }
  Result<std::string> signatures(std::string_view slug, std::uint64_t version,
                                 std::optional<EntryIndex> after, unsigned) override {
    return text(fmt::format("signatures {} {} {}", slug, version, after ? fmt::format("{}", *after) : "-"));
  }
  Result<std::string> client_file(const Hash& sha256) override {
    return text("client " + to_hex(sha256.view()));
  }
  Result<std::string> at_path(std::string_view path) override { return text(fmt::format("at {}", path)); }

 private:
  inline static const std::string kOrigin = "ruban.example.org/log";
  Result<std::string> text(const std::string& address) const {
    const auto at = texts.find(address);
    if (at == texts.end()) return fail(Kind::not_found, "There is no such page.");
    return at->second;
  }
};

}  // namespace ruban::audit
