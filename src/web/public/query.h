// SPDX-License-Identifier: AGPL-3.0-or-later
// Numbers in a query.
#pragma once

#include <charconv>
#include <optional>
#include <string_view>

#include "core/ids.h"
#include "web/http/request.h"

namespace ruban::web {

// The number of that name; nothing if it is absent.
inline Result<std::optional<EntryIndex>> index_in(const Parameters& query, std::string_view name) {
  const auto text = query.find(name);
  if (!text || text->empty()) return std::optional<EntryIndex>();
  EntryIndex out = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), out);
  if (error != std::errc() || end != text->data() + text->size() || out > (EntryIndex{1} << 53)) {
    return fail(Kind::invalid, "This is not a number.", std::string(name));
  }
  return std::optional<EntryIndex>(out);
}

}  // namespace ruban::web
