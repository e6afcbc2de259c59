// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/archive.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "cli/test_terminal.h"
#include "core/bytes.h"
#include "crypto/sha256.h"
#include "service/end_letter.h"
#include "service/put_on_record.h"

namespace ruban::app {
namespace {

using cli::ArchiveOrder;
using service::test::must;
using testing::HasSubstr;
using testing::Not;
using namespace std::chrono_literals;

using Files = std::map<std::string, std::string>;
const std::string kSlug = "close-the-mine";
const std::string kPage = "en/letters/close-the-mine/index.html";
const std::string kList = "en/letters/close-the-mine/signatures/index.html";
const std::string kCsv = "api/v1/letters/close-the-mine/v1/signatures.csv";

// A TestInstance as the commands see one.
class Lent final : public cli::OpenInstance {
 public:
  explicit Lent(service::test::TestInstance& it) : it_(it) {}
  service::Registry& registry() override { return it_.registry(); }
  int key_bits() const override { return 2048; }
  const std::string& url() const override { return url_; }
  const fetch::Policy& fetch_policy() const override { return policy_; }
  Result<std::vector<std::string>> seen_elsewhere() const override { return std::vector<std::string>(); }
  Result<std::string> write_invitation(const mail::Address&, const cli::InvitationText&,
                                       const std::string&) override {
    return fail(Kind::invalid, "It sends no mail.");
  }
  Result<void> write_sheets(const cli::InvitationText&, const std::vector<cli::InvitationSlip>&,
                            std::ostream&) const override {
    return {};
  }
  Result<std::string> write_delivery(const mail::Address&, const cli::DeliveryText&) override {
    return fail(Kind::invalid, "It sends no mail.");
  }
  Result<void> write_letter(const service::PublishedLetter&, const store::Checkpoint&, i18n::Lang, Instant,
                            std::ostream&) override {
    return {};
  }

 private:
  service::test::TestInstance& it_;
  std::string url_ = "https://ruban.example.org";
  fetch::Policy policy_;
};

class ArchiveTest : public service::test::ServiceTest {
 protected:
  ArchiveTest() : letter_(it.publish(service::test::folder())) {
    sign("ada@mine.example", "miner-email", "Ada Quillon");
    sign("grace@else.example", "neighbour-email", "Grace Quillon");
  }

  service::Visit sign(const std::string& email, const std::string& issuer, const std::string& name) {
    it.clock.at += 60s;
    auto visit = it.signed_visit(*letter_, email, issuer, name);
    it.sequence();
    return visit;
  }
  TreeSize size() { return it.store().record().published_checkpoint()->size; }

  Result<Files> try_files(const ArchiveOrder& order) {
    Files out;
    Lent lent(it);
    TRY(archive(lent, order, [&](const std::string& name, std::string_view bytes) -> Result<void> {
      EXPECT_TRUE(out.emplace(name, bytes).second) << name;
      return {};
    }));
    return out;
  }
  Files files(std::optional<TreeSize> at = std::nullopt, bool names = true) {
    return must(try_files({kSlug, at, names}));
  }
  static std::string all_of(const Files& files) {
    std::string out;
    for (const auto& [name, bytes] : files) out += name + "\n" + bytes + "\n";
    return out;
  }

