// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/config.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <sstream>

#include "ledger/checkpoint.h"
#include "letter/toml_library.h"

namespace ruban::app {
namespace {

Result<std::uint16_t> parse_port(const std::string& text) {
  std::uint16_t out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc() || end != text.data() + text.size())
    return fail(Kind::invalid, "A port is a number up to 65535.");
  return out;
}

Result<std::string> parse_url(const std::string& text) {
  const bool http = text.starts_with("http://") || text.starts_with("https://");
  const auto host = text.substr(std::min(text.size(), text.find("//") + 2));
  if (!http || host.empty() || host.find_first_of("/?#@\\ \t\r\n") != std::string::npos) {
    return fail(Kind::invalid,
                "Write scheme and host only, without a slash at the end: https://ruban.example.org");
  }
  return text;
}

template <class T>
Setting text_setting(std::string name, T Config::*member, std::string help) {
  return {std::move(name), std::move(help),
          [member](Config& config, const std::string& value) -> Result<void> {
            config.*member = value;
            return {};
          }};
}

Setting word_setting(std::string name, std::string Config::*member, std::vector<std::string> words,
                     std::string help) {
  return {std::move(name), std::move(help),
          [member, words = std::move(words)](Config& config, const std::string& value) -> Result<void> {
            if (std::find(words.begin(), words.end(), value) == words.end()) {
              return fail(Kind::invalid,
                          "This word isn’t one of those that can stand here: see ruban serve --help.");
            }
            config.*member = value;
            return {};
          }};
}

Setting port_setting(std::string name, std::uint16_t Config::*member, std::string help) {
  return {std::move(name), std::move(help),
          [member](Config& config, const std::string& value) -> Result<void> {
            config.*member = TRY(parse_port(value));
            return {};
          }};
}

// "10.0.0.7:443, [fd00::7]:8080"
Result<std::vector<fetch::Policy::Endpoint>> parse_endpoints(std::string_view text) {
  std::vector<fetch::Policy::Endpoint> out;
  while (!text.empty()) {
    const auto end = std::min(text.find(','), text.size());
    auto one = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    while (one.starts_with(' ')) one.remove_prefix(1);
    const auto colon = one.rfind(':');
    auto host = one.substr(0, colon);
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    const auto address = fetch::IpAddress::parse(host);
    std::uint16_t port = 0;
    const auto number = colon == std::string_view::npos ? std::string_view() : one.substr(colon + 1);
    const auto read = std::from_chars(number.data(), number.data() + number.size(), port);
    if (!address || number.empty() || read.ec != std::errc() || read.ptr != number.data() + number.size() ||
        port == 0)
      return fail(Kind::invalid,
                  "Write addresses with their ports, not names: 10.0.0.7:443, [fd00::7]:8080.");
    out.push_back({*address, port});
  }
  return out;
}

std::string variable_of(const std::string& name) {
  std::string out = "RUBAN_";
  for (char c : name) out.push_back(c == '-' ? '_' : static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c));
  return out;
}

// The value of a TOML scalar as the other sources would write it.
std::optional<std::string> scalar(const toml::node& node) {
  if (auto s = node.value<std::string>(); node.is_string()) return s;
  if (node.is_integer()) return std::to_string(*node.value<std::int64_t>());
  if (node.is_boolean()) return *node.value<bool>() ? "true" : "false";
  return std::nullopt;
}

void apply(Config& config, const std::string& name, const std::string& value, const std::string& where,
           std::vector<ConfigFault>& faults) {
  const auto& all = settings();
  auto found = std::find_if(all.begin(), all.end(), [&](const auto& s) { return s.name == name; });
  if (found == all.end()) {
    faults.push_back({where, "There is no setting \"" + name + "\"."});
  } else if (auto set = found->set(config, value); !set) {
    faults.push_back({where, std::string(set.error().message)});
  }
}

void read_file(const std::filesystem::path& path, Config& config, std::vector<ConfigFault>& faults) {
  std::error_code none;
  if (!std::filesystem::exists(path, none) && !none) return;
  std::ifstream in(path);
  // Who goes on without a file that is there serves something else than its owner has written.
  if (!std::filesystem::is_regular_file(path, none) || !in) {
    faults.push_back({"ruban.toml", "This file can’t be read."});
    return;
  }
  const auto parsed = toml::parse(in);
  if (!parsed) {
    const auto& error = parsed.error();
    faults.push_back(
        {"ruban.toml, line " + std::to_string(error.source().begin.line), std::string(error.description())});
    return;
  }
  for (const auto& [key, node] : parsed.table()) {
    const auto where = "ruban.toml, line " + std::to_string(node.source().begin.line);
    if (auto value = scalar(node))
      apply(config, std::string(key.str()), *value, where, faults);
    else
      faults.push_back({where, "Write a text, a number, or true or false."});
  }
}

}  // namespace

