// SPDX-License-Identifier: AGPL-3.0-or-later
#include <boost/json.hpp>

#include "web/api/api.h"
#include "web/public/query.h"

namespace ruban::web {
namespace {

namespace json = boost::json;

// The version that ?version= names, or the newest one.
Result<service::LetterPointer> letter_in(const Site& site, const Request& request) {
  auto version = TRY(index_in(request.query, "version"));
  auto letter = TRY(site.letters.find(request.parameter("slug"), version));
  const auto published = site.instance.store.record().published_checkpoint();
  if (!published || letter->row.index >= published->size)
    return fail(Kind::not_found, "There is no such letter here.");
  return letter;
}

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

json::object count_json(const Site& site, const service::PublishedLetter& letter,
                        const store::Checkpoint& published) {
  const auto count = service::count_letter(site.instance, letter, published);
  json::array classes;
  for (const auto& c : count.classes) {
    classes.push_back(json::object{
        {"class", c.name},
        {"issuers", json::array(c.issuers.begin(), c.issuers.end())},
        {"denominator", c.denominator ? json::value(*c.denominator) : json::value(nullptr)},
        {"standing", json::object{{"named", c.named}, {"anon", c.anon}}},
        {"withdrawn", c.withdrawn},
        {"taken_down", c.taken_down},
    });
  }
  return json::object{
      {"letter", to_base64(letter.id().view())},
      {"slug", letter.row.slug},
      {"version", letter.row.version},
      {"at", format_rfc3339(published.time)},
      {"as_of", format_rfc3339(count.as_of)},
      {"size", count.size},
      {"witnessed", json::object{{"have", 0}, {"of", 0}, {"recounted_by", json::array()}}},
      {"tally_index", count.tally_index ? json::value(*count.tally_index) : json::value(nullptr)},
      {"classes", std::move(classes)},
  };
}

std::string_view word(store::SignatureState state) {
  switch (state) {
    case store::SignatureState::valid:
      return "valid";
    case store::SignatureState::withdrawn:
      return "withdrawn";
    case store::SignatureState::taken_down:
      return "taken_down";
  }
  return {};
}

Response answer(const json::value& value) {
  return web::json(json::serialize(value) + "\n").on(Surface::api);
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
    for (const auto& d : l.letter.demands) {
      demands.push_back(json::object{{"number", d.number}, {"text", texts(d.text)}, {"state", "open"}});
    }
    for (const auto& i : l.entry.issuers) {
      issuers.push_back(
          json::object{{"label", i.label}, {"class", i.class_name}, {"spki", to_base64(i.key.spki())}});
    }
    json::array files;
    for (const auto& [name, bytes] : site.instance.store.letters().files(l.row.slug, l.row.version)) {
      files.push_back(
          json::value("/letters/" + l.row.slug + "/v" + std::to_string(l.row.version) + "/files/" + name));
    }
    out["recipient"] = json::object{{"name", l.letter.recipient.name},
                                    {"role", texts(l.letter.recipient.role)},
                                    {"organisation", texts(l.letter.recipient.organisation)}};
    out["constituency"] = texts(l.letter.constituency);
    out["demands"] = std::move(demands);
    out["issuers"] = std::move(issuers);
    out["files"] = std::move(files);
    out["count"] = count_json(site, l, *site.instance.store.record().published_checkpoint());
  }
  return answer(out);
}

Response api_count(const Site& site, const Request& request) {
  auto letter = letter_in(site, request);
  if (!letter) return problem(letter.error());
  return answer(count_json(site, **letter, *site.instance.store.record().published_checkpoint()));
}

Response api_signatures(const Site& site, const Request& request) {
  auto letter = letter_in(site, request);
  if (!letter) return problem(letter.error());
  auto after = index_in(request.query, "after");
  if (!after) return problem(after.error());
  auto limit = index_in(request.query, "limit");
  if (!limit) return problem(limit.error());
  const auto most = limit->value_or(100);
  if (most < 1 || most > 1000) return problem({Kind::invalid, "A page holds 1 to 1000 signatures.", "limit"});

  const auto published = site.instance.store.record().published_checkpoint();
  const auto& l = **letter;
  // What was removed is counted, and what people wrote in it isn't shown.
  const bool removed = l.state(site.now()) == letter::LetterState::removed;
  auto rows = site.instance.store.signatures().list(l.id(), *after, most + 1, published->size);
  const bool more = rows.size() > most;
  if (more) rows.pop_back();
  json::array signatures;
  for (const auto& row : rows) {
    const auto* issuer = l.find_issuer(row.issuer);
    const bool shown = row.payload && !removed;
    signatures.push_back(json::object{
        {"index", row.index},
        {"issuer", row.issuer},
        {"class", issuer->class_name},
        {"mode", ledger::word(row.mode)},
        {"via", ledger::word(row.via)},
        {"epoch", format_minute(row.epoch)},
        {"state", word(row.state)},
        {"payload", shown ? json::value(to_base64(as_bytes(row.payload->text))) : json::value(nullptr)},
        {"salt", shown ? json::value(to_base64(row.payload->salt.view())) : json::value(nullptr)},
    });
  }
  return answer(json::object{
      {"letter", to_base64(l.id().view())},
      {"size", published->size},
      {"signatures", std::move(signatures)},
      {"next", more ? json::value(rows.back().index) : json::value(nullptr)},
  });
}

}  // namespace ruban::web
