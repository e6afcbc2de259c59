// SPDX-License-Identifier: AGPL-3.0-or-later
// Writes a record of some thousand entries into a folder, as a server would lay it open, with older
// checkpoints, receipts and the verifier keys beside it.
#include <fmt/format.h>

#include <filesystem>
#include <fstream>

#include "audit/test_record.h"
#include "ledger/tlog_proof.h"
#include "ledger/tree.h"

namespace ruban {
namespace {

namespace fs = std::filesystem;

const std::string kOrigin = "ruban.example.org/log";
constexpr TreeSize kSizes[] = {1, 2, 255, 256, 257, 700, 1024, 3333};

void write(const fs::path& path, std::string_view text) {
  fs::create_directories(path.parent_path());
  std::ofstream out(path, std::ios::binary);
  out << text;
  CHECK(out.flush().good());
}

class Folder final : public ledger::TileReader {
 public:
  explicit Folder(fs::path path) : path_(std::move(path)) {}
  void put(const std::vector<ledger::Tile>& tiles) {
    for (const auto& tile : tiles) write(path_ / ledger::tile_path(tile.id), as_text(tile.bytes));
  }
  Result<Bytes> read(const ledger::TileId& id) override {
    std::ifstream in(path_ / ledger::tile_path(id), std::ios::binary);
    if (!in) return fail(Kind::not_found, "There is no such tile.");
    return Bytes(std::istreambuf_iterator<char>(in), {});
  }

 private:
  fs::path path_;
};

std::vector<std::string> make_entries(TreeSize size) {
  const auto letter = audit::letter_entry("letter", {audit::issuer_line(0)});
  std::vector<std::string> out{ledger::format_entry(letter)};
  for (std::uint32_t i = 1; i < size; ++i) {
    out.push_back(ledger::format_entry(
        audit::sign_entry(audit::id_of(letter), audit::issuer_key(0), audit::signer_key(i))));
  }
  return out;
}

void run(const fs::path& folder, const std::vector<TreeSize>& sizes) {
  const auto log_key = audit::signer_key(1'000'000), witness_key = audit::signer_key(1'000'001);
  write(folder / "log.vkey",
        ledger::VerifierKey::make(kOrigin, ledger::KeyType::ed25519, log_key.public_key()).text());
  write(folder / "witness.vkey",
        ledger::VerifierKey::make("witness.example", ledger::KeyType::cosignature, witness_key.public_key())
            .text());

  const auto entries = make_entries(sizes.back());
  Folder log(folder / "log");
  ledger::Tree tree;
  std::string note;
  for (const auto size : sizes) {
    const auto from = tree.size(), partial = from % ledger::kTileWidth;
    const std::span all(entries);
    std::vector<Hash> leaves;
    for (const auto& entry : all.subspan(from, size - from))
      leaves.push_back(ledger::leaf_hash(as_bytes(entry)));
    log.put(ledger::bundles_for(from, all.subspan(from - partial, partial), all.subspan(from, size - from)));
    log.put(tree.append(leaves));
    const ledger::Checkpoint checkpoint{kOrigin, size, tree.root()};
    note = ledger::sign_checkpoint(checkpoint, log_key);
    note +=
        ledger::format_signature_line(ledger::cosign(ledger::format_checkpoint(checkpoint), "witness.example",
                                                     witness_key, Instant(std::chrono::seconds(1529413200))));
    write(folder / "checkpoints" / fmt::format("{}", size), note);
  }
  write(folder / "log" / "checkpoint", note);
  write(folder / "log" / "policy",
        ledger::Policy::of(ledger::VerifierKey::make(kOrigin, ledger::KeyType::ed25519, log_key.public_key()),
                           "")
            .text());

  ledger::TileHashReader hashes(tree.size(), log);
  for (const EntryIndex index :
       {EntryIndex{0}, EntryIndex{1}, EntryIndex{1023}, EntryIndex{3071}, tree.size() - 1}) {
    if (index >= tree.size()) continue;
    const auto proof = ledger::prove_inclusion(index, tree.size(), hashes);
    const ledger::TlogProof receipt{to_bytes(entries[index]), index, *proof, note};
    write(folder / "receipts" / fmt::format("{}.tlog-proof", index), ledger::format_tlog_proof(receipt));
  }
}

}  // namespace
}  // namespace ruban

int main(int argc, char** argv) {
  if (argc != 2 && argc != 3) {
    std::fputs("usage: write_record FOLDER [SIZE]\n", stderr);
    return 2;
  }
  const std::vector<ruban::TreeSize> usual(std::begin(ruban::kSizes), std::end(ruban::kSizes));
  ruban::run(argv[1], argc == 2 ? usual : std::vector<ruban::TreeSize>{std::stoull(argv[2])});
}
