// SPDX-License-Identifier: AGPL-3.0-or-later
// The contract of DocumentStore, and of a letter's transaction about documents.
#include <unistd.h>

#include <filesystem>

#include "crypto/sha256.h"
#include "store/contract/contract_test.h"

namespace ruban::store {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

NewDocument new_document(const std::string& text, const std::string& type = "update") {
  return {type, "ruban/v1 " + type + "\nnumber 1\ndoc " + text + "\n", "en", std::nullopt, "text of " + text,
          {}};
}

Result<void> keep(Store& store, const LetterId& letter, const NewDocument& document) {
  return store.signatures().in_letter(letter,
                                      [&](LetterTransaction& tx) { return tx.keep_document(document); });
}

std::vector<std::string> lines(Store& store, const LetterId& letter, const std::string& type) {
  std::vector<std::string> out;
  EXPECT_TRUE(store.signatures().in_letter(letter, [&](LetterTransaction& tx) -> Result<void> {
    for (const auto& row : tx.documents(type)) out.push_back(row.lines);
    return {};
  }));
  return out;
}

// As the sequencer does with the oldest that waits.
void record(Store& store, Scribe& scribe, const LetterId& letter, const NewDocument& document) {
  const auto rows = store.record().waiting(1);
  ASSERT_THAT(rows, SizeIs(1));
  ASSERT_EQ(rows[0].lines, document.lines);
  const auto index = scribe.next();
  ASSERT_TRUE(scribe.commit({rows[0].lines},
                            {DocumentPublished{index, letter, crypto::sha256(document.text)},
                             EventRecorded{index, letter, document.type, at(7)}},
                            {rows[0].id}));
}

std::optional<PublicFile> file(Store& store, TreeSize size, const std::string& bytes) {
  return store.documents().file(crypto::sha256(bytes), size);
}

std::vector<std::string> texts(Store& store, TreeSize size, const LetterId& letter, std::size_t limit = 100) {
  std::vector<std::string> out;
  for (const auto& row : store.documents().documents(letter, limit, size)) {
    EXPECT_EQ(row.time, at(7));
    out.push_back(row.text);
  }
  return out;
}

TEST_P(StoreContract, A_document_waits_and_is_public_with_its_entry) {
  const auto letter = scribe().open_letter("round-robin");
  auto document = new_document("news");
  document.attachments = {{"image/png", std::string("p\0ng", 4)}};
  ASSERT_TRUE(keep(*store_, letter, document));
  reopen();
  EXPECT_FALSE(file(*store_, scribe().next(), document.text));
  EXPECT_FALSE(file(*store_, scribe().next(), document.attachments[0].bytes));
  EXPECT_THAT(texts(*store_, scribe().next(), letter), IsEmpty());
  EXPECT_THAT(lines(*store_, letter, "update"), ElementsAre(document.lines));
  record(*store_, scribe(), letter, document);
  reopen();
  EXPECT_EQ(file(*store_, scribe().next(), document.text)->bytes, document.text);
  EXPECT_EQ(file(*store_, scribe().next(), document.text)->type, kDocumentType);
  EXPECT_EQ(file(*store_, scribe().next(), document.attachments[0].bytes)->bytes,
            document.attachments[0].bytes);
  EXPECT_EQ(file(*store_, scribe().next(), document.attachments[0].bytes)->type, "image/png");
  EXPECT_THAT(texts(*store_, scribe().next(), letter), ElementsAre(document.text));
  EXPECT_FALSE(store_->documents().file(crypto::sha256(document.text), scribe().next() - 1));
}

TEST_P(StoreContract, The_same_document_is_kept_once_a_letter) {
  const auto letter = scribe().open_letter("round-robin");
  const auto other = scribe().open_letter("other");
  ASSERT_TRUE(keep(*store_, letter, new_document("news")));
  const auto refused = keep(*store_, letter, new_document("news"));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, Kind::conflict);
  auto elsewhere = new_document("news");
  elsewhere.lines += "letter other\n";
  EXPECT_TRUE(keep(*store_, other, elsewhere));
  EXPECT_THAT(store_->record().waiting(10), SizeIs(2));
}

