// SPDX-License-Identifier: AGPL-3.0-or-later
#include "letter/letter_toml.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/utf8.h"
#include "letter/constituency_toml.h"
#include "letter/fields.h"
#include "letter/plain_lines.h"

namespace ruban::letter {
namespace {

constexpr std::size_t kMaxTitle = 120;
constexpr std::size_t kMaxName = 120;
constexpr std::size_t kMaxSentence = 500;
constexpr std::size_t kMaxPolicyBytes = std::size_t{8} * 1024;

std::vector<Language> read_languages(Fields& file) {
  std::vector<Language> out;
  for (const auto& item : file.items("languages", Need::required, 20, "[\"fr\", \"en\"]")) {
    if (const auto language = parse_language(item.text)) {
      out.push_back(*language);
    } else {
      file.fault(item.line, "Ruban doesn't know the language " + in_quotes(item.text) + " yet.",
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
      file.fault(item.line, in_quotes(item.text) + " isn't a way of signing.",
                 "Write \"named\" or \"anon\".");
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
             in_quotes(*text) + " doesn't name a letter. " + std::string(reference.error().message),
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
