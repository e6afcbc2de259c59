// SPDX-License-Identifier: AGPL-3.0-or-later
// EntryLines: takes an entry apart line by line, each of them in its one place and its one encoding.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "core/ids.h"
#include "core/time.h"
#include "ledger/entry.h"
#include "ledger/entry_words.h"

namespace ruban::ledger {

// Decimal without leading zeros, at most kMaxInteger.
std::optional<std::uint64_t> read_integer(std::string_view text);
// [a-z0-9-], 1 to `max` bytes.
bool is_word(std::string_view text, std::size_t max);
// Lower-case A-labels, at most 253 bytes.
bool is_domain(std::string_view text);

class EntryLines {
 public:
  explicit EntryLines(std::string_view lines) : rest_(lines) {}

  // The value of the next line, which must have this key.
  Result<std::string_view> value(std::string_view key);
  bool next_is(std::string_view key) const;
  // Fails if a line is left.
  Result<void> end() const;

  Result<std::uint64_t> integer(std::string_view key);
  Result<Instant> time(std::string_view key);
  Result<std::optional<Instant>> maybe_time(std::string_view key);
  Result<std::string> short_word(std::string_view key, std::size_t max);

  template <class F>
  Result<F> fixed(std::string_view key) {
    return decode<F>(key, TRY(value(key)));
  }
  template <class F>
  Result<std::optional<F>> maybe_fixed(std::string_view key) {
    auto text = TRY(value(key));
    if (text == "-") return std::nullopt;
    return std::optional(TRY(decode<F>(key, text)));
  }
  template <class Enum, std::size_t N>
  Result<Enum> one_of(std::string_view key, const std::array<std::string_view, N>& words) {
    auto found = find_word<Enum>(words, TRY(value(key)));
    if (!found)
      return fail(Kind::invalid, "This line of the entry has a word that it can't have.", std::string(key));
    return *found;
  }

 private:
  template <class F>
  static Result<F> decode(std::string_view key, std::string_view text) {
    auto out = fixed_from_base64<F>(text);
    if (!out) return wrong_base64(key);
    return *out;
  }
  static tl::unexpected<Error> wrong_base64(std::string_view key);

  std::string_view rest_;
};

}  // namespace ruban::ledger
