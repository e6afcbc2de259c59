// SPDX-License-Identifier: AGPL-3.0-or-later
// What the figures page, the curve's files, badge, embed and feed have in common.
#pragma once

#include "press/curve.h"
#include "service/figures.h"
#include "web/site.h"

namespace ruban::web {

// A letter that {slug} and ?version= name, public and not removed; its figures in ?lang=, or its own
// language.
struct PressRequest {
  service::LetterPointer letter;
  store::Checkpoint published;  // the last one
  i18n::Lang lang = i18n::Lang::en;
};
Result<PressRequest> press_request(const Site& site, const Request& request);

press::Curve curve_of(const service::PublishedLetter& letter, const service::Figures& figures,
                      i18n::Lang lang);

// "312 Employees", as words.h writes it
std::string class_count(const service::PublishedLetter& letter, const service::ClassCount& count,
                        i18n::Lang lang);
// "Employees: pledge kept by 31 of 112"; of a letter with a pledge.
std::string class_kept(const service::PublishedLetter& letter, const service::ClassCount& count,
                       i18n::Lang lang);

}  // namespace ruban::web
