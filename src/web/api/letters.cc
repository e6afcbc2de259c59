// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "service/statements.h"
#include "web/api/api.h"
#include "web/api/reading.h"

namespace ruban::web {
namespace {

namespace json = boost::json;

json::object texts(const letter::LocalText& text) {
  json::object out;
  for (const auto& [language, value] : text) out[letter::code(language)] = value;
  return out;
}

json::object summary(const Site& site, const service::PublishedLetter& letter) {
  const bool removed = letter.state(site.now()) == letter::LetterState::removed;
  json::object out{
      {"letter", to_base64(letter.id().view())},
      {"slug", letter.row.slug},
      {"version", letter.row.version},
      {"state", letter::code(letter.state(site.now()))},
      {"index", letter.row.index},
      {"title", removed ? json::object() : texts(letter.letter.title)},
      {"opens", format_minute(letter.letter.opens)},
      {"closes",
       letter.letter.closes ? json::value(format_minute(*letter.letter.closes)) : json::value(nullptr)},
      {"published", format_minute(letter.row.published)},
      {"replaced_by", letter.row.replaced_by ? json::value(*letter.row.replaced_by) : json::value(nullptr)},
      {"text_sha256", to_hex(letter.entry.text_sha256.view())},
  };
  return out;
}

}  // namespace

Response api_letters(const Site& site, const Request&) {
  json::array letters;
  const auto published = site.instance.store.record().published_checkpoint();
  for (const auto& letter : site.letters.all()) {
    if (published && letter->row.index < published->size) letters.push_back(summary(site, *letter));
  }
  return answer(json::object{{"letters", std::move(letters)}});
}

Response api_letter(const Site& site, const Request& request) {
  auto letter = letter_in(site, request);
  if (!letter) return problem(letter.error());
  const auto& l = **letter;
  auto out = summary(site, l);
  if (l.state(site.now()) != letter::LetterState::removed) {
    json::array demands, issuers;
    const auto published = *site.instance.store.record().published_checkpoint();
    const auto states = service::demand_states(service::statements(site.instance, l.id(), published.size),
                                               l.letter.demands.size());
    for (const auto& d : l.letter.demands) {
      const auto state = letter::code(states[static_cast<std::size_t>(d.number) - 1]);
      demands.push_back(json::object{{"number", d.number}, {"text", texts(d.text)}, {"state", state}});
    }
    for (const auto& i : l.entry.issuers) {
      issuers.push_back(
          json::object{{"label", i.label}, {"class", i.class_name}, {"spki", to_base64(i.key.spki())}});
    }
    json::array files;
    for (const auto& [name, bytes] : site.instance.store.letters().files(l.row.slug, l.row.version)) {
      files.push_back(json::value(fmt::format("/letters/{}/v{}/files/{}", l.row.slug, l.row.version, name)));
    }
    if (l.entry.allows(ledger::Mode::anon)) {
      json::array anonymous;
      for (const auto& i : l.entry.issuers) {
        const auto n = site.anonymity_sets.at_least(l, i.label);
        anonymous.push_back(json::object{{"issuer", i.label}, {"offered", n > 0}, {"at_least", n}});
      }
      out["anonymous"] = std::move(anonymous);
    }
    out["epoch"] = l.entry.epoch.count();
    out["min_batch"] = l.entry.min_batch;
    out["recipient"] = json::object{{"name", l.letter.recipient.name},
                                    {"role", texts(l.letter.recipient.role)},
                                    {"organisation", texts(l.letter.recipient.organisation)}};
    out["constituency"] = texts(l.letter.constituency);
    out["demands"] = std::move(demands);
    out["issuers"] = std::move(issuers);
    out["files"] = std::move(files);
    out["count"] = count_json(site, l, published, published.time);
  }
  return answer(out);
}

}  // namespace ruban::web
