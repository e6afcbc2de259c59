// SPDX-License-Identifier: AGPL-3.0-or-later
// The letter on paper: what the store holds of it at a checkpoint, as press prints it.
#pragma once

#include <ostream>
#include <string>

#include "i18n/lang.h"
#include "service/instance.h"
#include "service/letters.h"

namespace ruban::app {

// A PDF of the letter and of those who stood behind it at this checkpoint. `url` is the instance's, `at` the
// moment of the delivery: all dates of the PDF are its. Errors are those of press::write_letter().
Result<void> write_delivery(service::Instance instance, const service::PublishedLetter& letter,
                            const store::Checkpoint& checkpoint, i18n::Lang lang, const std::string& url,
                            Instant at, bool is_demonstration, std::ostream& out);

}  // namespace ruban::app