  service::LetterPointer letter_;
};

TEST_F(ArchiveTest, The_letter_is_there_in_both_languages_and_its_links_lead_to_files) {
  const auto made = files();
  for (const std::string lang : {"fr", "en"}) {
    for (const std::string page :
         {"/index.html", "/about/index.html", "/letters/close-the-mine/index.html",
          "/letters/close-the-mine/signatures/index.html", "/letters/close-the-mine/figures/index.html",
          "/letters/close-the-mine/history/index.html"}) {
      EXPECT_TRUE(made.contains(lang + page)) << lang << page;
    }
  }
  EXPECT_THAT(made.at(kPage), HasSubstr("Ada Quillon"));
  EXPECT_THAT(made.at(kPage), HasSubstr("href=\"../../../fr/letters/close-the-mine/index.html\""));
  EXPECT_THAT(made.at(kPage), HasSubstr("This is an archive of an open letter"));
  EXPECT_THAT(made.at(kCsv), HasSubstr("Grace Quillon"));
  for (const auto& [name, bytes] : made) {
    if (!name.ends_with(".html")) continue;
    EXPECT_THAT(bytes, Not(HasSubstr("<form"))) << name;
    EXPECT_THAT(bytes, Not(HasSubstr("href=\"/"))) << name;
    EXPECT_THAT(bytes, Not(HasSubstr("src=\"/"))) << name;
  }
}

TEST_F(ArchiveTest, The_same_size_gives_the_same_bytes_also_after_more_was_signed_and_the_letter_ended) {
  const auto at = size();
  const auto first = files();
  EXPECT_EQ(files(at), first);
  sign("hedy@else.example", "neighbour-email", "Hedy Quillon");
  EXPECT_EQ(files(at), first);
  must(service::end_letter(it.instance(), it.registry().keys(), *letter_, ledger::LetterEnd::closed));
  it.sequence();
  it.clock.at += 48h;
  EXPECT_EQ(files(at), first);
  EXPECT_NE(files(), first);
}

TEST_F(ArchiveTest, Who_has_withdrawn_since_is_named_at_no_size) {
  const auto at = size();
  const auto visit = sign("hedy@else.example", "neighbour-email", "Hedy Quillon");
  const auto with_hedy = size();
  EXPECT_THAT(all_of(files(with_hedy)), HasSubstr("Hedy Quillon"));
  const auto index = it.index_of(*letter_, visit);
  service::Visit withdrawing;
  withdrawing.purpose = service::Purpose::withdraw;
  withdrawing.slug = kSlug;
  withdrawing.version = 1;
  withdrawing.uploaded_key_file = visit.key_file;
  must(
      service::WithdrawSignature(it.instance(), it.registry().keys())(*letter_, withdrawing, {index}, false));
  it.sequence();
  ASSERT_GT(size(), with_hedy);
  const auto then = files(with_hedy);
  EXPECT_THAT(all_of(then), Not(HasSubstr("Hedy Quillon")));
  EXPECT_THAT(then.at(kList), HasSubstr("which isn’t in this archive"));
  EXPECT_THAT(all_of(files()), Not(HasSubstr("Hedy Quillon")));
  EXPECT_THAT(all_of(files(at)), HasSubstr("Ada Quillon"));
}

TEST_F(ArchiveTest, Without_names_nothing_that_a_signer_wrote_is_in_any_file) {
  const auto made = files(std::nullopt, false);
  for (const auto& [name, bytes] : made) EXPECT_THAT(bytes, Not(HasSubstr("Quillon"))) << name;
  EXPECT_THAT(made.at(kPage), HasSubstr("What signatories wrote was left out"));
  EXPECT_THAT(made.at(kPage), HasSubstr("1 by name."));
  EXPECT_THAT(made.at(kCsv), HasSubstr("valid,\"\",\"\",\"\""));
}

TEST_F(ArchiveTest, The_audit_of_the_folder_agrees_with_what_its_pages_say) {
  for (const bool names : {true, false}) {
    service::test::TestFolder folder;
    for (const auto& [name, bytes] : files(std::nullopt, names))
      cli::test::write(folder.path() / name, bytes);
    cli::test::TestTerminal terminal(folder.path() / "pins");
    EXPECT_EQ(terminal.run({"audit", folder.path().string()}), 0) << terminal.out() << terminal.err();
    EXPECT_THAT(terminal.out(), HasSubstr("The audit passed."));
    EXPECT_THAT(terminal.out(), Not(HasSubstr("DOES NOT AGREE")));
  }
}

TEST_F(ArchiveTest, A_count_that_was_changed_in_the_folder_fails_its_audit) {
  service::test::TestFolder folder;
  for (auto [name, bytes] : files()) {
    if (name == "SHA256SUMS") continue;  // else that would be what is found
    if (name.ends_with("/count.json")) bytes = service::test::replaced(bytes, "\"named\":1", "\"named\":7");
    cli::test::write(folder.path() / name, bytes);
  }
  cli::test::TestTerminal terminal(folder.path() / "pins");
  EXPECT_EQ(terminal.run({"audit", folder.path().string()}), 1) << terminal.out();
}

TEST_F(ArchiveTest, A_byte_that_was_changed_in_any_file_fails_the_audit) {
  service::test::TestFolder folder, home;
  const auto made = files();
  for (const auto& [name, bytes] : made) cli::test::write(folder.path() / name, bytes);
  EXPECT_GT(made.size(), 40u);
  for (const auto& [name, bytes] : made) {
    if (bytes.empty()) continue;
    auto changed = bytes;
    changed[changed.size() / 2] ^= 1;
    cli::test::write(folder.path() / name, changed);
    cli::test::TestTerminal terminal(home.path());
    EXPECT_EQ(terminal.run({"audit", folder.path().string()}), 1) << name;
    cli::test::write(folder.path() / name, bytes);
  }
  cli::test::TestTerminal terminal(home.path());
  EXPECT_EQ(terminal.run({"audit", folder.path().string()}), 0) << terminal.err();
  EXPECT_THAT(terminal.out(), HasSubstr("files are as they were exported"));
}

TEST_F(ArchiveTest, A_delivered_letter_is_in_the_archive_and_without_names_it_is_not) {
  const std::string pdf = "%PDF-1 Ada Quillon, Grace Quillon";
  service::ForTheRecord delivery;
  delivery.kind = letter::DocumentKind::delivery;
  delivery.by = "The director";
  delivery.words = {{letter::Language::en, "Handed over", "Two stood behind it.\n", {}}};
  delivery.files = {{"letter.en.pdf", "application/pdf", pdf}};
  std::vector<letter::Fault> faults;
  const auto before = size();
  const auto put = must(service::put_on_record(it.instance(), *letter_, delivery, faults));
  it.sequence();
  const auto file = "api/v1/documents/" + to_hex(crypto::sha256(pdf).view()) + ".pdf";
  const auto words = "api/v1/documents/" + to_hex(put.documents[0].view()) + ".txt";
  const auto made = files();
  EXPECT_EQ(made.at(file), pdf);
  EXPECT_TRUE(made.contains(words));
  EXPECT_THAT(made.at("en/letters/close-the-mine/answers/index.html"),
              HasSubstr(to_hex(crypto::sha256(pdf).view())));
  const auto nameless = files(std::nullopt, false);
  EXPECT_FALSE(nameless.contains(file));
  EXPECT_TRUE(nameless.contains(words));
  EXPECT_THAT(all_of(nameless), Not(HasSubstr("Quillon")));
  EXPECT_FALSE(files(before).contains(words));
  it.store().documents().take_down(crypto::sha256(pdf));
  EXPECT_THAT(all_of(files()), Not(HasSubstr("%PDF")));
}

TEST_F(ArchiveTest, A_size_that_was_never_published_is_refused_and_the_nearest_below_named) {
  const auto last = size();
  const auto refused = try_files({kSlug, last + 5, true});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, Kind::not_found);
  EXPECT_EQ(refused.error().field, std::to_string(last));
  EXPECT_EQ(try_files({"no-such-letter", std::nullopt, true}).error().kind, Kind::not_found);
}

TEST_F(ArchiveTest, A_letter_that_was_removed_is_handed_on_at_no_size) {
  const auto at = size();
  must(service::end_letter(it.instance(), it.registry().keys(), *letter_, ledger::LetterEnd::removed));
  it.sequence();
  EXPECT_EQ(try_files({kSlug, at, true}).error().kind, Kind::gone);
  EXPECT_EQ(try_files({kSlug, std::nullopt, true}).error().kind, Kind::gone);
}

TEST_F(ArchiveTest, What_the_sink_refuses_ends_the_archive_with_its_error) {
  Lent lent(it);
  std::size_t taken = 0;
  const auto refused =
      archive(lent, {kSlug, std::nullopt, true}, [&](const std::string&, std::string_view) -> Result<void> {
        if (++taken == 5) return fail(Kind::busy, "The disk is full.");
        return {};
      });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, Kind::busy);
  EXPECT_EQ(taken, 5u);
}

}  // namespace
}  // namespace ruban::app
