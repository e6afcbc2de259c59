// SPDX-License-Identifier: AGPL-3.0-or-later
#include "eligibility/txt_answer.h"

#include <cstdint>
#include <optional>

namespace ruban::eligibility {
namespace {

constexpr std::size_t kHeader = 12;
constexpr std::size_t kMostName = 255;
constexpr int kMostPointers = 64;
constexpr int kMostAliases = 8;
constexpr std::uint16_t kTxt = 16, kCname = 5, kInternet = 1;
constexpr unsigned kNoError = 0, kNoSuchName = 3;

tl::unexpected<Error> broken() { return fail(Kind::invalid, "This isn't a whole answer of a name server."); }

char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string in_small(std::string_view name) {
  std::string out;
  for (const char c : name) out += small(c);
  return out;
}

class Message {
 public:
  explicit Message(ByteView bytes) : bytes_(bytes) {}

  std::size_t at = 0;

  Result<std::uint16_t> number() {
    if (bytes_.size() - at < 2) return broken();
    const auto out = static_cast<std::uint16_t>(bytes_[at] << 8 | bytes_[at + 1]);
    at += 2;
    return out;
  }

  Result<void> skip(std::size_t bytes) {
    if (bytes_.size() - at < bytes) return broken();
    at += bytes;
    return {};
  }

  // The name that begins at `at`, in small letters, without the root's dot; `at` comes behind it. A label
  // with a dot or a byte that isn't of a host's name is written so that it is like no name of ours.
  Result<std::string> name() {
    std::string out;
    auto place = at;
    std::optional<std::size_t> behind;
    for (int pointers = 0;;) {
      if (place >= bytes_.size()) return broken();
      const std::size_t length = bytes_[place];
      if (length >= 0xC0) {
        if (bytes_.size() - place < 2 || ++pointers > kMostPointers) return broken();
        if (!behind) behind = place + 2;
        place = (length & 0x3F) << 8 | bytes_[place + 1];
        continue;
      }
      if (length > 63 || bytes_.size() - place - 1 < length) return broken();
      ++place;
      if (length == 0) break;
      if (!out.empty()) out += '.';
      for (std::size_t i = 0; i < length; ++i) out += label_character(bytes_[place + i]);
      if (out.size() > kMostName) return broken();
      place += length;
    }
    at = behind.value_or(place);
    return out;
  }

  // The strings of a TXT record in the `length` bytes from `at`, joined.
  Result<std::string> text(std::size_t length) const {
    std::string out;
    for (auto place = at; place < at + length;) {
      const std::size_t part = bytes_[place++];
      if (at + length - place < part) return broken();
      out.append(reinterpret_cast<const char*>(bytes_.data()) + place, part);
      place += part;
    }
    return out;
  }

 private:
  static char label_character(std::uint8_t byte) {
    const auto c = static_cast<char>(byte);
    return byte > 0x20 && byte < 0x7F && c != '.' ? small(c) : '?';
  }

  ByteView bytes_;
};

struct Record {
  std::string owner;
  std::uint16_t type = 0;
  std::string value;  // of a TXT its text, of a CNAME the other name
};

Result<Record> read_record(Message& message) {
  Record out;
  out.owner = TRY(message.name());
  out.type = TRY(message.number());
  const auto class_of = TRY(message.number());
  TRY(message.skip(4));  // for how long it may be kept
  const auto length = TRY(message.number());
  const auto begin = message.at;
  TRY(message.skip(length));
  const auto end = message.at;
  if (class_of != kInternet) out.type = 0;
  message.at = begin;
  if (out.type == kTxt) out.value = TRY(message.text(length));
  if (out.type == kCname) {
    out.value = TRY(message.name());
    if (message.at != end) return broken();
  }
  message.at = end;
  return out;
}

}  // namespace

Result<std::vector<std::string>> parse_txt_answer(ByteView bytes, std::string_view name) {
  Message message(bytes);
  if (bytes.size() < kHeader) return broken();
  TRY(message.number());  // its id
  const auto flags = TRY(message.number());
  if ((flags & 0x8000U) == 0 || (flags & 0x0200U) != 0) return broken();  // a question, or cut off
  const auto said = flags & 0x000FU;
  if (said == kNoSuchName) return std::vector<std::string>();
  if (said != kNoError) return fail(Kind::busy, "The name server says that it can't answer now.");
  const auto questions = TRY(message.number());
  const auto answers = TRY(message.number());
  message.at = kHeader;
  for (int i = 0; i < questions; ++i) {
    TRY(message.name());
    TRY(message.skip(4));
  }
  std::vector<Record> records;
  for (int i = 0; i < answers; ++i) records.push_back(TRY(read_record(message)));

  auto owner = in_small(name);
  for (int hop = 0; hop < kMostAliases; ++hop) {
    std::vector<std::string> out;
    std::optional<std::string> alias;
    for (const auto& one : records) {
      if (one.owner != owner) continue;
      if (one.type == kTxt) out.push_back(one.value);
      if (one.type == kCname) alias = one.value;
    }
    if (!out.empty() || !alias) return out;
    owner = *alias;
  }
  return std::vector<std::string>();
}

}  // namespace ruban::eligibility
