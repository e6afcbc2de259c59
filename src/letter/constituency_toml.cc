// SPDX-License-Identifier: AGPL-3.0-or-later
#include "letter/constituency_toml.h"

#include <algorithm>

#include "letter/nearest.h"
#include "letter/plain_lines.h"

namespace ruban::letter {
namespace {

constexpr std::size_t kMaxClasses = 8;
constexpr std::size_t kMaxDomains = 100;
constexpr std::size_t kMaxLabel = 120;
constexpr std::int64_t kMaxPeople = 10'000'000'000;  // more than there are

bool is_domain(std::string_view text) {
  if (text.size() > 253 || text.find('.') == std::string_view::npos) return false;
  while (true) {
    const auto label = text.substr(0, text.find('.'));
    const bool plain = std::ranges::all_of(
        label, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
    if (label.empty() || label.size() > 63 || !plain || label.front() == '-' || label.back() == '-')
      return false;
    if (label.size() == text.size()) return true;
    text.remove_prefix(label.size() + 1);
  }
}

bool is_class_name(std::string_view text) {
  return !text.empty() && text.size() <= 32 && text.front() != '-' && text.back() != '-' &&
         std::ranges::all_of(
             text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

std::optional<Method> read_method(Fields& fields) {
  const auto text = fields.line("method", Need::required, 64, "\"email-domain\"");
  if (!text) return std::nullopt;
  const auto method = parse_method(*text);
  const auto line = fields.line_of("method");
  if (!method) {
    const auto meant =
        nearest(*text, {"email-domain", "email-list", "email-any", "invitation", "oidc", "ssh"});
    fields.fault(line, in_quotes(*text) + " isn't a method.",
                 meant ? "Write method = " + in_quotes(*meant) + "."
                       : "Write method = \"invitation\", \"email-domain\", \"email-list\" or \"email-any\".");
    return std::nullopt;
  }
  switch (*method) {
    case Method::email_domain:
    case Method::email_list:
    case Method::email_any:
    case Method::invitation:
      return method;
    case Method::oidc:
    case Method::ssh:
      fields.fault(line, "The method " + in_quotes(*text) + " isn't in this version of Ruban.",
                   "Write \"invitation\", \"email-domain\", \"email-list\" or \"email-any\".");
      return method;
  }
  return std::nullopt;
}

std::vector<std::string> read_domains(Fields& fields, std::optional<Method> method) {
  const auto need = method == Method::email_domain ? Need::required : Need::optional;
  std::vector<std::string> out;
  for (const auto& item : fields.items("domains", need, kMaxDomains, "[\"example.org\"]")) {
    if (check_domain(fields, item.text, item.line)) out.push_back(item.text);
  }
  if (!out.empty() && method && *method != Method::email_domain) {
    fields.fault(fields.line_of("domains"), "Domains go with the method \"email-domain\" alone.",
                 "Remove them, or write method = \"email-domain\".");
  }
  return out;
}

Issuer read_issuer(Fields& fields, const std::vector<SignerClass>& classes,
                   const std::vector<Issuer>& before) {
  Issuer out;
  out.label = fields.line("label", Need::required, 64, "\"employee-email\"").value_or("");
  out.class_name = fields.line("class", Need::required, 64, "\"employee\"").value_or("");
  const auto method = read_method(fields);
  out.domains = read_domains(fields, method);
  out.method = method.value_or(Method::email_any);
  if (!out.class_name.empty() &&
      std::ranges::find(classes, out.class_name, &SignerClass::name) == classes.end()) {
    std::vector<std::string> names;
    for (const auto& one : classes) names.push_back(one.name);
    const auto meant = nearest(out.class_name, names);
    fields.fault(fields.line_of("class"),
                 "There is no [[class]] with the name " + in_quotes(out.class_name) + ".",
                 meant ? "Write class = " + in_quotes(*meant) + "." : "Write the name of one, or add it.");
  }
  if (method && !out.label.empty() && !out.class_name.empty()) {
    const auto wanted = out.class_name + "-" + std::string(label_ending(*method));
    if (out.label != wanted) {
      fields.fault(fields.line_of("label"), "A label is the class, a hyphen and how it is proved.",
                   "Write label = " + in_quotes(wanted) + ".");
    }
  }
  if (!out.label.empty() && std::ranges::find(before, out.label, &Issuer::label) != before.end()) {
    fields.fault(fields.line_of("label"), "The label " + in_quotes(out.label) + " stands here twice.",
                 "Write one [[issuer]] for it, or another class.");
  }
  return out;
}

}  // namespace

bool check_domain(Fields& fields, std::string_view domain, int line) {
  if (is_domain(domain)) return true;
  fields.fault(line, in_quotes(domain) + " isn't a mail domain as computers write it.",
               "Write what follows the @, in small letters, accents in their xn-- form: \"example.org\".");
  return false;
}

std::vector<SignerClass> read_classes(Fields& file, FieldsContext& context) {
  std::vector<SignerClass> out;
  for (const auto* table :
       file.tables("class", kMaxClasses, "[[class]] with name = \"employee\", fr = \"…\"")) {
    Fields fields(*table, "[[class]]", context);
    SignerClass one;
    one.name = fields.line("name", Need::required, 64, "\"employee\"").value_or("");
    if (!one.name.empty() && !is_class_name(one.name)) {
      fields.fault(fields.line_of("name"), in_quotes(one.name) + " can't be the name of a class.",
                   "Write one to 32 small letters, digits and hyphens, such as name = \"employee\".");
    }
    if (!one.name.empty() && std::ranges::find(out, one.name, &SignerClass::name) != out.end()) {
      fields.fault(fields.line_of("name"), "The class " + in_quotes(one.name) + " stands here twice.",
                   "Give each class a name of its own.");
    }
    one.label = fields.local_text(kMaxLabel);
    if (const auto people = fields.number("denominator", Need::optional, 1, kMaxPeople, "120000")) {
      one.denominator = static_cast<std::uint64_t>(*people);
    }
    fields.done();
    out.push_back(std::move(one));
  }
  return out;
}

std::vector<Issuer> read_issuers(Fields& file, FieldsContext& context,
                                 const std::vector<SignerClass>& classes) {
  std::vector<Issuer> out;
  for (const auto* table :
       file.tables("issuer", kMaxIssuers,
                   "[[issuer]] with label = \"employee-email\", class = \"employee\", method = \"…\"")) {
    Fields fields(*table, "[[issuer]]", context);
    out.push_back(read_issuer(fields, classes, out));
    fields.done();
  }
  for (const auto& one : classes) {
    if (out.empty() || one.name.empty()) break;
    if (std::ranges::find(out, one.name, &Issuer::class_name) == out.end()) {
      file.fault(0, "Nobody can sign as " + in_quotes(one.name) + ": no [[issuer]] has this class.",
                 "Add an [[issuer]] with class = " + in_quotes(one.name) + ", or remove the class.");
    }
  }
  return out;
}

}  // namespace ruban::letter
