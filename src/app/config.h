// SPDX-License-Identifier: AGPL-3.0-or-later
// Configuration: flag over environment (RUBAN_…) over ruban.toml over default, and every fault of it at once.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "fetch/address_guard.h"

namespace ruban::app {

struct Config {
  std::filesystem::path data = ".";  // the instance's folder
  std::string url;                   // "https://ruban.example.org": scheme and host as visitors see them
  std::string origin;                // of the record; fixed at `ruban init`
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;
  std::string admin_address = "127.0.0.1";
  std::uint16_t admin_port = 0;        // 0: none
  std::filesystem::path instance_key;  // wraps the keys of the vault; default: DATA/instance.key
  std::string mail = "none";           // "none", "file:FOLDER", "smtp://HOST:PORT", "smtps://HOST:PORT"
  std::string mail_tls = "required";   // of smtp://: "required", "offered", "none"
  std::string mail_from;
  std::string mail_name = "Ruban";
  std::string mail_user;
  std::filesystem::path mail_password_file;
  std::filesystem::path mail_ca_file;
  int key_bits = 2048;
  std::string checkpoint_url;  // where a copy of the last published checkpoint is asked for at the start
  bool accept_rollback = false;
  // Folder in a memory file system for the pool of anonymous signatures. Default: $RUNTIME_DIRECTORY, else
  // $XDG_RUNTIME_DIR, else /dev/shm, with a folder of the instance in it.
  std::filesystem::path pool;
  std::filesystem::path witnesses;     // policy file with the witnesses to ask; empty: none
  std::set<std::string> recounted_by;  // what witnesses of that policy have signed: that they recount
  std::optional<std::chrono::seconds> publish_every;
  std::optional<std::chrono::days> erase_after;  // a letter's end, what its signers wrote; nothing: never
  fetch::Policy fetch;                           // where pages may be captured from
};

struct ConfigFault {
  std::string where;  // "ruban.toml, line 3", "RUBAN_PORT", "--port"
  std::string what;
};

// One setting as the three sources name it: `mail-from` in ruban.toml, RUBAN_MAIL_FROM, --mail-from.
struct Setting {
  std::string name;
  std::string help;
  std::function<Result<void>(Config&, const std::string&)> set;
};
const std::vector<Setting>& settings();

// `flags` by setting name; `environment` gives the value of a variable, if it is set. Reads DATA/ruban.toml
// if it is there. An unknown key is a fault.
std::optional<Config> read_config(
    const std::filesystem::path& data, const std::map<std::string, std::string>& flags,
    const std::function<std::optional<std::string>(const std::string&)>& environment,
    std::vector<ConfigFault>& faults);

// The text as a basic string of TOML, quotes included; control characters are left out.
std::string in_toml(std::string_view text);

}  // namespace ruban::app
