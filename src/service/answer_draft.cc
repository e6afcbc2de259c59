// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/answer_draft.h"

#include <algorithm>
#include <boost/json.hpp>

namespace ruban::service {
namespace {

namespace json = boost::json;
constexpr std::string_view kBoxPurpose = "ruban answer";

tl::unexpected<Error> over() {
  return fail(
      Kind::gone,
      "Your visit has ended, since a day has passed. Nothing was put on record; please start again with your "
      "link.");
}

json::object to_json(const AnswerWords& words) {
  json::object said;
  for (const auto& [demand, text] : words.said) said[std::to_string(demand)] = text;
  return json::object{{"title", words.title}, {"text", words.text}, {"said", std::move(said)}};
}

AnswerWords words_from(const json::object& o) {
  AnswerWords out;
  out.title = std::string(o.at("title").as_string());
  out.text = std::string(o.at("text").as_string());
  for (const auto& [demand, text] : o.at("said").as_object())
    out.said[std::stoi(std::string(demand.data(), demand.size()))] = std::string(text.as_string());
  return out;
}

std::string to_text(const AnswerDraft& d) {
  return json::serialize(json::object{{"code", d.code},
                                      {"language", letter::code(d.language)},
                                      {"words", to_json(d.words)},
                                      {"translation", to_json(d.translation)},
                                      {"name", d.name},
                                      {"role", d.role},
                                      {"document", d.document ? to_hex(d.document->view()) : std::string()}});
}

// The box is authenticated, so its text is one of ours; one of another release may lack a member, and is then
// over.
Result<AnswerDraft> from_text(std::string_view text) {
  try {
    const auto value = json::parse({text.data(), text.size()});
    const auto& o = value.as_object();
    AnswerDraft out;
    out.code = std::string(o.at("code").as_string());
    out.language =
        letter::parse_language(std::string(o.at("language").as_string())).value_or(letter::Language::en);
    out.words = words_from(o.at("words").as_object());
    out.translation = words_from(o.at("translation").as_object());
    out.name = std::string(o.at("name").as_string());
    out.role = std::string(o.at("role").as_string());
    if (const std::string document(o.at("document").as_string()); !document.empty())
      out.document = TRY(fixed_from_hex<Hash>(document));
    return out;
  } catch (const std::exception&) {
    return over();
  }
}

}  // namespace

bool AnswerWords::is_empty() const {
  return title.empty() && text.empty() &&
         std::ranges::all_of(said, [](const auto& one) { return one.second.empty(); });
}

Bytes seal_draft(Instance instance, const VisitKeys& keys, const AnswerDraft& draft) {
  const Secret text(to_text(draft));
  return crypto::seal_box(keys.box, kBoxPurpose, text.view(), instance.random);
}

void keep_draft(Instance instance, const VisitKeys& keys, const AnswerDraft& draft) {
  instance.store.visits().save(keys.id, seal_draft(instance, keys, draft), instance.clock.now() + kDraftLife);
}

Result<AnswerDraft> open_draft(Instance instance, const VisitKeys& keys) {
  const auto box = instance.store.visits().load(keys.id, instance.clock.now());
  if (!box) return over();
  const auto plain = TRY(crypto::open_box(keys.box, kBoxPurpose, *box));
  return from_text(as_text(plain.view()));
}

}  // namespace ruban::service
