// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/static_files.h"

#include <algorithm>
#include <string>

#include "core/check.h"
#include "embedded/ruban_static.h"

namespace ruban::web {
namespace {

struct Kept {
  std::string path;
  StaticFile file;
};

std::string_view content_type(std::string_view name) {
  if (name.ends_with(".css")) return "text/css; charset=utf-8";
  if (name.ends_with(".js")) return "text/javascript; charset=utf-8";
  if (name.ends_with(".svg")) return "image/svg+xml";
  if (name.ends_with(".json")) return "application/json";
  if (name.ends_with(".txt")) return "text/plain; charset=utf-8";
  CHECK(false);
}

// Files that others look for under a fixed address.
bool has_fixed_path(std::string_view name) { return name == "robots.txt" || name == "openapi.json"; }

std::string path_of(const embedded::File& file) {
  std::string path = file.name == "openapi.json" ? "/api/" : "/";
  if (has_fixed_path(file.name)) return path.append(file.name);
  const auto dot = file.name.rfind('.');
  path = "/static/";
  return path.append(file.name.substr(0, dot))
      .append(".")
      .append(file.sha256.substr(0, 8))
      .append(file.name.substr(dot));
}

const std::vector<Kept>& kept_files() {
  static const auto files = [] {
    std::vector<Kept> kept;
    for (const auto& file : embedded::ruban_static()) {
      kept.push_back({path_of(file), {{}, content_type(file.name), file.bytes, !has_fixed_path(file.name)}});
      // Browsers that read no link element ask for this one.
      if (file.name == "favicon.svg")
        kept.push_back({"/favicon.ico", {{}, content_type(file.name), file.bytes, false}});
    }
    std::sort(kept.begin(), kept.end(), [](const Kept& a, const Kept& b) { return a.path < b.path; });
    for (auto& one : kept) one.file.path = one.path;
    return kept;
  }();
  return files;
}

}  // namespace

std::span<const StaticFile> static_files() {
  static const auto files = [] {
    std::vector<StaticFile> list;
    for (const auto& one : kept_files()) list.push_back(one.file);
    return list;
  }();
  return files;
}

std::vector<StaticFile> client_scripts() {
  std::vector<StaticFile> out;
  for (const auto& file : static_files()) {
    if (file.path.ends_with(".js")) out.push_back(file);
  }
  return out;
}

const StaticFile* find_static_file(std::string_view path) {
  for (const auto& file : static_files()) {
    if (file.path == path) return &file;
  }
  return nullptr;
}

std::string_view static_path(std::string_view name) {
  const auto dot = name.rfind('.');
  std::string begin = "/static/";
  begin.append(name.substr(0, dot)).append(".");
  for (const auto& one : kept_files()) {
    if (one.path.starts_with(begin) && one.path.ends_with(name.substr(dot))) return one.path;
  }
  CHECK(false);
}

}  // namespace ruban::web
