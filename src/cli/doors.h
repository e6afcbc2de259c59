// SPDX-License-Identifier: AGPL-3.0-or-later
// What the commands need of the outer ring: opened in app/, where the drivers are named.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/result.h"
#include "service/registry.h"

namespace ruban::cli {

// Settings given as flags, by name without dashes: {"port", "8081"}.
using Flags = std::map<std::string, std::string>;

struct SettingHelp {
  std::string name, help;
};

// An instance opened by a command, for as long as the command runs.
class OpenInstance {
 public:
  virtual ~OpenInstance() = default;
  virtual service::Registry& registry() = 0;
  virtual int key_bits() const = 0;  // of new issuer keys
  virtual const std::string& url() const = 0;
  // Checkpoints of this record that are kept elsewhere: nobody writes it without having compared them.
  virtual Result<std::vector<std::string>> seen_elsewhere() const = 0;
};

// One thing that stops a start, and where it was found: a line of ruban.toml, a variable, a flag, a key's
// file.
struct Trouble {
  std::string where;
  std::string what;
};

struct Doors {
  std::vector<SettingHelp> settings;  // every setting is a flag of serve and of whatever opens an instance
  std::function<tl::expected<std::unique_ptr<OpenInstance>, std::vector<Trouble>>(
      const std::filesystem::path& data, const Flags& flags)>
      open;
  // Makes folder, ruban.toml, keys and database. `flags` must hold url.
  std::function<Result<void>(const std::filesystem::path& data, const Flags& flags)> init;
  // Copies a backup into an empty instance's folder.
  std::function<Result<void>(const std::filesystem::path& backup, const std::filesystem::path& data)> restore;
  // Exit codes; they serve until a signal.
  std::function<int(const std::filesystem::path& data, const Flags& flags)> serve;
  std::function<int(std::uint16_t port)> demo;
};

}  // namespace ruban::cli
