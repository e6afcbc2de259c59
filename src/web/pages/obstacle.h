// SPDX-License-Identifier: AGPL-3.0-or-later
// Obstacle: what stands in the way of a step, where an error's status alone says too little.
#pragma once

namespace ruban::web {

enum class Obstacle {
  none,
  visit_over,          // 410: no visit is under way, so a step of one can't be taken
  replaced_meanwhile,  // 409: a newer version came while somebody was on the way to signing
  of_older_version,    // 409: the visit belongs to a version that was replaced, and goes on there
  replaced,            // 409: this version can't be signed any more
  not_open_yet,        // 409
  closed,              // 409
  another_letter,      // 409: the link means another letter than the one that stands here
};

}  // namespace ruban::web