TEST_P(StoreContract, Lines_are_told_by_type_in_their_order) {
  const auto letter = scribe().open_letter("round-robin");
  ASSERT_TRUE(keep(*store_, letter, new_document("first")));
  ASSERT_TRUE(keep(*store_, letter, new_document("a state", "demand")));
  record(*store_, scribe(), letter, new_document("first"));
  ASSERT_TRUE(keep(*store_, letter, new_document("second")));
  EXPECT_THAT(lines(*store_, letter, "update"),
              ElementsAre(new_document("first").lines, new_document("second").lines));
  EXPECT_THAT(lines(*store_, letter, "demand"), ElementsAre(new_document("a state", "demand").lines));
  EXPECT_THAT(lines(*store_, letter, "response"), IsEmpty());
}

TEST_P(StoreContract, What_was_taken_down_is_gone_and_doesnt_come_back) {
  const auto letter = scribe().open_letter("round-robin");
  const auto document = new_document("a secret that stood here by mistake");
  ASSERT_TRUE(keep(*store_, letter, document));
  record(*store_, scribe(), letter, document);
  EXPECT_TRUE(store_->documents().take_down(crypto::sha256(document.text)));
  EXPECT_FALSE(store_->documents().take_down(crypto::sha256(document.text)));
  EXPECT_TRUE(file(*store_, scribe().next(), document.text)->taken_down);
  EXPECT_EQ(file(*store_, scribe().next(), document.text)->bytes, "");
  EXPECT_TRUE(store_->documents().documents(letter, 10, scribe().next()).at(0).taken_down);
  auto again = document;
  again.lines += "once more\n";
  const auto refused = keep(*store_, letter, again);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, Kind::gone);
  EXPECT_TRUE(store_->scrub());
  close();
  EXPECT_EQ(driver_->stored_bytes().find("text of a secret"), std::string::npos);
}

TEST_P(StoreContract, A_removed_letter_takes_its_documents_along) {
  const auto letter = scribe().open_letter("round-robin");
  ASSERT_TRUE(keep(*store_, letter, new_document("news")));
  record(*store_, scribe(), letter, new_document("news"));
  EXPECT_TRUE(store_->documents().is_public(crypto::sha256("text of news"), scribe().next()));
  scribe().end(letter, ledger::LetterEnd::removed);
  EXPECT_FALSE(store_->documents().is_public(crypto::sha256("text of news"), scribe().next()));
  EXPECT_FALSE(file(*store_, scribe().next(), "text of news"));
}

TEST_P(StoreContract, A_rebuild_finds_documents_again) {
  const auto letter = scribe().open_letter("round-robin");
  ASSERT_TRUE(keep(*store_, letter, new_document("news")));
  record(*store_, scribe(), letter, new_document("news"));
  ASSERT_TRUE(keep(*store_, letter, new_document("more")));
  store_->record().replace_derived(scribe().all_effects());
  EXPECT_THAT(texts(*store_, scribe().next(), letter), ElementsAre("text of news"));
  EXPECT_THAT(lines(*store_, letter, "update"),
              ElementsAre(new_document("news").lines, new_document("more").lines));
}

TEST_P(StoreContract, What_a_document_refers_to_outlives_its_text) {
  const auto letter = scribe().open_letter("round-robin");
  const auto first = crypto::sha256(std::string("the first"));
  auto document = new_document("news");
  document.refers = first;
  ASSERT_TRUE(keep(*store_, letter, document));
  record(*store_, scribe(), letter, document);
  store_->documents().take_down(crypto::sha256(document.text));
  const auto rows = store_->documents().documents(letter, 10, scribe().next());
  ASSERT_THAT(rows, SizeIs(1));
  EXPECT_EQ(rows[0].refers, first);
  EXPECT_EQ(rows[0].lang, "en");
  EXPECT_EQ(rows[0].lines, document.lines);
}

TEST_P(StoreContract, The_last_documents_are_told_if_there_are_many) {
  const auto letter = scribe().open_letter("round-robin");
  for (const auto* name : {"1", "2", "3"}) {
    ASSERT_TRUE(keep(*store_, letter, new_document(name)));
    record(*store_, scribe(), letter, new_document(name));
  }
  EXPECT_THAT(texts(*store_, scribe().next(), letter, 2), ElementsAre("text of 2", "text of 3"));
}

}  // namespace
}  // namespace ruban::store
