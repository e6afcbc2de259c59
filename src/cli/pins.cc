// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/pins.h"

#include <fmt/format.h>
#include <unistd.h>

#include <fstream>
#include <system_error>

#include "cli/read_file.h"

namespace ruban::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMost = std::size_t{64} * 1024;
constexpr std::string_view kFirstLine = "# pinned ", kEnding = ".policy";

auto spoilt() {
  return fail(
      Kind::invalid,
      "The file that remembers this record's key can't be used. Look at it, or give a policy with --policy.");
}

}  // namespace

fs::path Pins::file_of(std::string_view origin) const { return folder_ / file_name_of(origin, kEnding); }

std::string file_name_of(std::string_view origin, std::string_view ending) {
  std::string name;
  for (char c : origin) {
    const bool plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    if (plain)
      name.push_back(c);
    else
      name += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return name.append(ending);
}

Result<std::optional<Pin>> Pins::find(std::string_view origin) const {
  const auto file = file_of(origin);
  const auto text = read_file(file, kMost);
  if (!text && text.error().kind == Kind::not_found) return std::nullopt;
  auto policy = text ? ledger::Policy::parse(*text) : spoilt();
  if (!policy || policy->find_log(origin) == nullptr) {
    auto fault = spoilt();
    fault.value().field = file.string();
    return fault;
  }
  const auto first = std::string_view(*text).substr(0, text->find('\n'));
  const auto day =
      first.starts_with(kFirstLine) ? first.substr(kFirstLine.size()) : std::string_view("an unknown day");
  return Pin{*std::move(policy), std::string(day), file};
}

std::optional<fs::path> Pins::other_of_host(std::string_view origin) const {
  const auto host = origin.substr(0, origin.find('/'));
  const auto bare = file_name_of(host, kEnding), begin = file_name_of(fmt::format("{}/", host), "");
  std::error_code none;  // no folder, no pins
  for (const auto& file : fs::directory_iterator(folder_, none)) {
    const auto name = file.path().filename().string();
    const bool same_host = name == bare || (name.starts_with(begin) && name.ends_with(kEnding));
    if (same_host && file.path() != file_of(origin)) return file.path();
  }
  return std::nullopt;
}

Result<Pin> Pins::add(std::string_view origin, const ledger::Policy& policy, Instant now) const {
  Pin pin{policy, format_rfc3339(now).substr(0, 10), file_of(origin)};
  if (fs::exists(pin.file)) return fail(Kind::conflict, "The key of this record is pinned already.");
  fs::create_directories(folder_);
  const fs::path beside = pin.file.string() + fmt::format(".{}", ::getpid());
  std::ofstream out(beside, std::ios::trunc);
  out << kFirstLine << pin.day << '\n' << policy.text();
  out.close();
  if (!out) throw std::system_error(errno, std::generic_category(), beside.string());
  fs::rename(beside, pin.file);
  return pin;
}

}  // namespace ruban::cli
