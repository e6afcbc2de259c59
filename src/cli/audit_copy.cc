// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/audit_copy.h"

#include "cli/folder_source.h"
#include "cli/url_source.h"

namespace ruban::cli {

Result<AuditCopy> open_copy(const std::string& where) {
  if (where.find("://") == std::string::npos) {
    if (!std::filesystem::is_directory(where))
      return fail(Kind::not_found, "There is no folder here.", where);
    auto folder = std::make_unique<FolderSource>(where);
    auto* raw = folder.get();
    return AuditCopy{std::move(folder), [raw] { return raw->policy(); }, {}};
  }
  auto site = parse_site(where);
  if (!site) {
    site.error().field = where;
    return tl::unexpected(site.error());
  }
  auto url = std::make_unique<UrlSource>(*site);
  auto* raw = url.get();
  return AuditCopy{std::move(url), [raw] { return raw->policy(); }, *site};
}

}  // namespace ruban::cli
