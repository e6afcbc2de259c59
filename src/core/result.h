// SPDX-License-Identifier: AGPL-3.0-or-later
// Result<T>: what a function returns that can fail in an expected way, and TRY to pass the failure on.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <type_traits>
#include <utility>

namespace ruban {

// What became of a request. Kinds map to an HTTP status in web/http/status.cc and to an exit code in
// cli/exit_code.cc.
enum class Kind {
  invalid,       // the input breaks a rule; `field` says which one of a form's fields
  unauthorised,  // a code, key or token is missing or wrong
  forbidden,     // known who asks, and not allowed
  not_found,     // there is no such thing
  gone,          // there was such a thing
  conflict,      // it exists already, or has another state
  too_large,     // over a limit
  too_many,      // more often than allowed
  busy,          // try again in a moment
};

// `message` is a constant English sentence: the log line, the metric's label and the key of the translation.
// `field` names the form field or the line it belongs to; it may be empty. Neither ever holds what a person
// typed.
struct Error {
  Kind kind = Kind::invalid;
  std::string_view message;
  std::string field;

  bool operator==(const Error&) const = default;
};

template <class T>
using Result = tl::expected<T, Error>;

// Message must be a string literal, so that it can be a key.
template <std::size_t N>
[[nodiscard]] tl::unexpected<Error> fail(Kind kind, const char (&message)[N], std::string field = {}) {
  return tl::unexpected(Error{kind, std::string_view(message, N - 1), std::move(field)});
}

// What TRY gives: the value, or nothing for a Result<void>.
template <class R>
auto value_of(R&& result) {
  if constexpr (!std::is_void_v<typename std::remove_cvref_t<R>::value_type>) {
    return std::forward<R>(result).value();
  }
}

}  // namespace ruban

// The value of a Result, or return its Error from the enclosing function.
#define TRY(expression)                                                      \
  __extension__({                                                            \
    auto&& ruban_try_ = (expression);                                        \
    if (!ruban_try_) return ::tl::unexpected(std::move(ruban_try_).error()); \
    ::ruban::value_of(std::move(ruban_try_));                                \
  })
