// rooms: service
// SPDX-License-Identifier: AGPL-3.0-or-later
// The body of a signing call: what is read is written and read again as the same.
#include <cstdint>
#include <cstdlib>

#include "service/signing_calls.h"

namespace {

using namespace ruban;
using namespace ruban::service;

void check(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view body(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 6) {
    case 0:
      if (const auto call = parse_code_call(body)) {
        const auto again = parse_code_call(format(*call));
        check(again && again->email == call->email && again->issuer == call->issuer);
        check(again->language == call->language && again->visit.expose() == call->visit.expose());
      }
      break;
    case 1:
      if (const auto call = parse_confirm_call(body)) {
        const auto again = parse_confirm_call(format(*call));
        check(again && again->code == call->code);
      }
      if (parse_news_call(body)) check(!parse_confirm_call(body));
      break;
    case 2:
      if (const auto call = parse_issue_call(body)) {
        const auto again = parse_issue_call(format(*call));
        check(again && again->blinded == call->blinded && again->issuer == call->issuer);
        check(again->proof.index() == call->proof.index());
      }
      break;
    case 3:
      if (const auto call = parse_quote_call(body)) {
        const auto text = format(*call);
        check(text || body.size() > kSignCallBytes / 2);
        const auto again = text ? parse_quote_call(*text) : parse_quote_call(body);
        check(again && again->lines == call->lines && again->text == call->text);
      }
      break;
    case 4:
      if (const auto lines = parse_kept_call(body)) {
        const auto again = parse_kept_call(format_kept_call(*lines));
        check(again && *again == *lines && parse_withdraw_call(body) == lines);
      }
      break;
    default:
      if (const auto call = parse_sign_call(body)) {
        const auto text = format(*call);
        check(text || body.size() > kSignCallBytes / 2);
        if (!text) break;
        const auto again = parse_sign_call(*text);
        check(text->size() == kSignCallBytes);
        check(again && again->lines == call->lines && again->payload == call->payload);
      }
      break;
  }
  return 0;
}
