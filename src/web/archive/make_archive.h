// SPDX-License-Identifier: AGPL-3.0-or-later
// A letter as files that need no server: its pages, its documents, and the record that proves them.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "web/http/router.h"
#include "web/site.h"

namespace ruban::web {

// Takes each file once, by its name from the folder's top.
using ArchiveSink = std::function<Result<void>(const std::string& name, std::string_view bytes)>;

struct Archived {
  std::size_t pages = 0;
  std::size_t files = 0;  // pages among them
  Hash sums;              // of SHA256SUMS
};

// Everything that a reader can reach from the letter's page in any language, with what an audit reads
// (docs/formats/folder.md). `site` must be one that only shows this letter, over service::StoreAt, with
// `archive` set. The same view gives the same files. Kind::not_found, Kind::gone if the letter was removed,
// or the sink's first error.
Result<Archived> make_archive(const Site& site, const Router& router, const std::string& slug,
                              const ArchiveSink& sink);

}  // namespace ruban::web
