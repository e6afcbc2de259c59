// SPDX-License-Identifier: AGPL-3.0-or-later
// For tests: a source for audits that reads the store itself, and says of the letters what a server would.
#pragma once

#include <boost/json.hpp>

#include "audit/audit.h"
#include "service/count.h"
#include "service/registry.h"
#include "service/store_tiles.h"

namespace ruban::service::test {

class StoreSource final : public audit::Source {
 public:
  explicit StoreSource(Registry& registry)
      : registry_(registry),
        instance_(registry.instance()),
        published_(*instance_.store.record().published_checkpoint()) {}

  Result<Bytes> read(const ledger::TileId& id) override {
    if (id.level != ledger::kEntryLevel) return StoreTiles(instance_.store.record()).read(id);
    Bytes bundle;
    for (const auto& entry : instance_.store.record().entries(id.n * ledger::kTileWidth, id.width)) {
      ledger::append_to_bundle(bundle, entry);
    }
    return bundle;
  }
  Result<std::string> checkpoint() override { return published_.note; }
  Result<std::string> letters() override {
    boost::json::array list;
    for (const auto& l : registry_.letters().all()) {
      list.push_back(
          {{"letter", to_base64(l->id().view())}, {"slug", l->row.slug}, {"version", l->row.version}});
    }
    return boost::json::serialize(boost::json::object{{"letters", std::move(list)}});
  }
  Result<std::string> count(std::string_view slug, std::uint64_t version) override {
    const auto letter = TRY(registry_.letters().find(slug, version));
    boost::json::array classes;
    for (const auto& c : count_letter(instance_, *letter, published_).classes) {
      boost::json::object of_class{{"class", c.name},
                                   {"issuers", boost::json::array(c.issuers.begin(), c.issuers.end())},
                                   {"standing", {{"named", c.named}, {"anon", c.anon}}},
                                   {"withdrawn", c.withdrawn},
                                   {"taken_down", c.taken_down}};
      if (c.kept) of_class["kept"] = *c.kept;
      classes.push_back(std::move(of_class));
    }
    return boost::json::serialize(boost::json::object{{"letter", to_base64(letter->id().view())},
                                                      {"slug", letter->row.slug},
                                                      {"version", letter->row.version},
                                                      {"size", published_.size},
                                                      {"classes", std::move(classes)}});
  }
  Result<std::string> letter_file(std::string_view slug, std::uint64_t version,
                                  std::string_view name) override {
    const auto files = instance_.store.letters().files(slug, static_cast<std::uint32_t>(version));
    const auto found = files.find(std::string(name));
    if (found == files.end()) return fail(Kind::not_found, "There is no such file.");
    return found->second;
  }
  Result<std::string> signatures(std::string_view slug, std::uint64_t version,
                                 std::optional<EntryIndex> after, unsigned limit) override {
    const auto letter = TRY(registry_.letters().find(slug, version));
    auto rows = instance_.store.signatures().list(letter->id(), after, limit + 1, published_.size);
    const bool more = rows.size() > limit;
    if (more) rows.pop_back();
    boost::json::array list;
    for (const auto& row : rows) {
      boost::json::object o{{"index", row.index}, {"issuer", row.issuer}, {"mode", ledger::word(row.mode)},
                            {"state", "valid"},   {"payload", nullptr},   {"salt", nullptr}};
      if (row.payload) {
        o["payload"] = to_base64(as_bytes(row.payload->text));
        o["salt"] = to_base64(row.payload->salt.view());
      }
      list.push_back(std::move(o));
    }
    return boost::json::serialize(boost::json::object{
        {"letter", to_base64(letter->id().view())},
        {"size", published_.size},
        {"signatures", std::move(list)},
        {"next", more ? boost::json::value(rows.back().index) : boost::json::value(nullptr)}});
  }
  Result<std::string> client_file(const Hash& sha256) override {
    auto file = instance_.store.clients().file(sha256);
    if (!file) return fail(Kind::not_found, "There is no such file.");
    return std::move(file->bytes);
  }
  // `paths` alone.
  Result<std::string> at_path(std::string_view path) override {
    const auto found = paths.find(path);
    if (found == paths.end()) return fail(Kind::not_found, "There is no such page.");
    return found->second;
  }

  std::map<std::string, std::string, std::less<>> paths;

 private:
  Registry& registry_;
  Instance instance_;
  store::Checkpoint published_;
};

inline audit::Report audit_now(Registry& registry) {
  StoreSource source(registry);
  auto report = audit::audit(source, ledger::Policy::of(registry.sequencer().verifier(), ""));
  if (!report) throw std::runtime_error(std::string(report.error().message));
  return *std::move(report);
}

}  // namespace ruban::service::test
