// SPDX-License-Identifier: AGPL-3.0-or-later
// What is erased or forgotten leaves no byte on the disk, and no copy holds what is private.
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <random>

#include "store/contract/contract_test.h"

namespace ruban::store {
namespace {

std::size_t times(const std::string& bytes, std::string_view part) {
  std::size_t found = 0;
  for (auto at = bytes.find(part); at != std::string::npos; at = bytes.find(part, at + 1)) ++found;
  return found;
}

std::string_view text(ByteView bytes) { return as_text(bytes); }

struct Crowd {
  std::vector<NewSignature> signatures;
  std::vector<EntryIndex> indexes;
};

std::string name_of(const NewSignature& signature) {
  const auto& payload = signature.payload->text;
  const auto begin = payload.find("name ") + 5;
  return payload.substr(begin, payload.find('\n', begin) - begin);
}

// A long text doesn't lie in one piece; its last bytes do, unless a page ends in them.
std::string end_of(const NewSignature& signature) {
  const auto& payload = signature.payload->text;
  return payload.substr(payload.size() - 20);
}

// Names in no order and of different lengths, so that rows and words are moved about.
std::string random_name(std::mt19937& dice) {
  std::string name;
  for (int word = 0; word < 2; ++word) {
    if (word > 0) name += " ";
    const auto length = 5 + dice() % 12;
    for (std::size_t i = 0; i < length; ++i) name += static_cast<char>('a' + dice() % 26);
  }
  return name;
}

TEST_P(StoreContract, An_erased_text_leaves_no_byte) {
  std::mt19937 dice(7);
  const auto letter = scribe().open_letter("round-robin");
  Crowd crowd;
  for (int i = 0; i < 600; ++i) {
    auto signature = new_signature(random_name(dice));
    if (i % 9 == 0)
      signature.payload->text += "comment " + std::string(6000, 'x') + to_hex(signature.key.view());
    crowd.signatures.push_back(signature);
  }
  // Some wait while others leave the pool.
  for (std::size_t done = 0; done < crowd.signatures.size();) {
    const auto size = std::min<std::size_t>(1 + dice() % 40, crowd.signatures.size() - done);
    for (std::size_t i = 0; i < size; ++i) ASSERT_TRUE(accept(letter, crowd.signatures[done + i]));
    std::vector<std::string> entries;
    std::vector<Effect> effects;
    for (std::size_t i = 0; i < size; ++i, ++done) {
      const auto index = scribe().next() + i;
      entries.push_back("sign");
      effects.push_back(SignatureCounted{index, letter, "employee-email", ledger::Mode::named,
                                         ledger::Via::server, crowd.signatures[done].key, at(0), Hash{}});
      crowd.indexes.push_back(index);
    }
    ASSERT_TRUE(scribe().commit(entries, effects));
  }
  close();
  auto bytes = driver_->stored_bytes();
  for (const auto& signature : crowd.signatures) ASSERT_EQ(times(bytes, name_of(signature)), 1u);
  reopen();

  // Nearly all go, in no order, so that pages empty and are merged.
  std::vector<std::size_t> order(crowd.signatures.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::shuffle(order.begin(), order.end(), dice);
  const std::vector<std::size_t> erased(order.begin(), order.begin() + 550),
      stay(order.begin() + 550, order.end());
  for (auto i : erased) {
    ASSERT_TRUE(store_->signatures().in_letter(letter, [&](LetterTransaction& tx) -> Result<void> {
      EXPECT_TRUE(tx.erase(crowd.indexes[i]));
      return {};
    }));
  }
  close();
  bytes = driver_->stored_bytes();
  for (auto i : erased) {
    const auto& signature = crowd.signatures[i];
    EXPECT_EQ(times(bytes, name_of(signature)), 0u);
    EXPECT_EQ(times(bytes, end_of(signature)), 0u);
    EXPECT_EQ(times(bytes, text(signature.payload->salt.view())), 0u);
  }
  for (auto i : stay) EXPECT_EQ(times(bytes, name_of(crowd.signatures[i])), 1u);

  // Search words and owners' tags are sorted, and sorting leaves copies: none after scrubbing.
  reopen();
  EXPECT_TRUE(store_->scrub());
  EXPECT_FALSE(store_->scrub());
  for (auto i : stay) {
    EXPECT_EQ(store_->signatures().signature(letter, crowd.indexes[i])->payload, crowd.signatures[i].payload);
  }
  close();
  bytes = driver_->stored_bytes();
  for (auto i : erased) {
    for (const auto& word : crowd.signatures[i].search_words) EXPECT_EQ(times(bytes, word), 0u);
    EXPECT_EQ(times(bytes, text(crowd.signatures[i].owner->view())), 0u);
  }
}

TEST_P(StoreContract, Visits_codes_and_sent_mails_leave_no_byte) {
  std::vector<CodeRequest> requests(200);
  std::vector<mail::QueuedId> mails;
  for (auto& request : requests) {
    request.visit = random_.fixed<VisitId>();
    const auto box = random_.fixed<Hash>();
    request.box = to_bytes(box.view());
    request.forget = at(10);
    request.code = {random_.fixed<CodeHash>(), at(10), 5};
    request.address = random_.fixed<AddressTag>();
    request.mail = {to_hex(box.view()) + "@example.org", "code for " + to_hex(box.view()), at(10)};
    ASSERT_TRUE(store_->visits().request_code(request, at(0)));
  }
  for (const auto& mail : store_->outbox().take_due(at(0), at(5), 150)) store_->outbox().mark_sent(mail.id);
  EXPECT_EQ(store_->outbox().drop_expired(at(10)), 50u);
  EXPECT_EQ(store_->visits().forget_expired(at(100'000)), 400u);
  close();
  const auto bytes = driver_->stored_bytes();
  for (const auto& request : requests) {
    EXPECT_EQ(times(bytes, text(request.visit.view())), 0u);
    EXPECT_EQ(times(bytes, text(request.box)), 0u);
    EXPECT_EQ(times(bytes, text(request.code.hash.view())), 0u);
    EXPECT_EQ(times(bytes, text(request.address.view())), 0u);
    EXPECT_EQ(times(bytes, request.mail.recipient), 0u);
    EXPECT_EQ(times(bytes, request.mail.message), 0u);
  }
}

TEST_P(StoreContract, After_invitations_were_sent_there_is_something_to_scrub_and_after_codes_there_is_not) {
  auto& outbox = store_->outbox();
  outbox.mark_sent(outbox.put({"a@b.example", "code", at(3600)}, at(0)));
  EXPECT_FALSE(store_->scrub());
  outbox.mark_sent(outbox.put({"a@b.example", "invitation", at(14 * 86400)}, at(0)));
  EXPECT_TRUE(store_->scrub());
}

TEST_P(StoreContract, Nothing_to_scrub_is_nothing_done) { EXPECT_FALSE(store_->scrub()); }

// Everything private that a store can hold, by the words to look for.
std::vector<std::string> fill_with_private(Store& store, const LetterId& letter, crypto::Random& random) {
  std::vector<std::string> secrets;
  const auto secret = [&](ByteView bytes) { secrets.emplace_back(as_text(bytes)); };
  for (int i = 0; i < 300; ++i) {
    CodeRequest request;
    request.visit = random.fixed<VisitId>();
    request.box = to_bytes(random.fixed<Hash>().view());
    request.forget = at(3600);
    request.code = {random.fixed<CodeHash>(), at(3600), 5};
    request.address = random.fixed<AddressTag>();
    request.mail = {"private" + std::to_string(i) + "@example.org",
                    "message " + std::to_string(i) + " of nobody", at(3600)};
    EXPECT_TRUE(store.visits().request_code(request, at(0)));
    for (auto part :
         {request.visit.view(), ByteView(request.box), request.code.hash.view(), request.address.view()}) {
      secret(part);
    }
    secrets.push_back(request.mail.recipient);
    secrets.push_back(request.mail.message);
    const auto subscriber = "subscriber" + std::to_string(i) + "@example.org";
    store.visits().subscribe(letter, subscriber, "fr");
    secrets.push_back(subscriber);
    const auto tag = random.fixed<IdentityTag>();
    EXPECT_TRUE(store.signatures().in_letter(letter, [&](LetterTransaction& tx) -> Result<void> {
      (void)tx.issue("employee-email", tag, random.fixed<Hash>());
      return {};
    }));
    secret(tag.view());
  }
  for (const bool is_used : {true, false}) {
    const auto hash = random.fixed<LinkHash>();
    store.recipients().give(letter, {hash, "mine.example", {}, at(3600), {}});
    secret(hash.view());
    if (!is_used) continue;
    EXPECT_TRUE(store.signatures().in_letter(
        letter, [&](LetterTransaction& tx) { return tx.use_link(hash, Hash{}, at(0)); }));
  }
  return secrets;
}

class BackupFile {
 public:
  BackupFile()
      : path_(std::filesystem::temp_directory_path() / ("ruban-backup-" + std::to_string(::getpid()))) {
    std::filesystem::remove(path_);
  }
  ~BackupFile() { std::filesystem::remove(path_); }
  const std::filesystem::path& path() const { return path_; }
  std::string bytes() const {
    std::ifstream file(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

 private:
  std::filesystem::path path_;
};

TEST_P(StoreContract, A_backup_holds_the_record_and_what_waits_and_nothing_private) {
  NewLetter handed_in{"round-robin", 1, {{"fr.md", "Le texte"}}, "letter", {{"employee-email", {}}}};
  for (int i = 0; i < 100; ++i) handed_in.lists["employee-email"].push_back(random_.fixed<IdentityTag>());
  ASSERT_TRUE(store_->letters().publish(handed_in));
  const auto letter = scribe().open_letter("round-robin");
  auto secrets = fill_with_private(*store_, letter, random_);
  for (const auto& tag : handed_in.lists["employee-email"]) secrets.emplace_back(as_text(tag.view()));
  const auto counted = new_signature("Ada Byron"), erased = new_signature("Xanthippe Zzyzx"),
             waits = new_signature("Bea");
  const auto index = sign(letter, counted);
  const auto gone = sign(letter, erased);
  scribe().erase(letter, gone);
  secrets.push_back(erased.payload->text);
  secrets.emplace_back("xanthippe");
  secrets.emplace_back(as_text(erased.owner->view()));
  ASSERT_TRUE(accept(letter, waits));
  store_->record().mark_published(scribe().next(), {"published", "published"}, at(50));

  const BackupFile backup;
  ASSERT_TRUE(store_->backup(backup.path()));
  EXPECT_EQ(std::filesystem::status(backup.path()).permissions(), std::filesystem::perms(0600));
  const auto bytes = backup.bytes();
  for (const auto& secret : secrets) EXPECT_EQ(times(bytes, secret), 0u) << secret;
  EXPECT_EQ(times(bytes, counted.payload->text), 1u);
  EXPECT_FALSE(store_->was_restored());

  auto restored = driver_->restored_from(backup.path());
  auto copy = restored->open();
  EXPECT_EQ(copy->record().last_checkpoint(), store_->record().last_checkpoint());
  EXPECT_EQ(copy->record().published_checkpoint()->note, "published");
  EXPECT_EQ(copy->record().entries(0, 100), store_->record().entries(0, 100));
  EXPECT_EQ(copy->signatures().signature(letter, index)->payload, counted.payload);
  EXPECT_FALSE(copy->signatures().signature(letter, gone)->payload);
  EXPECT_TRUE(copy->signatures().is_waiting(letter, waits.key));
  EXPECT_EQ(copy->letters().files("round-robin", 1), handed_in.files);
  EXPECT_EQ(copy->signatures().issued(letter).at(0).second, 300u);
  EXPECT_TRUE(copy->outbox().take_due(at(0), at(10), 10).empty());
}

TEST_P(StoreContract, A_restored_store_says_so_until_it_is_told) {
  scribe().open_letter("round-robin");
  const BackupFile backup;
  ASSERT_TRUE(store_->backup(backup.path()));
  auto restored = driver_->restored_from(backup.path());
  auto copy = restored->open();
  EXPECT_TRUE(copy->was_restored());
  copy.reset();
  copy = restored->open();
  EXPECT_TRUE(copy->was_restored());
  copy->finish_restore();
  EXPECT_FALSE(copy->was_restored());
  copy.reset();
  EXPECT_FALSE(restored->open()->was_restored());
}

TEST_P(StoreContract, What_is_in_doubt_is_kept_and_goes_with_a_backup) {
  EXPECT_EQ(store_->doubt(), std::nullopt);
  store_->set_doubt("last\n");
  reopen();
  EXPECT_EQ(store_->doubt(), "last\n");
  scribe().open_letter("round-robin");
  const BackupFile backup;
  ASSERT_TRUE(store_->backup(backup.path()));
  EXPECT_EQ(driver_->restored_from(backup.path())->open()->doubt(), "last\n");
  store_->set_doubt(std::nullopt);
  reopen();
  EXPECT_EQ(store_->doubt(), std::nullopt);
}

TEST_P(StoreContract, A_backup_doesnt_replace_a_file) {
  const BackupFile backup;
  std::ofstream(backup.path()) << "mine";
  const auto refused = store_->backup(backup.path());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, Kind::conflict);
  EXPECT_EQ(backup.bytes(), "mine");
}

TEST_P(StoreContract, A_backup_is_made_while_others_write_and_is_of_one_moment) {
  const auto letter = scribe().open_letter("round-robin");
  std::vector<NewSignature> signatures;
  for (int i = 0; i < 200; ++i) signatures.push_back(new_signature());
  const BackupFile backup;
  std::atomic<bool> started = false;
  std::thread writer([&] {
    for (const auto& signature : signatures) {
      sign(letter, signature);
      started = true;
    }
  });
  while (!started) std::this_thread::yield();
  EXPECT_TRUE(store_->backup(backup.path()));
  writer.join();
  auto restored = driver_->restored_from(backup.path());
  auto copy = restored->open();
  const auto last = copy->record().last_checkpoint();
  ASSERT_TRUE(last);
  EXPECT_EQ(copy->record().entries(0, 1000).size(), last->size);
  EXPECT_EQ(copy->signatures().list(letter, {}, 1000, last->size).size(), last->size - 1);
  EXPECT_EQ(copy->signatures().counts(letter, last->size).at(0).named, last->size - 1);
}

}  // namespace
}  // namespace ruban::store
