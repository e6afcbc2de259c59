// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/delivery.h"

#include <map>

#include "press/delivered_letter.h"
#include "service/count.h"
#include "signature/payload.h"

namespace ruban::app {
namespace {

constexpr std::size_t kAtOnce = 1000;

// The letter's texts in one language, its own where it wasn't translated.
class Texts {
 public:
  Texts(const letter::Letter& letter, i18n::Lang lang) : language_(letter.languages.front()) {
    const auto wanted = lang == i18n::Lang::fr ? letter::Language::fr : letter::Language::en;
    if (letter.documents.contains(wanted)) language_ = wanted;
  }
  letter::Language language() const { return language_; }
  std::string operator()(const letter::LocalText& text) const {
    const auto found = text.find(language_);
    return found == text.end() ? std::string() : found->second;
  }

 private:
  letter::Language language_;
};

press::Signatory signatory_of(const store::Payload& payload) {
  const auto parsed = signature::parse_payload(payload.text);
  if (!parsed) return {};
  return {parsed->name.text(), parsed->role ? parsed->role->text() : std::string(), {}};
}

// Names in the order of the record, each under its class.
void add_signatories(service::Instance instance, const service::PublishedLetter& letter, TreeSize size,
                     std::map<std::string, press::DeliveredClass*>& by_class) {
  std::optional<EntryIndex> after;
  while (true) {
    const auto rows = instance.store.signatures().list(letter.id(), after, kAtOnce, size);
    if (rows.empty()) return;
    after = rows.back().index;
    for (const auto& row : rows) {
      if (row.state != store::SignatureState::valid || !row.payload) continue;
      const auto* issuer = letter.letter.find_issuer(row.issuer);
      if (issuer == nullptr) continue;
      if (auto one = signatory_of(*row.payload); !one.name.empty())
        by_class.at(issuer->class_name)->signatories.push_back(std::move(one));
    }
  }
}

}  // namespace

Result<void> write_delivery(service::Instance instance, const service::PublishedLetter& letter,
                            const store::Checkpoint& checkpoint, i18n::Lang lang, const std::string& url,
                            Instant at, bool is_demonstration, std::ostream& out) {
  const auto& l = letter.letter;
  const Texts in(l, lang);
  press::DeliveredLetter paper;
  paper.lang = in.language() == letter::Language::fr ? i18n::Lang::fr : i18n::Lang::en;
  paper.title = in(l.title);
  paper.recipient = l.recipient.name;
  paper.recipient_role = in(l.recipient.role);
  paper.recipient_organisation = in(l.recipient.organisation);
  paper.constituency = in(l.constituency);
  paper.text = l.documents.at(in.language());
  for (const auto& demand : l.demands) paper.demands.push_back({demand.number, in(demand.text)});
  if (l.pledge) {
    paper.pledge = in(l.pledge->text);
    paper.pledge_due = l.pledge->due;
  }
  for (const auto& c : service::count_letter(instance, letter, checkpoint).classes)
    paper.classes.push_back({in(l.find_class(c.name)->label), c.named, c.anon, c.denominator, {}});
  std::map<std::string, press::DeliveredClass*> by_class;
  for (std::size_t i = 0; i < l.classes.size() && i < paper.classes.size(); ++i)
    by_class[l.classes[i].name] = &paper.classes[i];
  add_signatories(instance, letter, checkpoint.size, by_class);
  paper.checkpoint = {instance.origin, checkpoint.size, checkpoint.root, checkpoint.time};
  paper.address = url + "/letters/" + letter.row.slug + "/v" + std::to_string(letter.row.version);
  paper.at = at;
  paper.is_demonstration = is_demonstration;
  return press::write_letter(paper, out);
}

}  // namespace ruban::app
