// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/erase_overdue.h"

#include "crypto/sha256.h"
#include "service/count.h"
#include "service/end_letter.h"
#include "service/put_on_record.h"
#include "service/test_instance.h"
#include "service/test_source.h"

namespace ruban::service::test {
namespace {

class Forgetting : public ServiceTest {
 protected:
  Forgetting() {
    for (const auto* who : {"grace@example.org", "eve@example.org"})
      visits_.push_back(it.signed_visit(*letter_, who));
    it.sequence();
    it.store().visits().subscribe(letter_->id(), "grace@example.org", "en");
  }
  std::size_t erase() { return erase_(it.registry().letters()); }
  LetterPointer now() {
    it.registry().letters().refresh();
    return must(it.registry().letters().find("close-the-mine"));
  }
  void close() {
    must(end_letter(it.instance(), it.registry().keys(), *now(), ledger::LetterEnd::closed));
    it.sequence();
    now();
  }
  std::size_t texts() {
    std::size_t out = 0;
    for (const auto& row : it.store().signatures().list(letter_->id(), {}, 100, 100'000))
      out += row.payload ? 1 : 0;
    return out;
  }
  Result<std::vector<store::SignatureRow>> by_address(const std::string& email) {
    const auto keys = it.new_visit();
    auto asked = it.visit(*now(), email);
    asked.purpose = Purpose::withdraw;
    return WithdrawSignature(it.instance(), it.registry().keys()).find(*now(), it.prove(*now(), keys, asked));
  }

  LetterPointer letter_ = it.publish(folder());
  std::vector<Visit> visits_;
  EraseOverdue erase_{it.instance(), it.registry().keys(), std::chrono::days(30)};
};

TEST_F(Forgetting, Nothing_is_erased_while_a_letter_is_open_or_not_long_enough_over) {
  it.clock.at += std::chrono::days(400);
  EXPECT_EQ(erase(), 0u);
  close();
  it.clock.at += std::chrono::days(30) - 60s;
  EXPECT_EQ(erase(), 0u);
  EXPECT_EQ(texts(), 2u);
  EXPECT_EQ(must(by_address("grace@example.org")).size(), 1u);
}

TEST_F(Forgetting, On_the_day_all_texts_go_and_the_record_says_so_and_the_count_stays) {
  close();
  it.clock.at += std::chrono::days(30);
  EXPECT_EQ(erase(), 2u);
  EXPECT_EQ(texts(), 0u);
  EXPECT_FALSE(it.store().visits().unsubscribe(letter_->id(), "grace@example.org"));
  EXPECT_FALSE(
      it.registry().keys().owner_tag(*letter_, must(eligibility::EmailAddress::parse("grace@example.org"))));
  it.sequence();
  std::size_t erased = 0;
  for (const auto& event : it.store().letters().events(letter_->id(), 0, 1000, 1000))
    erased += event.type == "erase";
  EXPECT_EQ(erased, 2u);
  EXPECT_EQ(count_letter(it.instance(), *now(), *it.store().record().published_checkpoint()).classes[1].named,
            2u);
  const auto report = audit_now(it.registry());
  EXPECT_TRUE(report.passed());
  EXPECT_TRUE(report.findings.empty());

  EXPECT_EQ(erase(), 0u);
  // Another life of the server finds nothing more to do.
  EXPECT_EQ(EraseOverdue(it.instance(), it.registry().keys(), std::chrono::days(30))(it.registry().letters()),
            0u);
}

TEST_F(Forgetting, Who_comes_back_afterwards_is_told_that_the_key_file_still_withdraws) {
  close();
  it.clock.at += std::chrono::days(30);
  erase();
  it.sequence();
  EXPECT_EQ(by_address("grace@example.org").error().kind, Kind::gone);
  Visit by_key;
  by_key.purpose = Purpose::withdraw;
  by_key.uploaded_key_file = visits_[0].key_file;
  must(WithdrawSignature(it.instance(), it.registry().keys())(*now(), by_key,
                                                              {it.index_of(*letter_, visits_[0])}, true));
  it.sequence();
  EXPECT_TRUE(audit_now(it.registry()).passed());
}

TEST_F(Forgetting, A_delivered_letter_with_names_in_it_goes_too_and_other_documents_stay) {
  ForTheRecord delivery;
  delivery.kind = letter::DocumentKind::delivery;
  delivery.by = "The director";
  delivery.words = {{letter::Language::en, "Handed over", "Two stood behind it.\n", {}}};
  delivery.files = {{"letter.en.pdf", "application/pdf", "%PDF-1 Ada Example"}};
  ForTheRecord news;
  news.words = {{letter::Language::en, "Open", "The doors are open.\n", {}}};
  std::vector<letter::Fault> faults;
  const auto handed = must(put_on_record(it.instance(), *letter_, delivery, faults));
  const auto told = must(put_on_record(it.instance(), *letter_, news, faults));
  it.sequence();
  close();
  it.clock.at += std::chrono::days(30);
  erase();
  it.sequence();
  auto& documents = it.store().documents();
  EXPECT_TRUE(documents.file(crypto::sha256("%PDF-1 Ada Example"), kEverything)->taken_down);
  EXPECT_FALSE(documents.file(handed.documents[0], kEverything)->taken_down);
  EXPECT_FALSE(documents.file(told.documents[0], kEverything)->taken_down);
  EXPECT_TRUE(audit_now(it.registry()).passed());
}

}  // namespace
}  // namespace ruban::service::test
