// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads who may sign from letter.toml: its classes, its issuers, and the mail domains that they name.
#pragma once

#include <string_view>
#include <vector>

#include "letter/fields.h"
#include "letter/letter.h"

namespace ruban::letter {

// `file` stands for the whole of letter.toml.
std::vector<SignerClass> read_classes(Fields& file, FieldsContext& context);
std::vector<Issuer> read_issuers(Fields& file, FieldsContext& context,
                                 const std::vector<SignerClass>& classes);

// Adds a fault at `line` unless `domain` is a lower-case A-label domain with a dot in it.
bool check_domain(Fields& fields, std::string_view domain, int line);

}  // namespace ruban::letter
