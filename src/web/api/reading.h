// SPDX-License-Identifier: AGPL-3.0-or-later
// What the reads of the API share: which letter, which instant, and how an answer is written.
#pragma once

#include <boost/json.hpp>

#include "web/site.h"

namespace ruban::web {

// The version that ?version= names, or the newest one, if it is public.
Result<service::LetterPointer> letter_in(const Site& site, const Request& request);
// ?at= as RFC 3339; nothing if it is absent. A '+' that came as a space is one again.
Result<std::optional<Instant>> instant_in(const Request& request);
// The checkpoint whose figures ?at= asks for: the last published one without it.
Result<store::Checkpoint> checkpoint_in(const Site& site, const Request& request,
                                        const service::PublishedLetter& letter);

// The object of docs/formats/api.md, as of this checkpoint.
boost::json::object count_json(const Site& site, const service::PublishedLetter& letter,
                               const store::Checkpoint& published, Instant at);
boost::json::array classes_json(const std::vector<service::ClassCount>& classes);

Response answer(const boost::json::value& value);

}  // namespace ruban::web
