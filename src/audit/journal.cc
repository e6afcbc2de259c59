// SPDX-License-Identifier: AGPL-3.0-or-later
#include "audit/journal.h"

#include <fmt/format.h>

#include "core/check.h"
#include "crypto/sha256.h"
#include "ledger/checkpoint.h"
#include "ledger/merkle.h"

namespace ruban::audit {
namespace {

constexpr std::string_view kFirstLine = "ruban audit-state v1\n";
constexpr std::uint8_t kCheckpoint = 'C', kEntries = 'E';           // parts
constexpr std::uint8_t kSignature = 'S', kText = 'T', kNone = 'N';  // records of entries
constexpr std::uint8_t kAnonymous = 1, kByServer = 2, kCommits = 4;
constexpr std::int64_t kFirstSecond = -62'135'596'800, kLastSecond = 253'402'300'799;  // years 1 to 9999
constexpr std::size_t kLongestHead = 300;
constexpr std::size_t kMostBytes = std::size_t{1} << 30;  // of one part

void put(Bytes& out, std::uint64_t value, int bytes) {
  for (int i = bytes - 1; i >= 0; --i) out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}
void put(Bytes& out, ByteView bytes) { out.insert(out.end(), bytes.begin(), bytes.end()); }

Hash next_chain(const Hash& chain, ByteView body) { return crypto::sha256({chain.view(), body}); }
Bytes head_of(std::string_view origin) { return to_bytes(fmt::format("{}{}\n", kFirstLine, origin)); }

tl::unexpected<Error> damaged() {
  return fail(Kind::invalid, "This isn't the state of an audit, or it was damaged.");
}

// Takes from the front; what isn't there makes it fail once and for all.
class Cutter {
 public:
  explicit Cutter(ByteView bytes) : rest_(bytes) {}
  ByteView take(std::size_t n) {
    if (n > rest_.size()) {
      failed_ = true;
      rest_ = {};
      return {};
    }
    const auto out = rest_.first(n);
    rest_ = rest_.subspan(n);
    return out;
  }
  std::uint64_t integer(int bytes) {
    std::uint64_t out = 0;
    for (auto b : take(static_cast<std::size_t>(bytes))) out = out << 8 | b;
    return out;
  }
  template <class F>
  F fixed() {
    return F::from(take(F::kSize)).value_or(F{});
  }
  bool empty() const { return rest_.empty(); }
  bool failed() const { return failed_; }
  std::size_t left() const { return rest_.size(); }

 private:
  ByteView rest_;
  bool failed_ = false;
};

}  // namespace

JournalWriter::JournalWriter(std::string_view origin)
    : head_(head_of(origin)), chain_(crypto::sha256(head_)) {}

// length ‖ body ‖ SHA-256(what came before ‖ body)
Bytes JournalWriter::seal(Bytes body) {
  CHECK(body.size() <= kMostBytes);
  chain_ = next_chain(chain_, body);
  Bytes out;
  out.reserve(4 + body.size() + Hash::kSize);
  put(out, body.size(), 4);
  put(out, body);
  put(out, chain_.view());
  return out;
}

Bytes JournalWriter::checkpoint(const KeptCheckpoint& kept) {
  Bytes body{kCheckpoint, static_cast<std::uint8_t>(kept.audited)};
  put(body, as_bytes(kept.note));
  return seal(std::move(body));
}

void JournalWriter::take(std::string_view text, const CheckedEntry& checked, const SignatureState* counted) {
  if (!checked.entry) {
    records_.push_back(kNone);
    return;
  }
  if (counted == nullptr) {
    records_.push_back(kText);
    records_.push_back(static_cast<std::uint8_t>(checked.evidence));
    put(records_, text.size(), 2);
    put(records_, as_bytes(text));
    return;
  }
  const auto& sign = std::get<ledger::SignEntry>(*checked.entry);
  records_.push_back(kSignature);
  records_.push_back(static_cast<std::uint8_t>((sign.mode == ledger::Mode::anon ? kAnonymous : 0) |
                                               (sign.via == ledger::Via::server ? kByServer : 0) |
                                               (sign.commit ? kCommits : 0)));
  put(records_, counted->letter, 4);
  put(records_, counted->issuer, 1);
  put(records_, static_cast<std::uint64_t>(sign.epoch.time_since_epoch().count()), 8);
  put(records_, sign.key.view());
  if (sign.commit) put(records_, sign.commit->view());
}

Bytes JournalWriter::entries(TreeSize size, const Hash& root, std::uint64_t entry_bytes) {
  Bytes body{kEntries};
  put(body, size, 8);
  put(body, root.view());
  put(body, entry_bytes, 8);
  put(body, records_);
  records_.clear();
  return seal(std::move(body));
}

namespace {

class Reader {
 public:
  Result<Journal> read(ByteView bytes) {
    const auto head = TRY(read_head(as_text(bytes)));
    if (head == 0) return std::move(out_);
    out_.chain = crypto::sha256(bytes.first(head));
    out_.root = ledger::empty_root();
    out_.whole = head;
    while (true) {
      Cutter cutter(bytes.subspan(out_.whole));
      const auto length = cutter.integer(4);
      const auto body = cutter.take(length);
      const auto chain = cutter.fixed<Hash>();
      if (cutter.failed()) return std::move(out_);  // the end, or cut off
      if (length > kMostBytes || chain != next_chain(out_.chain, body)) return damaged();
      TRY(read_part(body));
      out_.chain = chain;
      out_.whole = bytes.size() - cutter.left();
    }
  }

