// SPDX-License-Identifier: AGPL-3.0-or-later
// How enumerations of the domain stand in columns. The numbers never change, whatever the order in the code.
#pragma once

#include "ledger/entry.h"

namespace ruban::store::sqlite {

int to_column(ledger::Mode mode);
int to_column(ledger::Via via);
int to_column(ledger::LetterEnd end);

ledger::Mode mode_of(std::int64_t column);
ledger::Via via_of(std::int64_t column);
ledger::LetterEnd end_of(std::int64_t column);

}  // namespace ruban::store::sqlite
