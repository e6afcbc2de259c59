// SPDX-License-Identifier: AGPL-3.0-or-later
// Secret<T>: bytes that can't be copied, printed or compared by accident, and are wiped when they go.
#pragma once

#include <sodium.h>

#include <string>
#include <utility>

#include "core/bytes.h"

namespace ruban {

// T is Bytes, std::string or a Fixed.
template <class T>
class Secret {
 public:
  Secret() = default;
  explicit Secret(T value) : value_(std::move(value)) {}
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  // Copied and wiped: a short string that is moved from stays behind, where it was.
  Secret(Secret&& other) noexcept : value_(other.value_) {  // NOLINT(performance-move-constructor-init)
    other.wipe();
  }
  Secret& operator=(Secret&& other) noexcept {
    if (this != &other) {
      wipe();
      value_ = other.value_;
      other.wipe();
    }
    return *this;
  }
  ~Secret() { wipe(); }

  // The only way to the value: it shows in a review.
  const T& expose() const { return value_; }
  ByteView view() const {
    if constexpr (requires { value_.view(); }) {
      return value_.view();
    } else {
      return {reinterpret_cast<const std::uint8_t*>(value_.data()), value_.size()};
    }
  }
  // A copy that is wanted.
  Secret clone() const { return Secret(value_); }

 private:
  void wipe() {
    auto bytes = view();
    if (!bytes.empty()) sodium_memzero(const_cast<std::uint8_t*>(bytes.data()), bytes.size());
  }
  T value_{};
};

// In constant time for equal lengths.
inline bool equal_in_constant_time(ByteView a, ByteView b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

// a < b as big-endian numbers, in constant time; false unless the lengths are equal.
inline bool less_in_constant_time(ByteView a, ByteView b) {
  if (a.size() != b.size()) return false;
  unsigned borrow = 0;
  for (std::size_t i = a.size(); i-- > 0;) borrow = (unsigned{a[i]} - unsigned{b[i]} - borrow) >> 31;
  return borrow != 0;
}

}  // namespace ruban