const std::vector<Setting>& settings() {
  static const std::vector<Setting> all{
      {"url", "address of the site, https://HOST",
       [](Config& config, const std::string& value) -> Result<void> {
         config.url = TRY(parse_url(value));
         return {};
       }},
      {"origin", "name of the record, HOST/log; fixed by ruban init",
       [](Config& config, const std::string& value) -> Result<void> {
         config.origin = TRY(ledger::parse_origin(value));
         return {};
       }},
      text_setting("address", &Config::address, "address to listen on"),
      port_setting("port", &Config::port, "port to listen on"),
      text_setting("admin-address", &Config::admin_address, "address of /metrics"),
      port_setting("admin-port", &Config::admin_port, "port of /metrics; 0: none"),
      text_setting("instance-key", &Config::instance_key, "file of the key that wraps all others"),
      {"mail", "none, file:FOLDER, smtp://HOST:PORT or smtps://HOST:PORT",
       [](Config& config, const std::string& value) -> Result<void> {
         if (value != "none" && !value.starts_with("file:") && !value.starts_with("smtp://") &&
             !value.starts_with("smtps://")) {
           return fail(Kind::invalid, "Write none, file:FOLDER, smtp://HOST:PORT or smtps://HOST:PORT.");
         }
         config.mail = value;
         return {};
       }},
      word_setting("mail-tls", &Config::mail_tls, {"required", "offered", "none"},
                   "STARTTLS: required, offered or none"),
      text_setting("mail-from", &Config::mail_from, "address that mail comes from"),
      text_setting("mail-name", &Config::mail_name, "name that mail comes from"),
      text_setting("mail-user", &Config::mail_user, "name to sign in with at the mail server"),
      text_setting("mail-password-file", &Config::mail_password_file, "file of its password"),
      text_setting("mail-ca-file", &Config::mail_ca_file, "certificates to trust instead of the system's"),
      {"key-bits", "size of new issuer keys: 2048, 3072 or 4096",
       [](Config& config, const std::string& value) -> Result<void> {
         if (value != "2048" && value != "3072" && value != "4096") {
           return fail(Kind::invalid, "An issuer’s key has 2048, 3072 or 4096 bits.");
         }
         config.key_bits = std::stoi(value);
         return {};
       }},
      text_setting(
          "witnesses", &Config::witnesses,
          "file, in the instance's folder, with the witnesses to ask: witness, group and quorum lines of a "
          "policy"),
      {"recounted-by",
       "what witnesses in that file have signed, saying that they recount, with spaces between; ruban "
       "witness show prints it",
       [](Config& config, const std::string& value) -> Result<void> {
         std::istringstream promises(value);
         config.recounted_by = {std::istream_iterator<std::string>(promises), {}};
         return {};
       }},
      {"publish-every", "seconds between two publications: 1 without witnesses, 10 with them",
       [](Config& config, const std::string& value) -> Result<void> {
         const auto seconds = TRY(parse_port(value));
         if (seconds < 1 || seconds > 3600) return fail(Kind::invalid, "Write seconds, 1 to 3600.");
         config.publish_every = std::chrono::seconds(seconds);
         return {};
       }},
      {"erase-after", "days after a letter's end when names, roles and comments erase themselves (never)",
       [](Config& config, const std::string& value) -> Result<void> {
         if (value == "never") {
           config.erase_after.reset();
           return {};
         }
         const auto days = TRY(parse_port(value));
         if (days < 1 || days > 36'500) return fail(Kind::invalid, "Write days, 1 to 36500, or never.");
         config.erase_after = std::chrono::days(days);
         return {};
       }},
      {"capture-also",
       "addresses inside of this network that pages may be captured from nevertheless: 10.0.0.7:443, with "
       "commas",
       [](Config& config, const std::string& value) -> Result<void> {
         config.fetch.also = TRY(parse_endpoints(value));
         return {};
       }},
      text_setting("checkpoint-url", &Config::checkpoint_url,
                   "where a copy of the published checkpoint is kept"),
      text_setting("pool", &Config::pool, "folder in a memory file system where anonymous signatures wait"),
      {"accept-rollback", "start although checkpoint.published is missing: true or false",
       [](Config& config, const std::string& value) -> Result<void> {
         if (value != "true" && value != "false") return fail(Kind::invalid, "Write true or false.");
         config.accept_rollback = value == "true";
         return {};
       }},
  };
  return all;
}

std::optional<Config> read_config(
    const std::filesystem::path& data, const std::map<std::string, std::string>& flags,
    const std::function<std::optional<std::string>(const std::string&)>& environment,
    std::vector<ConfigFault>& faults) {
  Config config;
  config.data = data;
  config.instance_key = data / "instance.key";
  const auto before = faults.size();
  read_file(data / "ruban.toml", config, faults);
  for (const auto& setting : settings()) {
    const auto variable = variable_of(setting.name);
    if (auto value = environment(variable)) apply(config, setting.name, *value, variable, faults);
  }
  for (const auto& [name, value] : flags) apply(config, name, value, "--" + name, faults);
  if (faults.size() != before) return std::nullopt;
  return config;
}

std::string in_toml(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) out += c;
  }
  return out + "\"";
}

}  // namespace ruban::app
