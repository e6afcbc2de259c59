// SPDX-License-Identifier: AGPL-3.0-or-later
#include "letter/letter_toml.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/utf8.h"
#include "letter/fields.h"
#include "letter/nearest.h"
#include "letter/plain_lines.h"

namespace ruban::letter {
namespace {

constexpr std::size_t kMaxClasses = 8;
constexpr std::size_t kMaxDomains = 100;
constexpr std::size_t kMaxTitle = 120;
constexpr std::size_t kMaxName = 120;
constexpr std::size_t kMaxSentence = 500;
constexpr std::size_t kMaxPolicyBytes = 8 * 1024;
constexpr std::int64_t kMaxPeople = 10'000'000'000;  // more than there are

std::vector<Language> read_languages(Fields& file) {
  std::vector<Language> out;
  for (const auto& item : file.items("languages", Need::required, kLanguages.size(), "[\"fr\", \"en\"]")) {
    if (const auto language = parse_language(item.text)) {
      out.push_back(*language);
    } else {
      file.fault(item.line, "Ruban doesn't know the language " + quoted(item.text) + " yet.",
                 "Write \"en\" or \"fr\".");
    }
  }
  return out;
}

std::optional<Slug> read_slug(Fields& file) {
  const auto text = file.line("slug", Need::required, 64, "\"a-few-words\"");
  if (!text) return std::nullopt;
  auto slug = Slug::parse(*text);
  if (slug) return *slug;
  file.fault(file.line_of("slug"), std::string(slug.error().message),
             "Write one to 64 small letters a to z, digits and hyphens, such as slug = \"close-the-mine\".");
  return std::nullopt;
}

std::vector<Mode> read_modes(Fields& file) {
  std::vector<Mode> out;
  const auto items = file.items("modes", Need::required, 3, "[\"named\"]");
  for (const auto& item : items) {
    const auto mode = parse_mode(item.text);
    if (!mode) {
      file.fault(item.line, quoted(item.text) + " isn't a way of signing.", "Write \"named\" or \"anon\".");
    } else if (*mode == Mode::sealed) {
      file.fault(item.line, "Sealed names aren't in this version of Ruban.", "Remove \"sealed\".");
    } else {
      out.push_back(*mode);
    }
  }
  std::ranges::sort(out);
  if (!items.empty() && std::ranges::find(items, "named", &Fields::Item::text) == items.end()) {
    file.fault(file.line_of("modes"), "Nobody could sign this letter by name.", "Add \"named\" to modes.");
  }
  return out;
}

std::optional<LetterReference> read_reference(Fields& file, std::string_view key, std::string_view example) {
  const auto text = file.line(key, Need::optional, 80, example);
  if (!text) return std::nullopt;
  auto reference = LetterReference::parse(*text);
  if (reference) return *reference;
  file.fault(file.line_of(key),
             quoted(*text) + " doesn't name a letter. " + std::string(reference.error().message),
             "Write " + std::string(key) + " = " + std::string(example) + ".");
  return std::nullopt;
}

// `follows` and `supports` against the letter's own slug.
void check_references(Fields& file, const Slug& slug, const std::optional<LetterReference>& follows,
                      const std::optional<LetterReference>& supports) {
  if (follows && follows->slug != slug) {
    file.fault(file.line_of("follows"), "A letter follows an earlier version of itself, not another letter.",
               "Write follows = \"" + slug.text() + "/v1\", or supports for another letter.");
  } else if (follows && !follows->version) {
    file.fault(file.line_of("follows"), "Which version this one replaces isn't said.",
               "Write follows = \"" + slug.text() + "/v1\", with the number of that version.");
  }
  if (supports && supports->slug == slug) {
    file.fault(file.line_of("supports"), "A letter can't support itself.",
               "Name another letter, or remove the key.");
  }
}

LocalText read_local(Fields& file, FieldsContext& context, std::string_view key,
                     std::size_t max_code_points) {
  const auto* table = file.table(key, Need::required, fmt::format("[{}] with fr = \"…\", en = \"…\"", key));
  if (!table) return {};
  Fields fields(*table, fmt::format("[{}]", key), context);
  auto out = fields.local_text(max_code_points);
  fields.done();
  return out;
}

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

bool check_domain(Fields& fields, std::string_view domain, int line) {
  if (is_domain(domain)) return true;
  fields.fault(line, quoted(domain) + " isn't a mail domain as computers write it.",
               "Write what follows the @, in small letters, accents in their xn-- form: \"example.org\".");
  return false;
}

Recipient read_recipient(Fields& file, FieldsContext& context) {
  const auto* table = file.table("recipient", Need::required, "[recipient] with name = \"…\"");
  if (!table) return {};
  Fields fields(*table, "[recipient]", context);
  Recipient out;
  out.name = fields.line("name", Need::required, kMaxName, "\"…\"").value_or("");
  out.role = fields.line_or_local("role", kMaxName, "{ fr = \"…\", en = \"…\" }");
  out.organisation = fields.line_or_local("organisation", kMaxName, "\"…\"");
  out.domain = fields.line("domain", Need::optional, 253, "\"example.org\"");
  if (out.domain) check_domain(fields, *out.domain, fields.line_of("domain"));
  fields.done();
  return out;
}

std::vector<Demand> read_demands(Fields& file, FieldsContext& context) {
  std::vector<Demand> out;
  for (const auto* table :
       file.tables("demand", kMaxDemands, "[[demand]] with number = 1, fr = \"…\", en = \"…\"")) {
    Fields fields(*table, "[[demand]]", context);
    const auto expected = static_cast<int>(out.size()) + 1;
    const auto number = fields.entry("number", Need::required, std::to_string(expected));
    if (number) {
      const auto* value = std::get_if<std::int64_t>(&number->value.value);
      if (!value || *value != expected) {
        fields.fault(number->line, "Demands are numbered 1, 2, 3 in the order of the file.",
                     "Write number = " + std::to_string(expected) + " here.");
      }
    }
    out.push_back({expected, fields.local_text(kMaxSentence)});
    fields.done();
  }
  return out;
}

bool is_class_name(std::string_view text) {
  return !text.empty() && text.size() <= 32 && text.front() != '-' && text.back() != '-' &&
         std::ranges::all_of(
             text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

std::vector<SignerClass> read_classes(Fields& file, FieldsContext& context) {
  std::vector<SignerClass> out;
  for (const auto* table :
       file.tables("class", kMaxClasses, "[[class]] with name = \"employee\", fr = \"…\"")) {
    Fields fields(*table, "[[class]]", context);
    SignerClass one;
    one.name = fields.line("name", Need::required, 64, "\"employee\"").value_or("");
    if (!one.name.empty() && !is_class_name(one.name)) {
      fields.fault(fields.line_of("name"), quoted(one.name) + " can't be the name of a class.",
                   "Write one to 32 small letters, digits and hyphens, such as name = \"employee\".");
    }
    if (!one.name.empty() && std::ranges::find(out, one.name, &SignerClass::name) != out.end()) {
      fields.fault(fields.line_of("name"), "The class " + quoted(one.name) + " stands here twice.",
                   "Give each class a name of its own.");
    }
    one.label = fields.local_text(kMaxName);
    if (const auto people = fields.number("denominator", Need::optional, 1, kMaxPeople, "120000")) {
      one.denominator = static_cast<std::uint64_t>(*people);
    }
    fields.done();
    out.push_back(std::move(one));
  }
  return out;
}

std::optional<Method> read_method(Fields& fields) {
  const auto text = fields.line("method", Need::required, 64, "\"email-domain\"");
  if (!text) return std::nullopt;
  const auto method = parse_method(*text);
  const auto line = fields.line_of("method");
  if (!method) {
    const auto meant =
        nearest(*text, {"email-domain", "email-list", "email-any", "invitation", "oidc", "ssh"});
    fields.fault(line, quoted(*text) + " isn't a method.",
                 meant ? "Write method = " + quoted(*meant) + "."
                       : "Write method = \"email-domain\", \"email-list\" or \"email-any\".");
    return std::nullopt;
  }
  switch (*method) {
    case Method::email_domain:
    case Method::email_list:
    case Method::email_any:
      return method;
    case Method::invitation:
    case Method::oidc:
    case Method::ssh:
      fields.fault(line, "The method " + quoted(*text) + " isn't in this version of Ruban.",
                   "Write \"email-domain\", \"email-list\" or \"email-any\".");
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
                 "There is no [[class]] with the name " + quoted(out.class_name) + ".",
                 meant ? "Write class = " + quoted(*meant) + "." : "Write the name of one, or add it.");
  }
  if (method && !out.label.empty() && !out.class_name.empty()) {
    const auto wanted = out.class_name + "-" + std::string(label_ending(*method));
    if (out.label != wanted) {
      fields.fault(fields.line_of("label"), "A label is the class, a hyphen and how it is proved.",
                   "Write label = " + quoted(wanted) + ".");
    }
  }
  if (!out.label.empty() && std::ranges::find(before, out.label, &Issuer::label) != before.end()) {
    fields.fault(fields.line_of("label"), "The label " + quoted(out.label) + " stands here twice.",
                 "Write one [[issuer]] for it, or another class.");
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
      file.fault(0, "Nobody can sign as " + quoted(one.name) + ": no [[issuer]] has this class.",
                 "Add an [[issuer]] with class = " + quoted(one.name) + ", or remove the class.");
    }
  }
  return out;
}

std::optional<Pledge> read_pledge(Fields& file, FieldsContext& context, std::size_t demands,
                                  std::optional<Instant> opens) {
  const auto* table = file.table("pledge", Need::optional, "[pledge] with fr = \"…\", en = \"…\"");
  if (!table) return std::nullopt;
  Fields fields(*table, "[pledge]", context);
  Pledge out;
  out.text = fields.local_text(kMaxSentence);
  out.due = fields.minute("due", Need::optional);
  if (out.due && opens && *out.due <= *opens) {
    fields.fault(fields.line_of("due"), "The pledge is due before the letter opens.", "Write a later time.");
  }
  for (const auto& [number, line] : fields.numbers("when_refused", "[1, 2]")) {
    if (number < 1 || number > static_cast<std::int64_t>(demands)) {
      fields.fault(line, "There is no demand number " + std::to_string(number) + ".",
                   "Write the number of a [[demand]].");
    } else if (std::ranges::find(out.when_refused, static_cast<int>(number)) != out.when_refused.end()) {
      fields.fault(line, "Demand " + std::to_string(number) + " is named twice.", "Write it once.");
    } else {
      out.when_refused.push_back(static_cast<int>(number));
    }
  }
  fields.done();
  return out;
}

Privacy read_privacy(Fields& file, FieldsContext& context) {
  Privacy out;
  const auto* table = file.table("privacy", Need::optional, "[privacy] with epoch_seconds = 3600");
  if (!table) return out;
  Fields fields(*table, "[privacy]", context);
  if (const auto seconds = fields.number("epoch_seconds", Need::optional, 60, 86'400, "3600")) {
    out.epoch = std::chrono::seconds(*seconds);
    if (*seconds % 60 != 0) {
      fields.fault(fields.line_of("epoch_seconds"), "An epoch is made of whole minutes.",
                   "Write epoch_seconds = " + std::to_string((*seconds / 60 + 1) * 60) + ".");
    }
  }
  if (const auto least = fields.number("min_batch", Need::optional, 1, 1000, "5"))
    out.min_batch = static_cast<int>(*least);
  if (const auto least = fields.number("min_issued", Need::optional, 1, 100'000, "20")) {
    out.min_issued = static_cast<int>(*least);
  }
  fields.done();
  return out;
}

// The lines of C2SP tlog-policy; what they mean is asked where the policy is used.
bool is_policy(std::string_view text) {
  while (!text.empty()) {
    const auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    const auto word = line.substr(0, line.find(' '));
    const bool known = word.empty() || word.starts_with('#') || word == "log" || word == "witness" ||
                       word == "group" || word == "quorum";
    if (!known || has_forbidden_characters(line)) return false;
  }
  return true;
}

std::optional<std::string> read_witnesses(Fields& file, FieldsContext& context) {
  const auto* table = file.table("witnesses", Need::optional, "[witnesses] with policy = '''…'''");
  if (!table) return std::nullopt;
  Fields fields(*table, "[witnesses]", context);
  std::optional<std::string> out;
  if (const auto* policy = fields.entry("policy", Need::required, "'''…'''")) {
    const auto* text = std::get_if<std::string>(&policy->value.value);
    if (text && !text->empty() && text->size() <= kMaxPolicyBytes && is_policy(*text)) {
      out = *text;
    } else {
      fields.fault(policy->line, "\"policy\" in [witnesses] isn't a witness policy (C2SP tlog-policy).",
                   "Write its lines, beginning with log, witness, group and quorum, between ''' and '''.");
    }
  }
  fields.done();
  return out;
}

}  // namespace

LetterToml read_letter_toml(std::string_view text, std::vector<Fault>& faults) {
  const auto before = faults.size();
  const auto tree = parse_toml(text, "letter.toml", faults);
  if (!tree) return {};
  FieldsContext context{faults, {}};
  Fields file(*tree, "", context);

  const auto slug = read_slug(file);
  context.languages = read_languages(file);
  const auto opens = file.minute("opens", Need::required);
  const auto closes = file.minute("closes", Need::optional);
  if (opens && closes && *closes <= *opens) {
    file.fault(file.line_of("closes"), "The letter closes before it opens.",
               "Write a later time, or remove the key.");
  }
  const bool comments = file.yes_or_no("comments").value_or(false);
  auto modes = read_modes(file);
  auto follows = read_reference(file, "follows", "\"a-few-words/v1\"");
  auto supports = read_reference(file, "supports", "\"another-letter\"");
  if (slug) check_references(file, *slug, follows, supports);

  auto title = read_local(file, context, "title", kMaxTitle);
  auto recipient = read_recipient(file, context);
  auto constituency = read_local(file, context, "constituency", 200);
  auto demands = read_demands(file, context);
  auto classes = read_classes(file, context);
  auto issuers = read_issuers(file, context, classes);
  auto pledge = read_pledge(file, context, demands.size(), opens);
  const auto privacy = read_privacy(file, context);
  auto policy = read_witnesses(file, context);
  file.done();

  LetterToml out{std::nullopt, context.languages};
  if (faults.size() == before && slug && opens) {
    out.letter = Letter{*slug,
                        context.languages,
                        *opens,
                        closes,
                        comments,
                        std::move(modes),
                        std::move(follows),
                        std::move(supports),
                        std::move(title),
                        std::move(recipient),
                        std::move(constituency),
                        std::move(demands),
                        std::move(classes),
                        std::move(issuers),
                        std::move(pledge),
                        privacy,
                        std::move(policy),
                        {}};
  }
  return out;
}

}  // namespace ruban::letter
