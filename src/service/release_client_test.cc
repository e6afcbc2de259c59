// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/release_client.h"

#include <gmock/gmock.h>

#include "crypto/sha256.h"
#include "ledger/client_manifest.h"
#include "service/rebuild.h"
#include "service/test_instance.h"
#include "service/test_source.h"

namespace ruban::service::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Scripts = std::vector<ClientScript>;

const Scripts kOld{{"/static/verify.11111111.js", "alert(1);\n"}};
const Scripts kNew{{"/static/verify.33333333.js", "alert(3);\n"},
                   {"/static/sign.22222222.js", "alert(2);\n"}};

ledger::ClientManifest manifest(const Scripts& scripts) {
  std::vector<ledger::ClientManifest::File> files;
  for (const auto& script : scripts)
    files.push_back({std::string(script.path), crypto::sha256(script.bytes)});
  return ledger::ClientManifest::of(std::move(files));
}

// "version hash-of-the-manifest" of each `client` entry.
std::vector<std::string> recorded(TestInstance& it) {
  std::vector<std::string> out;
  for (const auto& text : it.store().record().entries(0, 1000)) {
    const auto entry = must(ledger::parse_entry(text));
    if (const auto* client = std::get_if<ledger::ClientEntry>(&entry))
      out.push_back(client->version + " " + to_hex(client->manifest_sha256.view()));
  }
  return out;
}
std::string named(const Scripts& scripts, const std::string& version) {
  return version + " " + to_hex(manifest(scripts).sha256().view());
}

std::optional<std::string> kept(TestInstance& it, std::string_view bytes) {
  auto file = it.store().clients().file(crypto::sha256(bytes));
  return file ? std::optional(std::move(file->bytes)) : std::nullopt;
}

class ReleasingClients : public testing::Test {
 protected:
  // A start of the server with a program that has these scripts.
  void start_with(const Scripts& scripts, const std::string& version) {
    it_.reset();
    it_.emplace(folder_.path());
    must(it_->sequencer().start());
    release_client(it_->instance(), version, scripts);
    it_->sequence();
  }
  audit::Report audited(const Scripts& served) {
    StoreSource source(it_->registry());
    std::string page;
    for (const auto& script : served) {
      source.paths[std::string(script.path)] = script.bytes;
      page += "<script src=\"" + std::string(script.path) + "\" defer></script>";
    }
    source.paths["/en/verify"] = page;
    return must(audit::audit(source, ledger::Policy::of(it_->sequencer().verifier(), "")));
  }
  TestFolder folder_;
  std::optional<TestInstance> it_;
};

TEST_F(ReleasingClients, One_release_has_one_entry_however_often_the_server_starts) {
  for (int i = 0; i < 3; ++i) start_with(kOld, "0.1.0");
  EXPECT_THAT(recorded(*it_), ElementsAre(named(kOld, "0.1.0")));
  EXPECT_EQ(it_->store().record().last_checkpoint()->size, 1u);
}

TEST_F(ReleasingClients, The_same_scripts_under_another_version_are_no_other_release) {
  start_with(kOld, "0.1.0");
  start_with(kOld, "0.1.1");
  EXPECT_THAT(recorded(*it_), ElementsAre(named(kOld, "0.1.0")));
}

TEST_F(ReleasingClients, An_upgrade_has_an_entry_and_what_ran_before_stays_readable) {
  start_with(kOld, "0.1.0");
  start_with(kNew, "0.2.0");
  EXPECT_THAT(recorded(*it_), ElementsAre(named(kOld, "0.1.0"), named(kNew, "0.2.0")));
  for (const auto* release : {&kOld, &kNew}) {
    const auto text = manifest(*release).text();
    EXPECT_EQ(kept(*it_, text), text);
    for (const auto& script : *release) EXPECT_EQ(kept(*it_, script.bytes), script.bytes);
  }
  EXPECT_FALSE(kept(*it_, "another"));
}

TEST_F(ReleasingClients, Going_back_has_an_entry_too) {
  start_with(kOld, "0.1.0");
  start_with(kNew, "0.2.0");
  start_with(kOld, "0.1.0");
  EXPECT_THAT(recorded(*it_), ElementsAre(named(kOld, "0.1.0"), named(kNew, "0.2.0"), named(kOld, "0.1.0")));
}

TEST_F(ReleasingClients, The_entry_has_the_minute_in_which_it_got_its_place) {
  start_with(kOld, "0.1.0");
  const auto entry = must(ledger::parse_entry(it_->store().record().entries(0, 1).at(0)));
  EXPECT_EQ(ledger::time_of(entry), *parse_minute("2018-06-19T14:00Z"));
}

TEST_F(ReleasingClients, A_rebuilt_record_knows_its_newest_release) {
  start_with(kOld, "0.1.0");
  start_with(kNew, "0.2.0");
  it_->store().record().release_lease();
  must(rebuild(it_->instance()));
  start_with(kNew, "0.2.0");
  EXPECT_EQ(recorded(*it_).size(), 2u);
}

TEST_F(ReleasingClients, An_audit_finds_what_is_served_in_the_record) {
  start_with(kOld, "0.1.0");
  start_with(kNew, "0.2.0");
  const auto sound = audited(kNew);
  EXPECT_TRUE(sound.passed());
  EXPECT_THAT(sound.problems, IsEmpty());
  EXPECT_EQ(sound.client.state, audit::ClientReport::State::fits);
  EXPECT_EQ(sound.client.earlier_kept, 1u);

  auto changed = kNew;
  changed[1].bytes = "steal();\n";
  EXPECT_FALSE(audited(changed).passed());
  EXPECT_FALSE(audited(kOld).passed());
}

}  // namespace
}  // namespace ruban::service::test
