// SPDX-License-Identifier: AGPL-3.0-or-later
#include "signature/payload.h"

#include "core/check.h"
#include "crypto/sha256.h"

namespace ruban::signature {
namespace {

constexpr std::string_view kHeader = "ruban payload v1\n";

tl::unexpected<Error> damaged() {
  return fail(Kind::invalid, "This is not the text of a signature.", "payload");
}

// Takes the next line off `rest` if it starts with `key`; its value, without the LF. A comment's empty line
// has an empty value.
std::optional<std::string_view> take(std::string_view& rest, std::string_view key) {
  if (!rest.starts_with(key)) return std::nullopt;
  const auto end = rest.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const auto value = rest.substr(key.size(), end - key.size());
  rest.remove_prefix(end + 1);
  return value;
}

}  // namespace

std::string format(const Payload& payload) {
  CHECK(payload.sshsig.size() <= kMaxSshsig);
  std::string out(kHeader);
  out += "name " + payload.name.text() + "\n";
  if (payload.role) out += "role " + payload.role->text() + "\n";
  if (payload.comment) {
    for (const auto line : payload.comment->lines()) out.append("comment ").append(line).append("\n");
  }
  if (!payload.sshsig.empty()) out += "sshsig " + to_base64(payload.sshsig) + "\n";
  return out;
}

Result<Payload> parse_payload(std::string_view text) {
  if (text.size() > kMaxPayload || !text.starts_with(kHeader)) return damaged();
  auto rest = text.substr(kHeader.size());

  const auto name_line = take(rest, "name ");
  if (!name_line) return damaged();
  auto name = TRY(SignerName::parse(*name_line));
  Payload payload{std::move(name), std::nullopt, std::nullopt, {}};
  if (const auto line = take(rest, "role ")) payload.role = TRY(Role::parse(*line));

  std::string comment;
  bool has_comment = false;
  while (const auto line = take(rest, "comment ")) {
    if (has_comment) comment += '\n';
    comment += *line;
    has_comment = true;
  }
  if (has_comment) payload.comment = TRY(Comment::parse(comment));

  if (const auto line = take(rest, "sshsig ")) {
    payload.sshsig = TRY(from_base64(*line));
    if (payload.sshsig.empty() || payload.sshsig.size() > kMaxSshsig) return damaged();
  }
  if (!rest.empty() || format(payload) != text) return damaged();
  return payload;
}

Commitment commit(const Salt& salt, std::string_view payload) {
  const auto hash = crypto::sha256({as_bytes("ruban/v1 commit\n"), salt.view(), as_bytes(payload)});
  return Commitment{hash.bytes};
}

}  // namespace ruban::signature
