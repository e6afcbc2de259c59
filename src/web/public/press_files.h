// SPDX-License-Identifier: AGPL-3.0-or-later
// Files and pieces that other people put into their own pages: the curve, the badge, the embed, the feed.
#pragma once

#include "web/site.h"

namespace ruban::web {

// /letters/{slug}/curve.svg|png|csv|json?lang=&version=
Response get_curve_svg(const Site& site, const Request& request);
Response get_curve_png(const Site& site, const Request& request);
Response get_curve_csv(const Site& site, const Request& request);
Response get_curve_json(const Site& site, const Request& request);
// /letters/{slug}/badge.svg?lang=
Response get_badge(const Site& site, const Request& request);
// /letters/{slug}/feed.atom?lang=: what happened to the letter, newest first
Response get_feed(const Site& site, const Request& request);
// /embed/{slug}?lang=
Response show_embed(const Site& site, const Request& request);

}  // namespace ruban::web
