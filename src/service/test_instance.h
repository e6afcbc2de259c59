// SPDX-License-Identifier: AGPL-3.0-or-later
// For tests: an instance in a folder of its own, over the real store and vault, with a clock that the test
// sets.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "mail/code_mail.h"
#include "mail/message.h"
#include "service/confirm_code.h"
#include "service/registry.h"
#include "service/request_code.h"
#include "service/sign_letter.h"
#include "service/withdraw_signature.h"
#include "store/file_vault.h"
#include "store/sqlite/open.h"

namespace ruban::service::test {

using namespace std::chrono_literals;

class SetClock final : public Clock {
 public:
  Instant now() const override { return at; }
  Instant at = *parse_rfc3339("2018-06-19T14:00:30Z");
};

class TestFolder {
 public:
  TestFolder() {
    // In memory where there is such a folder: no test here asks whether a disk keeps its promises.
    const std::filesystem::path memory = "/dev/shm";
    const auto parent =
        std::filesystem::is_directory(memory) ? memory : std::filesystem::temp_directory_path();
    auto pattern = (parent / "ruban-test-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no folder");
    path_ = pattern;
  }
  TestFolder(const TestFolder&) = delete;
  ~TestFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(std::string(result.error().message) + " " + result.error().field);
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

inline constexpr std::string_view kToml = R"(slug = "close-the-mine"
languages = ["en"]
opens = 2018-06-19T14:00:00Z
comments = true
modes = ["named"]

[title]
en = "Close the mine"

[recipient]
name = "Ada Example"

[constituency]
en = "People of the valley"

[[demand]]
number = 1
en = "Close it."

[[class]]
name = "miner"
en = "Miners"

[[class]]
name = "neighbour"
en = "Neighbours"
denominator = 412

[[issuer]]
label = "miner-email"
class = "miner"
method = "email-domain"
domains = ["mine.example"]

[[issuer]]
label = "neighbour-email"
class = "neighbour"
method = "email-any"
)";

inline letter::Folder folder(std::string toml = std::string(kToml)) {
  return {{{"letter.toml", std::move(toml)},
           {"en.md", "To whom it may concern: this is a letter.\n\n## Why\n\nBecause.\n"}}};
}

inline std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  if (at == std::string::npos) throw std::runtime_error("there is no such text");
  return text.replace(at, from.size(), to);
}

inline const std::string kOrigin = "ruban.example.org/log";

// The witnesses of a test's instance, whose key they must know.
using MakeWitnesses = std::function<std::unique_ptr<Witnesses>(const ledger::VerifierKey& log)>;

// What lies on the disk; opened and closed as often as a test likes.
class TestInstance {
 public:
  explicit TestInstance(std::filesystem::path path, bool accept_rollback = false,
                        const MakeWitnesses& make_witnesses = {}, Publication::Options publication = {})
      : path_(std::move(path)) {
    crypto::SystemRandom random;
    if (!std::filesystem::exists(path_ / "instance.key")) {
      store::FileVault::create(path_ / "keys", path_ / "instance.key", random);
      auto vault = must(store::FileVault::open(path_ / "keys", path_ / "instance.key", random));
      must(vault->put("log", Secret(to_bytes(random.fixed<crypto::Seed>().view()))));
    }
    vault_ = must(store::FileVault::open(path_ / "keys", path_ / "instance.key", random_));
    store_ = store::sqlite::open(path_, random_);
    auto key =
        crypto::SigningKey::from_seed(Secret(must(crypto::Seed::from(must(vault_->get("log")).view()))));
    if (make_witnesses) {
      witnesses_ =
          make_witnesses(ledger::VerifierKey::make(kOrigin, ledger::KeyType::ed25519, key.public_key()));
    }
    pool_ = must(store::AnonymousPool::open(path_ / "pool" / "waiting"));
    registry_ = std::make_unique<Registry>(
        Instance{kOrigin, *store_, *vault_, clock, random_, pool_.get()}, std::move(key),
        store::PublishedFile(path_ / "checkpoint.published"),
        Sequencer::Options{.accept_rollback = accept_rollback, .publication = std::move(publication)},
        witnesses_.get());
  }

  Registry& registry() { return *registry_; }
  Instance instance() { return registry_->instance(); }
  store::Store& store() { return *store_; }
  store::AnonymousPool& pool() { return *pool_; }
  Sequencer& sequencer() { return registry_->sequencer(); }
  const std::filesystem::path& path() const { return path_; }

