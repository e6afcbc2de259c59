// SPDX-License-Identifier: AGPL-3.0-or-later
// Entry: what stands in one leaf of the record, one type of value per type of entry (docs/formats/record.md).
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/ids.h"
#include "core/time.h"
#include "crypto/rsa.h"

namespace ruban::ledger {

enum class Mode : std::uint8_t { named, anon, sealed };
enum class Via : std::uint8_t { client, server };
enum class TakedownReason : std::uint8_t { owner, court, abuse, test };
enum class ResponseBy : std::uint8_t { recipient, organisers };
enum class DemandState : std::uint8_t { open, promised, partly_met, met, refused, broken, stalled };
enum class DocumentKind : std::uint8_t { update, evidence, delivery };
enum class LetterEnd : std::uint8_t { closed, withdrawn, removed };

// The words that entries write.
std::string_view word(Mode mode);
std::string_view word(Via via);
std::string_view word(TakedownReason reason);
std::string_view word(ResponseBy by);
std::string_view word(DemandState state);
std::string_view word(DocumentKind kind);
std::string_view word(LetterEnd end);

inline constexpr std::size_t kMaxEntryBytes = std::size_t{8} * 1024;
inline constexpr std::size_t kMaxIssuers = 8;
inline constexpr std::uint64_t kMaxInteger = (std::uint64_t{1} << 53) - 1;

// One class of signers proved in one way, with the key that signs its credentials.
struct IssuerLine {
  std::string label;       // class_name "-" method, [a-z0-9-], at most 64 bytes
  std::string class_name;  // [a-z0-9-], at most 32 bytes
  crypto::RsaPublicKey key;

  bool operator==(const IssuerLine& other) const {
    return label == other.label && class_name == other.class_name && key.spki() == other.key.spki();
  }
};

struct LetterEntry {
  std::string slug;  // [a-z0-9-], at most 64 bytes
  std::uint64_t version = 1;
  std::optional<LetterId> follows;
  Hash text_sha256;
  std::vector<Mode> modes{Mode::named};  // named first, then those of anon and sealed that are allowed
  std::vector<IssuerLine> issuers;       // 1 to kMaxIssuers
  std::optional<Hash> witness_policy_sha256;
  std::optional<std::uint64_t> threshold;
  Instant opens;
  std::optional<Instant> closes;
  std::chrono::seconds epoch{3600};
  std::uint64_t min_batch = 1;
  Instant time;

  bool allows(Mode mode) const;
  const IssuerLine* find_issuer(std::string_view label) const;
  bool operator==(const LetterEntry&) const = default;
};

struct SignEntry {
  LetterId letter;
  Mode mode = Mode::named;  // named or anon
  Via via = Via::client;
  std::string issuer;
  Bytes cred;  // 256, 384 or 512 bytes
  PublicKey key;
  Nonce cred_nonce;
  std::optional<Commitment> commit;
  SignatureBytes sig;
  Instant epoch;

  bool operator==(const SignEntry&) const = default;
};

struct WithdrawEntry {
  LetterId letter;
  EntryIndex index = 0;
  PublicKey key;
  SignatureBytes sig;
  Instant time;

  bool operator==(const WithdrawEntry&) const = default;
};

struct TakedownEntry {
  LetterId letter;
  EntryIndex index = 0;
  TakedownReason reason = TakedownReason::owner;
  Instant time;

  bool operator==(const TakedownEntry&) const = default;
};

struct EraseEntry {
  LetterId letter;
  EntryIndex index = 0;
  Instant time;

  bool operator==(const EraseEntry&) const = default;
};

struct IssuedEntry {
  LetterId letter;
  std::string issuer;
  std::uint64_t total = 0;
  Instant time;

  bool operator==(const IssuedEntry&) const = default;
};

// named and anon are those standing.
struct TallyCount {
  std::string label;
  std::uint64_t named = 0, anon = 0, withdrawn = 0, taken_down = 0;