 private:
  Result<std::size_t> read_head(std::string_view text) {
    if (text.size() < kFirstLine.size() && kFirstLine.starts_with(text)) return 0;
    if (!text.starts_with(kFirstLine)) return damaged();
    const auto end = text.find('\n', kFirstLine.size());
    if (end == std::string_view::npos) return text.size() > kLongestHead ? damaged() : Result<std::size_t>(0);
    out_.origin = TRY(ledger::parse_origin(text.substr(kFirstLine.size(), end - kFirstLine.size())));
    return end + 1;
  }

  Result<void> read_part(ByteView body) {
    Cutter cutter(body);
    switch (cutter.integer(1)) {
      case kCheckpoint: {
        const auto audited = cutter.integer(1);
        if (cutter.failed() || audited > 1) return damaged();
        out_.checkpoints.push_back({std::string(as_text(cutter.take(cutter.left()))), audited == 1});
        return {};
      }
      case kEntries: {
        const auto size = cutter.integer(8);
        out_.root = cutter.fixed<Hash>();
        out_.replayed.entry_bytes = cutter.integer(8);
        while (!cutter.empty()) {
          const bool right = read_record(cutter);
          if (!right || cutter.failed()) return damaged();
        }
        return cutter.failed() || size != out_.replayed.recount.size() ? damaged() : Result<void>();
      }
      default:
        return damaged();
    }
  }

  bool read_record(Cutter& cutter) {
    switch (cutter.integer(1)) {
      case kNone:
        out_.replayed.take({});
        return true;
      case kText:
        return read_text(cutter);
      case kSignature:
        return read_signature(cutter);
      default:
        return false;
    }
  }

  bool read_text(Cutter& cutter) {
    const auto evidence = cutter.integer(1);
    const auto length = cutter.integer(2);
    const auto text = as_text(cutter.take(length));
    auto entry = ledger::parse_entry(text);
    if (!entry || evidence > static_cast<std::uint64_t>(Evidence::wrong_signature)) return false;
    CheckedEntry checked;
    checked.leaf = ledger::leaf_hash(as_bytes(text));
    checked.evidence = static_cast<Evidence>(evidence);
    if (const auto* letter = std::get_if<ledger::LetterEntry>(&*entry))
      out_.keys.add(LetterId{checked.leaf.bytes}, letter->issuers);
    checked.entry = *std::move(entry);
    return !out_.replayed.take(checked);  // a signature that counts is written in the other way
  }

  bool read_signature(Cutter& cutter) {
    const auto flags = cutter.integer(1);
    const auto place = cutter.integer(4), issuer = cutter.integer(1);
    const auto epoch = static_cast<std::int64_t>(cutter.integer(8));
    const auto& letters = out_.replayed.recount.letters();
    if (flags > (kAnonymous | kByServer | kCommits) || place >= letters.size()) return false;
    const auto& letter = letters[place];
    if (issuer >= letter.entry.issuers.size() || epoch < kFirstSecond || epoch > kLastSecond) return false;
    ledger::SignEntry sign;
    sign.letter = letter.id;
    sign.mode = (flags & kAnonymous) != 0 ? ledger::Mode::anon : ledger::Mode::named;
    sign.via = (flags & kByServer) != 0 ? ledger::Via::server : ledger::Via::client;
    sign.issuer = letter.entry.issuers[issuer].label;
    sign.epoch = Instant(std::chrono::seconds(epoch));
    sign.key = cutter.fixed<PublicKey>();
    if ((flags & kCommits) != 0) sign.commit = cutter.fixed<Commitment>();
    if (cutter.failed()) return false;
    CheckedEntry checked;
    checked.evidence = Evidence::proven;
    checked.entry = std::move(sign);
    return out_.replayed.take(checked);
  }

  Journal out_;
};

}  // namespace

Result<Journal> read_journal(ByteView bytes) { return Reader().read(bytes); }

}  // namespace ruban::audit