  // Everything that waits, into the record and out to the public.
  void sequence() {
    while (must(sequencer().step())) {
    }
    must(sequencer().publish());
  }

  Result<PublishLetter::Output> try_publish(letter::Folder folder,
                                            std::map<std::string, std::vector<std::string>> lists = {},
                                            std::vector<PublishLetter::ListFault>* faults = nullptr) {
    PublishLetter publish(instance(), registry_->letters(), registry_->keys(), witnesses_.get());
    return publish({std::move(folder), std::move(lists), 2048}, faults);
  }
  LetterPointer publish(letter::Folder folder, std::map<std::string, std::vector<std::string>> lists = {}) {
    const auto output = must(try_publish(std::move(folder), std::move(lists)));
    sequence();
    return must(registry_->letters().find(output.slug, output.version));
  }

  VisitKeys new_visit() { return {random_.fixed<store::VisitId>(), Secret(random_.fixed<crypto::BoxKey>())}; }
  Visit visit(const PublishedLetter& letter, std::string email, std::string issuer = "neighbour-email",
              std::string name = "Grace Example") {
    Visit out;
    out.slug = letter.row.slug;
    out.version = letter.row.version;
    out.email = std::move(email);
    out.issuer = std::move(issuer);
    out.name = std::move(name);
    return out;
  }

  std::vector<Error> request(const PublishedLetter& letter, const VisitKeys& keys, const Visit& visit) {
    const mail::Sender sender{"Ruban", must(mail::Address::parse("ruban@ruban.example.org"))};
    RequestCode request(
        instance(),
        [this, sender](const mail::Address& to, std::string_view code, std::string_view, Instant date) {
          const mail::CodeMail mail{to, code};
          return mail::compose(mail::code_message(mail, mail::new_message_id(sender, random_)), sender, date);
        },
        Secret(address_key_));
    return request(letter, keys, visit);
  }

  // The mail that waits for this address, as its reader sees it; it is taken out of the box.
  mail::ReadMail mail_to(const std::string& address) {
    for (const auto& queued : store_->outbox().take_due(clock.at, clock.at + 1s, 1000)) {
      if (queued.recipient != address) continue;
      auto read = must(mail::read(queued.message));
      store_->outbox().mark_sent(queued.id);
      return read;
    }
    throw std::runtime_error("there is no mail for " + address);
  }

  // Form, mail, code: the proved visit.
  Visit prove(const PublishedLetter& letter, const VisitKeys& keys, const Visit& visit) {
    const auto faults = request(letter, keys, visit);
    if (!faults.empty()) throw std::runtime_error(std::string(faults.front().message));
    const auto address = must(eligibility::EmailAddress::parse(visit.email)).for_mail();
    const auto code = mail::find_code(mail_to(address).text);
    return must(ConfirmCode(instance())(keys, code));
  }
  Result<SignLetter::Outcome> sign(const PublishedLetter& letter, const VisitKeys& keys, Visit& visit) {
    return SignLetter(instance(), registry_->keys())(letter, keys, visit);
  }
  // The whole way; the visit afterwards.
  Visit signed_visit(const PublishedLetter& letter, const std::string& email,
                     const std::string& issuer = "neighbour-email",
                     const std::string& name = "Grace Example") {
    const auto keys = new_visit();
    auto v = prove(letter, keys, visit(letter, email, issuer, name));
    if (must(sign(letter, keys, v)) != SignLetter::Outcome::accepted)
      throw std::runtime_error("not accepted");
    return v;
  }
  EntryIndex index_of(const PublishedLetter& letter, const Visit& visit) {
    return store_->signatures().index_of(letter.id(), visit.key.value()).value();
  }

  SetClock clock;

 private:
  std::filesystem::path path_;
  crypto::SystemRandom random_;
  Hash address_key_ = random_.fixed<Hash>();
  std::unique_ptr<store::KeyVault> vault_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<store::AnonymousPool> pool_;
  std::unique_ptr<Witnesses> witnesses_;
  std::unique_ptr<Registry> registry_;
};

// An instance whose sequencer runs in the test's hands.
class ServiceTest : public testing::Test {
 protected:
  ServiceTest() { must(it.sequencer().start()); }
  TestFolder folder_;
  TestInstance it{folder_.path()};
};

}  // namespace ruban::service::test
