// SPDX-License-Identifier: AGPL-3.0-or-later
// Writing entries: each function below is the order of one type's lines.
#include <fmt/format.h>

#include "ledger/entry.h"

namespace ruban::ledger {
namespace {

class Writer {
 public:
  explicit Writer(std::string_view type) {
    out_ = "ruban/v1 ";
    out_ += type;
    out_ += '\n';
  }
  Writer& line(std::string_view key, std::string_view value) {
    out_ += key;
    out_ += ' ';
    out_ += value;
    out_ += '\n';
    return *this;
  }
  Writer& line(std::string_view key, std::uint64_t value) {
    return line(key, fmt::format_int(value).c_str());
  }
  Writer& line(std::string_view key, ByteView bytes) { return line(key, to_base64(bytes)); }
  Writer& time(std::string_view key, Instant at) { return line(key, format_minute(at)); }
  template <class F>
  Writer& maybe(std::string_view key, const std::optional<F>& value) {
    return value ? line(key, value->view()) : line(key, "-");
  }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

Writer letter(const LetterEntry& e) {
  Writer out("letter");
  out.line("slug", e.slug).line("version", e.version).maybe("follows", e.follows);
  out.line("text-sha256", e.text_sha256.view());
  std::string modes;
  for (auto mode : e.modes) {
    if (!modes.empty()) modes += ' ';
    modes += word(mode);
  }
  out.line("modes", modes);
  for (const auto& issuer : e.issuers) {
    out.line("issuer",
             fmt::format("{} {} {}", issuer.label, issuer.class_name, to_base64(issuer.key.spki())));
  }
  out.maybe("witness-policy-sha256", e.witness_policy_sha256).line("seal", "none");
  e.threshold ? out.line("threshold", *e.threshold) : out.line("threshold", "-");
  out.time("opens", e.opens);
  e.closes ? out.time("closes", *e.closes) : out.line("closes", "-");
  out.line("epoch", static_cast<std::uint64_t>(e.epoch.count())).line("min-batch", e.min_batch);
  return out;
}

// The lines up to `sig`.
Writer unsigned_part(const SignEntry& e) {
  Writer out("sign");
  out.line("letter", e.letter.view())
      .line("mode", word(e.mode))
      .line("via", word(e.via))
      .line("issuer", e.issuer);
  out.line("cred", ByteView(e.cred)).line("key", e.key.view()).line("cred-nonce", e.cred_nonce.view());
  out.maybe("commit", e.commit);
  return out;
}

Writer unsigned_part(const WithdrawEntry& e) {
  Writer out("withdraw");
  out.line("letter", e.letter.view()).line("index", e.index).line("key", e.key.view());
  return out;
}

Writer unsigned_part(const KeptEntry& e) {
  Writer out("kept");
  out.line("letter", e.letter.view()).line("index", e.index).line("key", e.key.view());
  return out;
}

Writer unsigned_part(const QuoteEntry& e) {
  Writer out("quote");
  out.line("letter", e.letter.view()).line("index", e.index).line("key", e.key.view());
  out.line("commit", e.commit.view());
  return out;
}

struct Format {
  std::string operator()(const LetterEntry& e) const { return letter(e).time("time", e.time).take(); }
  std::string operator()(const SignEntry& e) const {
    return unsigned_part(e).line("sig", e.sig.view()).time("epoch", e.epoch).take();
  }
  std::string operator()(const WithdrawEntry& e) const {
    return unsigned_part(e).line("sig", e.sig.view()).time("time", e.time).take();
  }
  std::string operator()(const TakedownEntry& e) const {
    Writer out("takedown");
    out.line("letter", e.letter.view()).line("index", e.index).line("reason", word(e.reason));
    return out.time("time", e.time).take();
  }
  std::string operator()(const EraseEntry& e) const {
    Writer out("erase");
    return out.line("letter", e.letter.view()).line("index", e.index).time("time", e.time).take();
  }
  std::string operator()(const IssuedEntry& e) const {
    Writer out("issued");
    out.line("letter", e.letter.view()).line("issuer", e.issuer).line("total", e.total);
    return out.time("time", e.time).take();
  }
  std::string operator()(const TallyEntry& e) const {
    Writer out("tally");
    out.line("letter", e.letter.view()).line("size", e.size);
    for (const auto& c : e.counts) {
      out.line("count", fmt::format("{} {} {} {} {}", c.label, c.named, c.anon, c.withdrawn, c.taken_down));
    }
    return out.time("time", e.time).take();
  }
  std::string operator()(const ResponseEntry& e) const {
    Writer out("response");
    out.line("letter", e.letter.view()).line("number", e.number).line("by", word(e.by));
    out.line("domain", e.domain ? std::string_view(*e.domain) : "-").line("doc-sha256", e.doc_sha256.view());
    return out.time("time", e.time).take();
  }
  std::string operator()(const DemandEntry& e) const {
    Writer out("demand");
    out.line("letter", e.letter.view()).line("number", e.number).line("state", word(e.state));
    return out.line("doc-sha256", e.doc_sha256.view()).time("time", e.time).take();
  }
  std::string operator()(const NumberedDocumentEntry& e) const {
    Writer out(word(e.kind));
    out.line("letter", e.letter.view()).line("number", e.number).line("doc-sha256", e.doc_sha256.view());
    return out.time("time", e.time).take();
  }
  std::string operator()(const KeptEntry& e) const {
    return unsigned_part(e).line("sig", e.sig.view()).time("time", e.time).take();
  }
  std::string operator()(const QuoteEntry& e) const {
    return unsigned_part(e).line("sig", e.sig.view()).time("time", e.time).take();
  }
  std::string operator()(const EndEntry& e) const {
    Writer out("end");
    out.line("letter", e.letter.view()).line("state", word(e.state));
    out.line("keys-destroyed", e.keys_destroyed ? "issuer,hmac" : "-").maybe("doc-sha256", e.doc_sha256);
    return out.time("time", e.time).take();
  }
  std::string operator()(const ClientEntry& e) const {
    Writer out("client");
    out.line("version", e.version).line("manifest-sha256", e.manifest_sha256.view());
    return out.time("time", e.time).take();
  }
};

}  // namespace

std::string format_entry(const Entry& entry) { return std::visit(Format{}, entry); }

std::string signed_part(const SignEntry& entry) { return unsigned_part(entry).take(); }
std::string signed_part(const WithdrawEntry& entry) { return unsigned_part(entry).take(); }
std::string signed_part(const KeptEntry& entry) { return unsigned_part(entry).take(); }
std::string signed_part(const QuoteEntry& entry) { return unsigned_part(entry).take(); }

}  // namespace ruban::ledger
