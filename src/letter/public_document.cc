// SPDX-License-Identifier: AGPL-3.0-or-later
#include "letter/public_document.h"

#include <fmt/format.h>

#include <algorithm>

#include "letter/code.h"
#include "letter/fields.h"
#include "letter/letter.h"
#include "letter/link.h"
#include "letter/plain_lines.h"

namespace ruban::letter {
namespace {

constexpr std::string_view kBorder = "+++\n";
constexpr std::size_t kMaxSource = 2000;
constexpr std::int64_t kMaxNumber = 100'000;
constexpr std::int64_t kMaxBytes = std::int64_t{1} << 40;

std::optional<Hash> read_hash(Fields& fields, std::string_view key, Need need) {
  const auto text = fields.line(key, need, 64, "\"<64 hex digits>\"");
  if (!text) return std::nullopt;
  auto hash = fixed_from_hex<Hash>(*text);
  if (hash) return *hash;
  fields.fault(fields.line_of(key), in_quotes(key) + " isn't a SHA-256.",
               "Write its 64 hexadecimal digits in small letters.");
  return std::nullopt;
}

DocumentKind read_kind(Fields& fields) {
  const auto text = fields.line("kind", Need::required, 20, "\"update\"");
  if (!text) return DocumentKind::update;
  if (const auto kind = parse_document_kind(*text)) return *kind;
  fields.fault(fields.line_of("kind"), in_quotes(*text) + " isn't a kind of document.",
               "Write \"response\", \"demand\", \"update\", \"evidence\", \"delivery\" or \"end\".");
  return DocumentKind::update;
}

Language read_language(Fields& fields) {
  const auto text = fields.line("lang", Need::required, 8, "\"fr\"");
  if (!text) return Language::en;
  if (const auto language = parse_language(*text)) return *language;
  fields.fault(fields.line_of("lang"), "Ruban doesn't know the language " + in_quotes(*text) + " yet.",
               "Write \"en\" or \"fr\".");
  return Language::en;
}

std::optional<DemandState> read_state(Fields& fields, DocumentKind kind) {
  const auto text =
      fields.line("state", kind == DocumentKind::demand ? Need::required : Need::optional, 20, "\"refused\"");
  if (!text) return std::nullopt;
  const auto line = fields.line_of("state");
  if (kind != DocumentKind::demand) fields.fault(line, "Only a demand has a state.", "Remove the key.");
  const auto state = parse_demand_state(*text);
  if (!state) {
    fields.fault(line, in_quotes(*text) + " isn't a state of a demand.",
                 "Write open, promised, partly_met, met, refused, broken or stalled.");
  }
  return state;
}

std::optional<std::string> read_source(Fields& fields) {
  const auto text = fields.line("source", Need::optional, kMaxSource, "\"https://example.org/page\"");
  if (!text) return std::nullopt;
  const auto address = link_address(*text);
  if (address && !address->starts_with("mailto:")) return *address;
  fields.fault(fields.line_of("source"), in_quotes(*text) + " isn't the address of a page.",
               "Write the whole address, beginning with https://.");
  return std::nullopt;
}

std::vector<Said> read_said(Fields& fields, FieldsContext& context) {
  std::vector<Said> out;
  const auto* found = fields.entry("said", Need::optional, "{ 1 = \"…\" }");
  if (found == nullptr) return out;
  const auto* table = fields.table("said", Need::optional, "[said] with 1 = \"…\"");
  if (table == nullptr) return out;
  Fields inner(*table, "[said]", context);
  for (int demand = 1; demand <= static_cast<int>(kMaxDemands); ++demand) {
    const auto key = std::to_string(demand);
    if (table->find(key) == nullptr) continue;
    if (auto text = inner.line(key, Need::optional, kMaxSaid, "\"…\"")) out.push_back({demand, *text});
  }
  inner.done();
  return out;
}

bool is_attachment_name(std::string_view name) {
  return !name.empty() && name.size() <= 80 && name.front() != '.' && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-';
  });
}

Attachment read_attachment(Fields& fields) {
  Attachment out;
  out.name = fields.line("name", Need::required, 80, "\"page.warc\"").value_or("");
  if (!out.name.empty() && !is_attachment_name(out.name)) {
    fields.fault(fields.line_of("name"), in_quotes(out.name) + " can't be the name of an attachment.",
                 "Write letters a to z, digits, dots, hyphens and underscores.");
  }
  out.type = fields.line("type", Need::required, 80, "\"application/pdf\"").value_or("");
  if (!out.type.empty() && std::ranges::find(kAttachmentTypes, out.type) == kAttachmentTypes.end()) {
    fields.fault(fields.line_of("type"), in_quotes(out.type) + " isn't a type that can be attached.",
                 "Attach a PDF, a picture (PNG, JPEG), a WARC, an HTML file or plain text.");
  }
  out.sha256 = read_hash(fields, "sha256", Need::required).value_or(Hash{});
  out.bytes =
      static_cast<std::uint64_t>(fields.number("bytes", Need::required, 0, kMaxBytes, "1024").value_or(0));
  return out;
}

