// SPDX-License-Identifier: AGPL-3.0-or-later
#include "witness/witness_key.h"

#include <fmt/format.h>

#include <fstream>
#include <optional>

#include "ledger/recount_promise.h"
#include "store/durable.h"

namespace ruban::witness {
namespace {

constexpr std::string_view kHeader = "ruban witness key v1\n", kName = "name ", kSeed = "seed ";
constexpr std::size_t kMostBytes = 1024;

// The value of the line that `rest` begins with.
std::optional<std::string_view> take_line(std::string_view& rest, std::string_view word) {
  const auto end = rest.find('\n');
  if (!rest.starts_with(word) || end == std::string_view::npos) return std::nullopt;
  const auto value = rest.substr(word.size(), end - word.size());
  rest.remove_prefix(end + 1);
  return value;
}

Secret<std::string> read(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string text(kMostBytes, '\0');
  in.read(text.data(), kMostBytes);
  text.resize(static_cast<std::size_t>(in.gcount()));
  return Secret(std::move(text));
}

}  // namespace

ledger::VerifierKey WitnessKey::verifier() const {
  return ledger::VerifierKey::make(name, ledger::KeyType::cosignature, key.public_key());
}

std::string WitnessKey::recount_promise() const { return ledger::sign_recount_promise(verifier(), key); }

Result<void> make_key(const std::filesystem::path& file, const std::string& name, crypto::Random& random) {
  if (!ledger::is_key_name(name)) {
    return fail(Kind::invalid, "A witness’s name has no space and no plus sign: witness.journal.example.",
                "name");
  }
  const auto seed = crypto::SigningKey::generate(random).seed();
  const Secret text(fmt::format("{}{}{}\n{}{}\n", kHeader, kName, name, kSeed, to_base64(seed.view())));
  store::TemporaryFile part(file.string() + ".part");
  part.write(text.view());
  return part.rename_to(file);
}

Result<WitnessKey> open_key(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file))
    return fail(Kind::not_found, "There is no witness in this folder: ruban witness init makes one.");
  if (!store::is_private(file)) {
    return fail(Kind::forbidden, "Keys may be open to nobody but the owner: chmod go= and chown them.",
                file.string());
  }
  const auto wrong = fail(Kind::invalid, "This file isn’t a witness’s key.", file.string());
  const auto text = read(file);
  std::string_view rest = text.expose();
  if (!rest.starts_with(kHeader)) return wrong;
  rest.remove_prefix(kHeader.size());
  const auto name = take_line(rest, kName);
  const auto seed = take_line(rest, kSeed);
  if (!name || !seed || !rest.empty() || !ledger::is_key_name(*name)) return wrong;
  const auto bytes = fixed_from_base64<crypto::Seed>(*seed);
  if (!bytes) return wrong;
  return WitnessKey{std::string(*name), crypto::SigningKey::from_seed(Secret(*bytes))};
}

}  // namespace ruban::witness
