// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/sqlite/columns.h"

#include <string>

#include "store/failure.h"

namespace ruban::store::sqlite {
namespace {

template <class E>
E find(std::int64_t column, std::initializer_list<E> all) {
  for (auto value : all) {
    if (to_column(value) == column) return value;
  }
  throw Broken("The database holds a value that this program doesn't know.");
}

}  // namespace

int to_column(ledger::Mode mode) {
  switch (mode) {
    case ledger::Mode::named:
      return 1;
    case ledger::Mode::anon:
      return 2;
    case ledger::Mode::sealed:
      return 3;
  }
  return 0;
}

int to_column(ledger::Via via) {
  switch (via) {
    case ledger::Via::client:
      return 1;
    case ledger::Via::server:
      return 2;
  }
  return 0;
}

int to_column(ledger::LetterEnd end) {
  switch (end) {
    case ledger::LetterEnd::closed:
      return 1;
    case ledger::LetterEnd::withdrawn:
      return 2;
    case ledger::LetterEnd::removed:
      return 3;
  }
  return 0;
}

ledger::Mode mode_of(std::int64_t column) {
  return find(column, {ledger::Mode::named, ledger::Mode::anon, ledger::Mode::sealed});
}

ledger::Via via_of(std::int64_t column) { return find(column, {ledger::Via::client, ledger::Via::server}); }

ledger::LetterEnd end_of(std::int64_t column) {
  return find(column, {ledger::LetterEnd::closed, ledger::LetterEnd::withdrawn, ledger::LetterEnd::removed});
}

}  // namespace ruban::store::sqlite
