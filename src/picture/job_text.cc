// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <charconv>
#include <optional>

#include "picture/encode.h"
#include "picture/job.h"
#include "picture/job_text.h"
#include "picture/refusal.h"

namespace ruban::picture {
namespace {

constexpr int kLastRefusal = static_cast<int>(Refusal::broke);

Bytes joined_bytes(std::string_view head, std::string_view list, ByteView file) {
  Bytes out;
  out.reserve(head.size() + list.size() + file.size());
  for (const auto part : {as_bytes(head), as_bytes(list), file})
    out.insert(out.end(), part.begin(), part.end());
  return out;
}

// Takes `word` from the front of `rest`.
bool take(std::string_view& rest, std::string_view word) {
  if (!rest.starts_with(word)) return false;
  rest.remove_prefix(word.size());
  return true;
}

// Takes a number from 0 to `most` and what ends it.
std::optional<int> take_number(std::string_view& rest, char end, int most) {
  int number = 0;
  const auto read = std::from_chars(rest.data(), rest.data() + rest.size(), number);
  if (read.ec != std::errc() || number > most) return {};
  // One spelling: no sign, no zero in front.
  const auto digits = rest.substr(0, static_cast<std::size_t>(read.ptr - rest.data()));
  if (digits[0] == '-' || (digits[0] == '0' && digits.size() > 1)) return {};
  rest.remove_prefix(static_cast<std::size_t>(read.ptr - rest.data()));
  if (!take(rest, {&end, 1})) return {};
  return number;
}

// Takes as many bytes as the number before them said.
std::optional<std::vector<Region>> take_regions(std::string_view& rest) {
  const auto length = take_number(rest, '\n', 32'000);
  if (!length || static_cast<std::size_t>(*length) > rest.size()) return {};
  auto regions = parse_regions(rest.substr(0, static_cast<std::size_t>(*length)));
  if (!regions) return {};
  rest.remove_prefix(static_cast<std::size_t>(*length));
  return std::move(*regions);
}

}  // namespace

Bytes format_prepare(ByteView original) { return joined_bytes("prepare\n", {}, original); }

Bytes format_cover(ByteView kept, std::span<const Region> regions) {
  const auto list = format_regions(regions);
  return joined_bytes(fmt::format("cover {}\n", list.size()), list, kept);
}

std::optional<Question> parse_question(ByteView bytes) {
  auto rest = as_text(bytes);
  if (take(rest, "prepare\n")) return Question{true, {}, as_bytes(rest)};
  if (!take(rest, "cover ")) return {};
  auto regions = take_regions(rest);
  if (!regions) return {};
  return Question{false, std::move(*regions), as_bytes(rest)};
}

Bytes format_answer(const Result<Prepared>& result) {
  if (result) {
    const auto list = format_regions(result->faces);
    return joined_bytes(fmt::format("picture {} {} {}\n", result->width, result->height, list.size()), list,
                        result->file);
  }
  int number = 1;
  while (number < kLastRefusal && error_of(static_cast<Refusal>(number)) != result.error()) ++number;
  return to_bytes(fmt::format("refused {}\n", number));
}

Result<Prepared> parse_answer(ByteView answer) {
  auto rest = as_text(answer);
  if (take(rest, "refused ")) {
    const auto number = take_number(rest, '\n', kLastRefusal);
    return refuse(number && *number > 0 && rest.empty() ? static_cast<Refusal>(*number) : Refusal::broke);
  }
  if (!take(rest, "picture ")) return refuse(Refusal::broke);
  const auto width = take_number(rest, ' ', kServedSide);
  const auto height = width ? take_number(rest, ' ', kServedSide) : width;
  if (!height || *width == 0 || *height == 0) return refuse(Refusal::broke);
  auto faces = take_regions(rest);
  if (!faces || bare_size(as_bytes(rest)) != Size{*width, *height}) return refuse(Refusal::broke);
  return Prepared{to_bytes(rest), *width, *height, std::move(*faces)};
}

}  // namespace ruban::picture
