// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/visit.h"

#include <boost/json.hpp>

namespace ruban::service {
namespace {

namespace json = boost::json;
constexpr std::string_view kBoxPurpose = "ruban visit";

tl::unexpected<Error> over() {
  return fail(Kind::gone,
              "Your visit has ended, since an hour has passed. Nothing was signed; please start again.");
}

std::string_view word(Purpose purpose) {
  switch (purpose) {
    case Purpose::sign:
      return "sign";
    case Purpose::issue:
      return "issue";
    case Purpose::withdraw:
      return "withdraw";
    case Purpose::keep:
      return "keep";
  }
  return {};
}

Result<Purpose> parse_purpose(std::string_view text) {
  for (const auto purpose : {Purpose::sign, Purpose::issue, Purpose::withdraw, Purpose::keep}) {
    if (text == word(purpose)) return purpose;
  }
  return over();
}

std::string to_text(const Visit& v) {
  json::array withdrawn(v.withdrawn.begin(), v.withdrawn.end());
  return json::serialize(json::object{
      {"purpose", word(v.purpose)},
      {"slug", v.slug},
      {"version", v.version},
      {"language", v.language},
      {"email", v.email},
      {"invitation", v.invitation},
      {"issuer", v.issuer},
      {"name", v.name},
      {"role", v.role},
      {"comment", v.comment},
      {"updates", v.updates},
      {"proved", v.proved},
      {"resent", v.resent},
      {"key", v.key ? to_hex(v.key->view()) : std::string()},
      {"key_file", v.key_file},
      {"key_file_until", v.key_file_until.time_since_epoch().count()},
      {"uploaded_key_file", v.uploaded_key_file},
      {"withdrawn", std::move(withdrawn)},
      {"kept", v.kept ? json::value(*v.kept) : json::value(nullptr)},
  });
}

// The box is authenticated, so its text is one of ours; a box of another release may lack a member, and is
// then over.
Result<Visit> from_text(std::string_view text) {
  try {
    const auto value = json::parse({text.data(), text.size()});
    const auto& o = value.as_object();
    auto string = [&](const char* name) { return std::string(o.at(name).as_string()); };
    Visit v;
    v.purpose = TRY(parse_purpose(string("purpose")));
    v.slug = string("slug");
    v.version = o.at("version").to_number<std::uint64_t>();
    v.language = string("language");
    v.email = string("email");
    v.invitation = string("invitation");
    v.issuer = string("issuer");
    v.name = string("name");
    v.role = string("role");
    v.comment = string("comment");
    v.updates = o.at("updates").as_bool();
    v.proved = o.at("proved").as_bool();
    v.resent = o.at("resent").as_bool();
    if (auto key = string("key"); !key.empty()) v.key = TRY(fixed_from_hex<PublicKey>(key));
    v.key_file = string("key_file");
    v.key_file_until = Instant(std::chrono::seconds(o.at("key_file_until").to_number<std::int64_t>()));
    v.uploaded_key_file = string("uploaded_key_file");
    for (const auto& index : o.at("withdrawn").as_array())
      v.withdrawn.push_back(index.to_number<EntryIndex>());
    if (const auto& kept = o.at("kept"); !kept.is_null()) v.kept = kept.to_number<EntryIndex>();
    return v;
  } catch (const std::exception&) {
    return over();
  }
}

}  // namespace

Bytes seal_visit(Instance instance, const VisitKeys& keys, const Visit& visit) {
  const Secret text(to_text(visit));
  return crypto::seal_box(keys.box, kBoxPurpose, text.view(), instance.random);
}

void keep_visit(Instance instance, const VisitKeys& keys, const Visit& visit) {
  instance.store.visits().save(keys.id, seal_visit(instance, keys, visit), instance.clock.now() + kVisitLife);
}

Result<Visit> open_visit(Instance instance, const VisitKeys& keys) {
  auto box = instance.store.visits().load(keys.id, instance.clock.now());
  if (!box) return over();
  auto plain = TRY(crypto::open_box(keys.box, kBoxPurpose, *box));
  return from_text(as_text(plain.view()));
}

}  // namespace ruban::service
