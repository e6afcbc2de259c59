// SPDX-License-Identifier: AGPL-3.0-or-later
#include "signature/quote.h"

namespace ruban::signature {
namespace {

constexpr std::string_view kHeader = "ruban quote v1\n";
constexpr std::string_view kLine = "quote ";

}  // namespace

std::string format_quote(const Comment& said) {
  std::string out(kHeader);
  for (const auto line : said.lines()) out.append(kLine).append(line).append("\n");
  return out;
}

Result<Comment> parse_quote(std::string_view text) {
  const auto damaged = fail(Kind::invalid, "This is not the text of a statement.", "payload");
  if (text.size() > kMaxQuote || !text.starts_with(kHeader)) return damaged;
  std::string said;
  for (auto rest = text.substr(kHeader.size()); !rest.empty();) {
    const auto end = rest.find('\n');
    if (!rest.starts_with(kLine) || end == std::string_view::npos) return damaged;
    if (!said.empty()) said += '\n';
    said += rest.substr(kLine.size(), end - kLine.size());
    rest.remove_prefix(end + 1);
  }
  auto out = TRY(Comment::parse(said));
  if (format_quote(out) != text) return damaged;
  return out;
}

}  // namespace ruban::signature