  bool operator==(const TallyCount&) const = default;
};

struct TallyEntry {
  LetterId letter;
  TreeSize size = 0;
  std::vector<TallyCount> counts;  // one per issuer, in the letter's order
  Instant time;

  bool operator==(const TallyEntry&) const = default;
};

struct ResponseEntry {
  LetterId letter;
  std::uint64_t number = 1;
  ResponseBy by = ResponseBy::recipient;
  std::optional<std::string> domain;  // A-labels, lower case
  Hash doc_sha256;
  Instant time;

  bool operator==(const ResponseEntry&) const = default;
};

struct DemandEntry {
  LetterId letter;
  std::uint64_t number = 1;
  DemandState state = DemandState::open;
  Hash doc_sha256;
  Instant time;

  bool operator==(const DemandEntry&) const = default;
};

// `update`, `evidence` and `delivery`.
struct NumberedDocumentEntry {
  DocumentKind kind = DocumentKind::update;
  LetterId letter;
  std::uint64_t number = 1;
  Hash doc_sha256;
  Instant time;

  bool operator==(const NumberedDocumentEntry&) const = default;
};

struct KeptEntry {
  LetterId letter;
  EntryIndex index = 0;
  PublicKey key;
  SignatureBytes sig;
  Instant time;

  bool operator==(const KeptEntry&) const = default;
};

struct QuoteEntry {
  LetterId letter;
  EntryIndex index = 0;
  PublicKey key;
  Commitment commit;
  SignatureBytes sig;
  Instant time;

  bool operator==(const QuoteEntry&) const = default;
};

struct EndEntry {
  LetterId letter;
  LetterEnd state = LetterEnd::closed;
  bool keys_destroyed = false;  // "issuer,hmac" or "-"
  std::optional<Hash> doc_sha256;
  Instant time;

  bool operator==(const EndEntry&) const = default;
};

struct ClientEntry {
  std::string version;  // printable ASCII without spaces, at most 64 bytes
  Hash manifest_sha256;
  Instant time;

  bool operator==(const ClientEntry&) const = default;
};

using Entry = std::variant<LetterEntry, SignEntry, WithdrawEntry, TakedownEntry, EraseEntry, IssuedEntry,
                           TallyEntry, ResponseEntry, DemandEntry, NumberedDocumentEntry, KeptEntry,
                           QuoteEntry, EndEntry, ClientEntry>;

// The type as the first line names it: "letter", "sign", … "client".
std::string_view type_name(const Entry& entry);

// The letter that the entry is about: its own id for a letter (`leaf`), none for `client`.
std::optional<LetterId> letter_of(const Entry& entry, const LetterId& leaf);

// `epoch` of a sign entry, `time` of every other.
Instant time_of(const Entry& entry);

// Strict: format_entry() of the result is `text`, byte for byte. The error's field is the key of the line at
// fault.
Result<Entry> parse_entry(std::string_view text);

// The caller's values keep the limits above; parse_entry() of the result says whether they do.
std::string format_entry(const Entry& entry);

// What `sig` signs: the lines before it, the first line included. `sig` itself and what follows need no value
// yet.
std::string signed_part(const SignEntry& entry);
std::string signed_part(const WithdrawEntry& entry);
std::string signed_part(const KeptEntry& entry);
std::string signed_part(const QuoteEntry& entry);
// The same without formatting, from the text of a valid entry with a `sig` line.
std::string_view signed_part(std::string_view entry);

// The entry without its last line (`epoch` or `time`), which the server adds when it gives the entry its
// place.
std::string without_time(const Entry& entry);
// The entry that without_time() was taken from, at `time` (whole minutes). Fails as parse_entry() does.
Result<Entry> with_time(std::string_view lines, Instant time);

// RFC 6962 leaf hash of a `letter` entry's text.
LetterId letter_id_of(std::string_view entry);

}  // namespace ruban::ledger
