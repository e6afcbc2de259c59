// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/witness_config.h"

#include <fmt/format.h>

#include <fstream>

#include "app/config.h"
#include "letter/toml_library.h"
#include "store/durable.h"

namespace ruban::app {
namespace {

std::string where(const toml::node& node) {
  return fmt::format("witness.toml, line {}", node.source().begin.line);
}

Result<void> read(WitnessConfig& config, std::string_view key, const toml::node& node) {
  const auto text = [&](std::string& into) -> Result<void> {
    const auto value = node.value<std::string>();
    if (!value) return fail(Kind::invalid, "Write a text between quotation marks.", where(node));
    into = *value;
    return {};
  };
  if (key == "url") return text(config.about.url);
  if (key == "run-by") return text(config.about.run_by);
  if (key == "contact") return text(config.about.contact);
  if (key == "address") return text(config.address);
  if (key == "recount") {
    const auto value = node.value<bool>();
    if (!value || !node.is_boolean()) return fail(Kind::invalid, "Write true or false.", where(node));
    config.about.recounts = *value;
    return {};
  }
  if (key == "port") {
    const auto value = node.value<std::int64_t>();
    if (!value || *value < 1 || *value > 65535)
      return fail(Kind::invalid, "A port is a number up to 65535.", where(node));
    config.port = static_cast<std::uint16_t>(*value);
    return {};
  }
  return fail(Kind::invalid, "There is no such setting of a witness.", where(node));
}

// A text of one line as TOML writes it.
}  // namespace

void write_witness_config(const std::filesystem::path& file, const WitnessConfig& config) {
  const auto& about = config.about;
  const auto text = fmt::format(
      "# This witness. Whether it recounts belongs to its key and can't change: who trusts the key relies on "
      "it.\n"
      "url = {}\nrun-by = {}\ncontact = {}\nrecount = {}\naddress = {}\nport = {}\n",
      in_toml(about.url), in_toml(about.run_by), in_toml(about.contact), about.recounts,
      in_toml(config.address), config.port);
  store::TemporaryFile part(file.string() + ".part");
  part.write(as_bytes(text));
  part.replace(file);
}

Result<WitnessConfig> read_witness_config(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file))
    return fail(Kind::not_found, "There is no witness in this folder: ruban witness init makes one.");
  std::ifstream in(file);
  const auto parsed = toml::parse(in);
  if (!parsed) {
    return fail(Kind::invalid, "This file can’t be read as TOML.",
                fmt::format("witness.toml, line {}", parsed.error().source().begin.line));
  }
  WitnessConfig out;
  for (const auto& [key, node] : parsed.table()) TRY(read(out, key.str(), node));
  return out;
}

}  // namespace ruban::app
