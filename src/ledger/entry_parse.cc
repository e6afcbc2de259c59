// SPDX-License-Identifier: AGPL-3.0-or-later
// Reading entries: each function below is the order of one type's lines, as in entry_format.cc.
#include <algorithm>

#include "ledger/entry_lines.h"

namespace ruban::ledger {
namespace {

constexpr std::size_t kMaxSlug = 64, kMaxLabel = 64, kMaxClass = 32, kMaxClientVersion = 64;

template <std::size_t N>
std::optional<std::array<std::string_view, N>> split(std::string_view text) {
  std::array<std::string_view, N> out;
  for (std::size_t i = 0; i + 1 < N; ++i) {
    const auto space = text.find(' ');
    if (space == std::string_view::npos) return std::nullopt;
    out[i] = text.substr(0, space);
    text.remove_prefix(space + 1);
  }
  if (text.find(' ') != std::string_view::npos) return std::nullopt;
  out[N - 1] = text;
  return out;
}

Result<std::vector<Mode>> read_modes(EntryLines& lines) {
  const auto text = TRY(lines.value("modes"));
  if (text == "named") return std::vector{Mode::named};
  if (text == "named anon") return std::vector{Mode::named, Mode::anon};
  if (text == "named sealed") return std::vector{Mode::named, Mode::sealed};
  if (text == "named anon sealed") return std::vector{Mode::named, Mode::anon, Mode::sealed};
  return fail(Kind::invalid, "The modes are named, then anon, then sealed.", "modes");
}

Result<IssuerLine> read_issuer(EntryLines& lines) {
  auto parts = split<3>(TRY(lines.value("issuer")));
  if (!parts) return fail(Kind::invalid, "An issuer's line has a label, a class and a key.", "issuer");
  const auto [label, class_name, key] = *parts;
  // The label is the class, a hyphen, and the method.
  if (!is_word(label, kMaxLabel) || !is_word(class_name, kMaxClass) || !label.starts_with(class_name) ||
      label.size() < class_name.size() + 2 || label[class_name.size()] != '-') {
    return fail(Kind::invalid, "An issuer's label is its class, a hyphen and its method.", "issuer");
  }
  auto der = from_base64(key);
  auto rsa = der ? crypto::RsaPublicKey::from_spki(*der) : tl::unexpected(der.error());
  if (!rsa)
    return fail(Kind::invalid, "An issuer's key is the canonical base64 of an RSA public key.", "issuer");
  return IssuerLine{std::string(label), std::string(class_name), *std::move(rsa)};
}

Result<Entry> read_letter(EntryLines lines) {
  LetterEntry e;
  e.slug = TRY(lines.short_word("slug", kMaxSlug));
  e.version = TRY(lines.integer("version"));
  e.follows = TRY(lines.maybe_fixed<LetterId>("follows"));
  e.text_sha256 = TRY(lines.fixed<Hash>("text-sha256"));
  e.modes = TRY(read_modes(lines));
  do {
    auto issuer = TRY(read_issuer(lines));
    if (e.issuers.size() == kMaxIssuers)
      return fail(Kind::invalid, "A letter has at most eight issuers.", "issuer");
    for (const auto& other : e.issuers) {
      if (other.label == issuer.label || other.key.spki() == issuer.key.spki()) {
        return fail(Kind::invalid, "Two issuers of a letter have different labels and keys.", "issuer");
      }
    }
    e.issuers.push_back(std::move(issuer));
  } while (lines.next_is("issuer"));
  e.witness_policy_sha256 = TRY(lines.maybe_fixed<Hash>("witness-policy-sha256"));
  if (TRY(lines.value("seal")) != "none")
    return fail(Kind::invalid, "Nothing but none can be sealed yet.", "seal");
  auto probe = lines;
  if (TRY(probe.value("threshold")) == "-") {
    lines = probe;
  } else {
    e.threshold = TRY(lines.integer("threshold"));
  }
  e.opens = TRY(lines.time("opens"));
  e.closes = TRY(lines.maybe_time("closes"));
  e.epoch = std::chrono::seconds(TRY(lines.integer("epoch")));
  e.min_batch = TRY(lines.integer("min-batch"));
  e.time = TRY(lines.time("time"));
  TRY(lines.end());
  return e;
}

Result<Entry> read_sign(EntryLines lines) {
  SignEntry e;
  e.letter = TRY(lines.fixed<LetterId>("letter"));
  e.mode = TRY((lines.one_of<Mode>("mode", std::array{kModes[0], kModes[1]})));
  e.via = TRY((lines.one_of<Via>("via", kVias)));
  e.issuer = TRY(lines.short_word("issuer", kMaxLabel));
  auto cred = from_base64(TRY(lines.value("cred")));
  if (!cred || (cred->size() != 256 && cred->size() != 384 && cred->size() != 512)) {
    return fail(Kind::invalid, "A credential is the canonical base64 of as many bytes as its issuer's key.",
                "cred");
  }
  e.cred = *std::move(cred);
  e.key = TRY(lines.fixed<PublicKey>("key"));
  e.cred_nonce = TRY(lines.fixed<Nonce>("cred-nonce"));
  e.commit = TRY(lines.maybe_fixed<Commitment>("commit"));
  e.sig = TRY(lines.fixed<SignatureBytes>("sig"));
  e.epoch = TRY(lines.time("epoch"));
  TRY(lines.end());
  return e;
}

Result<Entry> read_withdraw(EntryLines lines) {
  WithdrawEntry e;
  e.letter = TRY(lines.fixed<LetterId>("letter"));
  e.index = TRY(lines.integer("index"));
  e.key = TRY(lines.fixed<PublicKey>("key"));
  e.sig = TRY(lines.fixed<SignatureBytes>("sig"));
  e.time = TRY(lines.time("time"));
  TRY(lines.end());
  return e;
}

Result<Entry> read_takedown(EntryLines lines) {
  TakedownEntry e;
  e.letter = TRY(lines.fixed<LetterId>("letter"));
  e.index = TRY(lines.integer("index"));
  e.reason = TRY((lines.one_of<TakedownReason>("reason", kTakedownReasons)));
  e.time = TRY(lines.time("time"));
  TRY(lines.end());
  return e;
}

Result<Entry> read_erase(EntryLines lines) {
  EraseEntry e;
  e.letter = TRY(lines.fixed<LetterId>("letter"));
  e.index = TRY(lines.integer("index"));
  e.time = TRY(lines.time("time"));
  TRY(lines.end());
  return e;
}

Result<Entry> read_issued(EntryLines lines) {
  IssuedEntry e;
  e.letter = TRY(lines.fixed<LetterId>("letter"));
  e.issuer = TRY(lines.short_word("issuer", kMaxLabel));
  e.total = TRY(lines.integer("total"));
  e.time = TRY(lines.time("time"));
  TRY(lines.end());
  return e;
}

Result<TallyCount> read_count(EntryLines& lines) {
  const auto wrong = fail(Kind::invalid, "A count line has a label and four integers.", "count");
  auto parts = split<5>(TRY(lines.value("count")));
  if (!parts || !is_word((*parts)[0], kMaxLabel)) return wrong;
  std::array<std::uint64_t, 4> numbers;
  for (std::size_t i = 0; i < 4; ++i) {
    auto number = read_integer((*parts)[i + 1]);
    if (!number) return wrong;
    numbers[i] = *number;
  }
  return TallyCount{std::string((*parts)[0]), numbers[0], numbers[1], numbers[2], numbers[3]};
}

Result<Entry> read_tally(EntryLines lines) {
  TallyEntry e;
  e.letter = TRY(lines.fixed<LetterId>("letter"));
  e.size = TRY(lines.integer("size"));
  do {
    if (e.counts.size() == kMaxIssuers)
      return fail(Kind::invalid, "A letter has at most eight issuers.", "count");
    e.counts.push_back(TRY(read_count(lines)));
  } while (lines.next_is("count"));
  e.time = TRY(lines.time("time"));
  TRY(lines.end());
  return e;
}

Result<Entry> read_response(EntryLines lines) {
  ResponseEntry e;
  e.letter = TRY(lines.fixed<LetterId>("letter"));
  e.number = TRY(lines.integer("number"));
  e.by = TRY((lines.one_of<ResponseBy>("by", kResponseBys)));
  if (auto domain = TRY(lines.value("domain")); domain != "-") {
    if (!is_domain(domain))
      return fail(Kind::invalid, "A domain is written in lower-case A-labels.", "domain");
    e.domain = domain;
  }
  e.doc_sha256 = TRY(lines.fixed<Hash>("doc-sha256"));
  e.time = TRY(lines.time("time"));
  TRY(lines.end());
  return e;
}

Result<Entry> read_demand(EntryLines lines) {
  DemandEntry e;
  e.letter = TRY(lines.fixed<LetterId>("letter"));
  e.number = TRY(lines.integer("number"));
  e.state = TRY((lines.one_of<DemandState>("state", kDemandStates)));
  e.doc_sha256 = TRY(lines.fixed<Hash>("doc-sha256"));
  e.time = TRY(lines.time("time"));
  TRY(lines.end());
  return e;
}

Result<Entry> read_document(DocumentKind kind, EntryLines lines) {
  NumberedDocumentEntry e;
  e.kind = kind;
  e.letter = TRY(lines.fixed<LetterId>("letter"));
  e.number = TRY(lines.integer("number"));
  e.doc_sha256 = TRY(lines.fixed<Hash>("doc-sha256"));
  e.time = TRY(lines.time("time"));
  TRY(lines.end());
  return e;
}

Result<Entry> read_kept(EntryLines lines) {
  KeptEntry e;
  e.letter = TRY(lines.fixed<LetterId>("letter"));
  e.index = TRY(lines.integer("index"));
  e.key = TRY(lines.fixed<PublicKey>("key"));
  e.sig = TRY(lines.fixed<SignatureBytes>("sig"));
  e.time = TRY(lines.time("time"));
  TRY(lines.end());
  return e;
}

Result<Entry> read_quote(EntryLines lines) {
  QuoteEntry e;
  e.letter = TRY(lines.fixed<LetterId>("letter"));
  e.index = TRY(lines.integer("index"));
  e.key = TRY(lines.fixed<PublicKey>("key"));
  e.commit = TRY(lines.fixed<Commitment>("commit"));
  e.sig = TRY(lines.fixed<SignatureBytes>("sig"));
  e.time = TRY(lines.time("time"));
  TRY(lines.end());
  return e;
}

Result<Entry> read_end(EntryLines lines) {
  EndEntry e;
  e.letter = TRY(lines.fixed<LetterId>("letter"));
  e.state = TRY((lines.one_of<LetterEnd>("state", kLetterEnds)));
  auto destroyed = TRY(lines.value("keys-destroyed"));
  if (destroyed != "-" && destroyed != "issuer,hmac") {
    return fail(Kind::invalid, "The keys destroyed are issuer,hmac or none.", "keys-destroyed");
  }
  e.keys_destroyed = destroyed != "-";
  e.doc_sha256 = TRY(lines.maybe_fixed<Hash>("doc-sha256"));
  e.time = TRY(lines.time("time"));
  TRY(lines.end());
  return e;
}

Result<Entry> read_client(EntryLines lines) {
  ClientEntry e;
  auto version = TRY(lines.value("version"));
  if (version.size() > kMaxClientVersion || version.find(' ') != std::string_view::npos) {
    return fail(Kind::invalid, "A client's version is one short word.", "version");
  }
  e.version = version;
  e.manifest_sha256 = TRY(lines.fixed<Hash>("manifest-sha256"));
  e.time = TRY(lines.time("time"));
  TRY(lines.end());
  return e;
}

}  // namespace

Result<Entry> parse_entry(std::string_view text) {
  constexpr std::string_view kHeader = "ruban/v1 ";
  if (text.size() > kMaxEntryBytes) return fail(Kind::too_large, "An entry has at most 8 KiB.");
  const auto end = text.find('\n');
  if (!text.starts_with(kHeader) || end == std::string_view::npos) {
    return fail(Kind::invalid, "An entry begins with the line ruban/v1 and its type.");
  }
  const auto type = text.substr(kHeader.size(), end - kHeader.size());
  const EntryLines lines(text.substr(end + 1));
  if (type == "sign") return read_sign(lines);
  if (type == "letter") return read_letter(lines);
  if (type == "withdraw") return read_withdraw(lines);
  if (type == "takedown") return read_takedown(lines);
  if (type == "erase") return read_erase(lines);
  if (type == "issued") return read_issued(lines);
  if (type == "tally") return read_tally(lines);
  if (type == "response") return read_response(lines);
  if (type == "demand") return read_demand(lines);
  if (auto kind = find_word<DocumentKind>(kDocumentKinds, type)) return read_document(*kind, lines);
  if (type == "kept") return read_kept(lines);
  if (type == "quote") return read_quote(lines);
  if (type == "end") return read_end(lines);
  if (type == "client") return read_client(lines);
  return fail(Kind::invalid, "This type of entry is unknown.");
}

}  // namespace ruban::ledger
