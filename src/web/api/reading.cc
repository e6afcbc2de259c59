// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/api/reading.h"

#include <algorithm>

#include "crypto/sha256.h"
#include "web/public/query.h"

namespace ruban::web {

namespace {
namespace json = boost::json;
}

Result<service::LetterPointer> letter_in(const Site& site, const Request& request) {
  auto version = TRY(index_in(request.query, "version"));
  auto letter = TRY(site.letters.find(request.parameter("slug"), version));
  const auto published = site.instance.store.record().published_checkpoint();
  if (!published || letter->row.index >= published->size)
    return fail(Kind::not_found, "There is no such letter here.");
  return letter;
}

Result<std::optional<Instant>> instant_in(const Request& request) {
  const auto given = request.query.find("at");
  if (!given) return std::optional<Instant>();
  std::string text(*given);
  std::replace(text.begin(), text.end(), ' ', '+');
  const auto at = parse_rfc3339(text);
  if (!at) {
    return fail(Kind::invalid,
                "An instant is written like 2018-06-21T14:00:00Z, or with an offset like +02:00.", "at");
  }
  return std::optional(*at);
}

Result<store::Checkpoint> checkpoint_in(const Site& site, const Request& request,
                                        const service::PublishedLetter& letter) {
  const auto at = TRY(instant_in(request));
  if (at) return service::checkpoint_at(site.instance, letter, *at);
  return *site.instance.store.record().published_checkpoint();
}

json::array classes_json(const std::vector<service::ClassCount>& classes) {
  json::array out;
  for (const auto& c : classes) {
    json::object row{
        {"class", c.name},
        {"issuers", json::array(c.issuers.begin(), c.issuers.end())},
        {"denominator", c.denominator ? json::value(*c.denominator) : json::value(nullptr)},
        {"standing", json::object{{"named", c.named}, {"anon", c.anon}}},
        {"withdrawn", c.withdrawn},
        {"taken_down", c.taken_down},
    };
    if (c.kept) row["kept"] = *c.kept;
    out.push_back(std::move(row));
  }
  return out;
}

json::object count_json(const Site& site, const service::PublishedLetter& letter,
                        const store::Checkpoint& published, Instant at) {
  const auto count = service::count_letter(site.instance, letter, published);
  const auto standing = site.standing(published);
  return json::object{
      {"letter", to_base64(letter.id().view())},
      {"slug", letter.row.slug},
      {"version", letter.row.version},
      {"at", format_rfc3339(at)},
      {"as_of", format_rfc3339(count.as_of)},
      {"size", count.size},
      {"witnessed", json::object{{"have", standing.have},
                                 {"of", standing.of},
                                 {"recounted_by",
                                  json::array(standing.recounted_by.begin(), standing.recounted_by.end())}}},
      {"tally_index", count.tally_index ? json::value(*count.tally_index) : json::value(nullptr)},
      {"classes", classes_json(count.classes)},
  };
}

Response answer(const json::value& value) {
  auto text = json::serialize(value);
  text += '\n';
  auto tag = to_hex(crypto::sha256(text).view()).substr(0, 20);
  return web::json(std::move(text)).on(Surface::api).tagged(std::move(tag));
}

}  // namespace ruban::web
