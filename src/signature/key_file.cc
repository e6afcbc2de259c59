// SPDX-License-Identifier: AGPL-3.0-or-later
#include "signature/key_file.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

namespace ruban::signature {
namespace {

constexpr std::string_view kHeader = "ruban key v1";
constexpr std::array<std::string_view, 8> kKeys{"origin",  "letter", "issuer", "seed",
                                                "blinded", "cred",   "mode",   "index"};
constexpr std::size_t kMaxOrigin = 255;
constexpr std::size_t kMaxLabel = 64;

tl::unexpected<Error> damaged() {
  return fail(Kind::invalid, "This key file is damaged: please use the file as it was downloaded.",
              "key-file");
}

// Lines without their ends; the last line may lack its own.
std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const auto end = text.find('\n');
    auto line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    out.push_back(line);
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return out;
}

Result<std::string_view> value_of(std::string_view line, std::string_view key) {
  if (line.size() <= key.size() + 1 || !line.starts_with(key) || line[key.size()] != ' ') return damaged();
  return line.substr(key.size() + 1);
}

bool is_origin(std::string_view text) {
  return text.size() <= kMaxOrigin && text.find("://") == std::string_view::npos && !text.ends_with('/') &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f && c != '+'; });
}

bool is_label(std::string_view text) {
  return text.size() <= kMaxLabel && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
         });
}

// A number as long as a modulus, or "-".
Result<std::optional<Bytes>> modular(std::string_view text) {
  if (text == "-") return std::nullopt;
  auto bytes = from_base64(text);
  if (!bytes || (bytes->size() != 256 && bytes->size() != 384 && bytes->size() != 512)) return damaged();
  return *std::move(bytes);
}

Result<std::optional<ledger::Mode>> mode_of(std::string_view text) {
  if (text == "-") return std::nullopt;
  for (const auto mode : {ledger::Mode::named, ledger::Mode::anon}) {
    if (text == ledger::word(mode)) return mode;
  }
  return damaged();
}

Result<std::optional<EntryIndex>> index_of(std::string_view text) {
  if (text == "-") return std::nullopt;
  EntryIndex index = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), index);
  const bool leading_zero = text.size() > 1 && text.front() == '0';
  if (error != std::errc{} || end != text.data() + text.size() || leading_zero ||
      index > ledger::kMaxInteger) {
    return damaged();
  }
  return index;
}

template <class F>
Result<F> fixed(std::string_view base64) {
  auto value = fixed_from_base64<F>(base64);
  if (!value) return damaged();
  return value;
}

}  // namespace

Secret<std::string> format(const KeyFile& file) {
  const auto optional_base64 = [](const std::optional<Bytes>& bytes) {
    return bytes ? to_base64(*bytes) : std::string("-");
  };
  const auto letter = to_base64(file.letter.view());
  const auto blinded = optional_base64(file.blinded);
  const auto cred = optional_base64(file.cred);
  const auto index = file.index ? std::to_string(*file.index) : std::string("-");
  const Secret<std::string> seed(to_base64(file.seed.view()));
  std::string out;
  out.reserve(kMaxKeyFile);  // so that growing leaves no copy of the seed behind
  out.append(kHeader).append("\n");
  const auto values =
      std::to_array<std::string_view>({file.origin, letter, file.issuer, seed.expose(), blinded, cred,
                                       file.mode ? ledger::word(*file.mode) : "-", index});
  for (std::size_t i = 0; i < kKeys.size(); ++i) {
    out.append(kKeys[i]).append(" ").append(values[i]).append("\n");
  }
  return Secret(std::move(out));
}

Result<KeyFile> parse_key_file(std::string_view text) {
  if (text.size() > kMaxKeyFile)
    return fail(Kind::invalid, "This file is too large for a key file.", "key-file");
  const auto lines = lines_of(text);
  if (lines.empty() || lines.front() != kHeader) {
    return fail(Kind::invalid,
                "This is not a key file: please choose the file whose name ends in .ruban-key.", "key-file");
  }
  if (lines.size() != 1 + kKeys.size()) return damaged();
  std::array<std::string_view, kKeys.size()> values;
  for (std::size_t i = 0; i < kKeys.size(); ++i) values[i] = TRY(value_of(lines[1 + i], kKeys[i]));
  const auto [origin, letter, issuer, seed, blinded, cred, mode, index] = values;
  if (!is_origin(origin) || !is_label(issuer)) return damaged();
  // one after the other: TRY inside the braces of an aggregate would leak the members before it
  KeyFile file;
  file.origin = origin;
  file.letter = TRY(fixed<LetterId>(letter));
  file.issuer = issuer;
  file.seed = Secret(TRY(fixed<crypto::Seed>(seed)));
  file.blinded = TRY(modular(blinded));
  file.cred = TRY(modular(cred));
  file.mode = TRY(mode_of(mode));
  file.index = TRY(index_of(index));
  if (file.blinded && file.cred && file.blinded->size() != file.cred->size()) return damaged();
  return file;
}

}  // namespace ruban::signature
