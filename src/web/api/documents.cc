// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/api/api.h"

namespace ruban::web {
namespace {

// What a browser may show where it is asked for. Everything else is handed over as a file: what strangers
// wrote must never run or be drawn under this address.
bool may_be_shown(std::string_view type) {
  return type == store::kDocumentType || type == "image/png" || type == "image/jpeg";
}

std::string_view ending_of(std::string_view type) {
  if (type == "application/pdf") return ".pdf";
  if (type == "application/warc") return ".warc";
  if (type == "text/html") return ".html";
  return ".txt";
}

}  // namespace

Response api_document(const Site& site, const Request& request) {
  const auto sha256 = fixed_from_hex<Hash>(request.parameter("sha256"));
  const auto published = site.instance.store.record().published_checkpoint();
  auto file =
      sha256 && published ? site.instance.store.documents().file(*sha256, published->size) : std::nullopt;
  if (!file) return problem({Kind::not_found, "No document of the record has this hash.", {}});
  if (file->taken_down) return problem({Kind::gone, "This document was taken down.", {}});
  if (may_be_shown(file->type)) return binary(std::move(file->bytes), std::move(file->type)).on(Surface::api);
  const auto name = to_hex(sha256->view()).substr(0, 16) + std::string(ending_of(file->type));
  // Never as HTML, even where somebody opens it in place.
  const auto type = file->type == "text/html" ? "application/octet-stream" : file->type;
  return download(std::move(file->bytes), type, name).on(Surface::api);
}

}  // namespace ruban::web
