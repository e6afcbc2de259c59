// SPDX-License-Identifier: AGPL-3.0-or-later
// The files of static/ and the script of client/, embedded at build under names that hold their hash, so that
// browsers keep them for a year.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "core/bytes.h"

namespace ruban::web {

struct StaticFile {
  std::string_view path;  // "/static/ruban.1f3a9c27.css"; "/favicon.ico" and "/robots.txt" have no hash
  std::string_view content_type;  // "text/css; charset=utf-8"
  std::string_view bytes;
  bool immutable = true;  // false for those without a hash: keep them for a day
};

// All of them, by path.
std::span<const StaticFile> static_files();
// Of these, the scripts: what a release of the client is (docs/formats/client-manifest.md).
std::vector<StaticFile> client_scripts();
// nullptr if there is none.
const StaticFile* find_static_file(std::string_view path);
// The path of "ruban.css"; there must be such a file.
std::string_view static_path(std::string_view name);

}  // namespace ruban::web
