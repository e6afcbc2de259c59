// SPDX-License-Identifier: AGPL-3.0-or-later
#include "picture/workshop.h"

#include "picture/refusal.h"

namespace ruban::picture {

Result<Prepared> Workshop::prepare(ByteView original) {
  if (original.size() > kMostFileBytes) return refuse(Refusal::file_too_large);
  return ask(format_prepare(original));
}

Result<Prepared> Workshop::cover(ByteView kept, std::span<const Region> regions) {
  if (kept.size() > kMostFileBytes) return refuse(Refusal::file_too_large);
  if (regions.size() > kMostRegions)
    return fail(Kind::too_large, "At most 500 parts of a picture can be hidden. Hide larger parts instead.");
  return ask(format_cover(kept, regions));
}

Result<Prepared> Workshop::ask(const Bytes& question) {
  const std::unique_lock turn(one_at_a_time_, std::try_to_lock);
  if (!turn) return fail(Kind::busy, "Another picture is being looked at. Try again in a few seconds.");
  return parse_answer(TRY(in_child(child_, question)));
}

}  // namespace ruban::picture