std::vector<Attachment> read_attachments(Fields& fields, FieldsContext& context) {
  std::vector<Attachment> out;
  if (fields.entry("attachment", Need::optional, "") == nullptr) return out;
  for (const auto* table : fields.tables("attachment", kMaxAttachments, "[[attachment]] with name = \"…\"")) {
    Fields inner(*table, "[[attachment]]", context);
    out.push_back(read_attachment(inner));
    inner.done();
  }
  return out;
}

void read_header(const TomlTable& table, PublicDocument& out, FieldsContext& context) {
  Fields fields(table, {}, context);
  out.kind = read_kind(fields);
  out.number =
      static_cast<std::uint64_t>(fields.number("number", Need::required, 1, kMaxNumber, "1").value_or(1));
  out.language = read_language(fields);
  out.state = read_state(fields, out.kind);
  out.title = fields.line("title", Need::required, kMaxTitle, "\"…\"").value_or("");
  out.translates = read_hash(fields, "translates", Need::optional);
  out.corrects = read_hash(fields, "corrects", Need::optional);
  out.date = fields.minute("date", Need::optional);
  out.by = fields.line("by", Need::optional, kMaxPerson, "\"…\"");
  out.source = read_source(fields);
  for (const auto& [number, line] : fields.numbers("evidence", "[1, 2]")) {
    if (number < 1 || number > kMaxNumber) {
      fields.fault(line, "There is no piece of evidence number " + std::to_string(number) + ".",
                   "Write the number that ruban letter statements tells.");
    } else {
      out.evidence.push_back(static_cast<std::uint64_t>(number));
    }
  }
  out.said = read_said(fields, context);
  out.attachments = read_attachments(fields, context);
  fields.done();
}

// TOML's basic string: the texts here hold no control character.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

void line(std::string& out, std::string_view key, std::string_view value) {
  out += fmt::format("{} = {}\n", key, value);
}

}  // namespace

std::string_view code(DocumentKind kind) {
  switch (kind) {
    case DocumentKind::response:
      return "response";
    case DocumentKind::demand:
      return "demand";
    case DocumentKind::update:
      return "update";
    case DocumentKind::evidence:
      return "evidence";
    case DocumentKind::delivery:
      return "delivery";
    case DocumentKind::end:
      return "end";
  }
  unknown_value();
}

std::optional<DocumentKind> parse_document_kind(std::string_view text) {
  return find_by_code(kDocumentKinds, text);
}

std::optional<PublicDocument> parse_public_document(std::string_view text, std::string_view file,
                                                    std::vector<Fault>& faults) {
  const auto before = faults.size();
  const auto fault = [&](std::string what, std::string instead) {
    faults.push_back({std::string(file), 0, std::move(what), std::move(instead)});
    return std::nullopt;
  };
  if (text.size() > kMaxPublicDocumentBytes) {
    return fault("The document has " + std::to_string(text.size()) + " bytes.",
                 "Shorten it to at most " + std::to_string(kMaxPublicDocumentBytes) + ".");
  }
  const auto border = text.find("\n+++\n");
  if (border == std::string_view::npos)
    return fault("The document has no line +++ between its header and its text.", "Write one.");
  PublicDocument out;
  out.markdown = text.substr(border + 1 + kBorder.size());
  const auto header = text.substr(0, border + 1);
  if (check_plain_lines(header, file, faults)) {
    if (const auto table = parse_toml(header, file, faults)) {
      FieldsContext context{faults, {}, std::string(file)};
      read_header(*table, out, context);
    }
  }
  if (!out.markdown.empty()) {
    const auto of_header = faults.size();
    if (auto body = parse_document(out.markdown, file, faults)) out.body = *std::move(body);
    const auto lines = static_cast<int>(std::ranges::count(header, '\n')) + 1;
    for (auto i = of_header; i < faults.size(); ++i) {
      if (faults[i].line > 0) faults[i].line += lines;
    }
  }
  if (faults.size() != before) return std::nullopt;
  return out;
}

std::string write(const PublicDocument& d) {
  std::string out;
  line(out, "kind", quoted(code(d.kind)));
  line(out, "number", std::to_string(d.number));
  line(out, "lang", quoted(code(d.language)));
  if (d.state) line(out, "state", quoted(code(*d.state)));
  line(out, "title", quoted(d.title));
  if (d.translates) line(out, "translates", quoted(to_hex(d.translates->view())));
  if (d.corrects) line(out, "corrects", quoted(to_hex(d.corrects->view())));
  if (d.date) line(out, "date", quoted(format_rfc3339(*d.date)));
  if (d.by) line(out, "by", quoted(*d.by));
  if (d.source) line(out, "source", quoted(*d.source));
  if (!d.evidence.empty()) line(out, "evidence", fmt::format("[{}]", fmt::join(d.evidence, ", ")));
  if (!d.said.empty()) out += "\n[said]\n";
  for (const auto& said : d.said) line(out, std::to_string(said.demand), quoted(said.text));
  for (const auto& one : d.attachments) {
    out += "\n[[attachment]]\n";
    line(out, "name", quoted(one.name));
    line(out, "type", quoted(one.type));
    line(out, "sha256", quoted(to_hex(one.sha256.view())));
    line(out, "bytes", std::to_string(one.bytes));
  }
  out += kBorder;
  out += d.markdown;
  return out;
}

}  // namespace ruban::letter
