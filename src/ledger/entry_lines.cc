// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/entry_lines.h"

#include <algorithm>
#include <charconv>

namespace ruban::ledger {
namespace {

// Printable ASCII, single spaces inside and none outside; not empty.
bool is_value(std::string_view text) {
  char before = ' ';
  for (char c : text) {
    if (c < 0x20 || c > 0x7E || (c == ' ' && before == ' ')) return false;
    before = c;
  }
  return before != ' ';
}

}  // namespace

std::optional<std::uint64_t> read_integer(std::string_view text) {
  if (text.empty() || text.size() > 16 || (text[0] == '0' && text.size() > 1)) return std::nullopt;
  std::uint64_t out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc() || end != text.data() + text.size() || out > kMaxInteger) return std::nullopt;
  return out;
}

bool is_word(std::string_view text, std::size_t max) {
  return !text.empty() && text.size() <= max && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

bool is_domain(std::string_view text) {
  if (text.size() > 253) return false;
  while (true) {
    const auto dot = std::min(text.find('.'), text.size());
    const auto label = text.substr(0, dot);
    if (!is_word(label, 63) || label.front() == '-' || label.back() == '-') return false;
    if (dot == text.size()) return true;
    text.remove_prefix(dot + 1);
  }
}

bool EntryLines::next_is(std::string_view key) const {
  return rest_.size() > key.size() && rest_.starts_with(key) && rest_[key.size()] == ' ';
}

Result<std::string_view> EntryLines::value(std::string_view key) {
  if (!next_is(key)) {
    return fail(Kind::invalid, "A line of the entry is missing, doubled or out of its order.",
                std::string(key));
  }
  const auto end = rest_.find('\n');
  if (end == std::string_view::npos) {
    return fail(Kind::invalid, "Every line of an entry ends with a line feed.", std::string(key));
  }
  const auto out = rest_.substr(key.size() + 1, end - key.size() - 1);
  if (!is_value(out)) {
    return fail(Kind::invalid, "A value is printable ASCII with single spaces inside.", std::string(key));
  }
  rest_.remove_prefix(end + 1);
  return out;
}

Result<void> EntryLines::end() const {
  if (!rest_.empty()) return fail(Kind::invalid, "The entry has lines after its last one.");
  return {};
}

Result<std::uint64_t> EntryLines::integer(std::string_view key) {
  auto out = read_integer(TRY(value(key)));
  if (!out) {
    return fail(Kind::invalid, "An integer is decimal, without leading zeros, and below 2 to the 53rd.",
                std::string(key));
  }
  return *out;
}

Result<Instant> EntryLines::time(std::string_view key) {
  auto out = parse_minute(TRY(value(key)));
  if (!out) out.error().field = key;
  return out;
}

Result<std::optional<Instant>> EntryLines::maybe_time(std::string_view key) {
  auto line = *this;
  if (TRY(line.value(key)) == "-") {
    *this = line;
    return std::nullopt;
  }
  return std::optional(TRY(time(key)));
}

Result<std::string> EntryLines::short_word(std::string_view key, std::size_t max) {
  auto text = TRY(value(key));
  if (!is_word(text, max)) {
    return fail(Kind::invalid, "A word in an entry is short, and of a to z, 0 to 9 and hyphens.",
                std::string(key));
  }
  return std::string(text);
}

tl::unexpected<Error> EntryLines::wrong_base64(std::string_view key) {
  return fail(Kind::invalid, "This value isn't the canonical base64 of the right number of bytes.",
              std::string(key));
}

}  // namespace ruban::ledger
