// SPDX-License-Identifier: AGPL-3.0-or-later
// What `ruban audit` says of the scripts that pages load.
#include <gmock/gmock.h>

#include <boost/json.hpp>

#include "cli/test_copy.h"
#include "cli/test_terminal.h"
#include "crypto/sha256.h"
#include "ledger/client_manifest.h"
#include "service/release_client.h"
#include "tests/mail/child_process.h"

namespace ruban::cli::test {
namespace {

namespace json = boost::json;
namespace fs = std::filesystem;
using service::test::must;
using testing::HasSubstr;
using testing::Not;

// A copy of a record whose server was started with one release of the scripts, and then with another.
class AuditingScripts : public testing::Test {
 protected:
  AuditingScripts() {
    TestInstance it(folder_.path() / "instance");
    must(it.sequencer().start());
    it.publish(service::test::folder());
    using Release = std::tuple<const char*, const char*, const char*>;
    for (const auto& [version, path, bytes] :
         {Release{"0.1.0", "/static/verify.1.js", "alert(1);\n"}, Release{"0.2.0", kPath, kScript}}) {
      service::release_client(it.instance(), version, std::vector<service::ClientScript>{{path, bytes}});
      it.sequence();
      const ledger::ClientManifest::File file{path, crypto::sha256(bytes)};
      const auto manifest = ledger::ClientManifest::of({file}).text();
      for (const auto& text : {manifest, std::string(bytes)}) write(kept(text), text);
    }
    save_copy(it.registry(), copy_);
    write(copy_ / "static/verify.2.js", kScript);
    write(copy_ / "en/verify", "<script src=\"/static/verify.2.js\" defer></script>");
  }
  fs::path kept(std::string_view bytes) const {
    return copy_ / "client" / to_hex(crypto::sha256(bytes).view());
  }
  int audit(const std::string& source) { return terminal_.run({"audit", source}); }
  json::object report(const std::string& source) {
    terminal_.run({"audit", source, "--json"});
    return json::parse(terminal_.out()).as_object();
  }

  static constexpr auto kPath = "/static/verify.2.js", kScript = "alert(2);\n";
  TestFolder folder_;
  fs::path copy_ = folder_.path() / "copy";
  TestTerminal terminal_{folder_.path() / "pins"};
};

TEST_F(AuditingScripts, What_is_served_is_what_was_recorded) {
  EXPECT_EQ(audit(copy_), 0);
  EXPECT_THAT(terminal_.out(), HasSubstr("release 0.2.0 (entry 2) is what is served: 1 compared"));
  EXPECT_THAT(terminal_.out(), HasSubstr("delivered to one person alone isn't detected"));
  EXPECT_THAT(terminal_.out(), HasSubstr("of 1 earlier releases, 1 are still served"));
  const auto client = report(copy_).at("client");
  EXPECT_EQ(client.at("state").as_string(), "fits");
  EXPECT_EQ(client.at("version").as_string(), "0.2.0");
  EXPECT_EQ(client.at("index").as_int64(), 2);
  EXPECT_EQ(client.at("scripts").as_int64(), 1);
  EXPECT_EQ(client.at("earlier_kept").as_int64(), 1);
}

TEST_F(AuditingScripts, A_script_that_was_changed_fails_the_audit_and_says_what_to_do) {
  write(copy_ / "static/verify.2.js", "steal();\n");
  EXPECT_EQ(audit(copy_), 1);
  EXPECT_THAT(terminal_.out(), HasSubstr("IS NOT WHAT IS SERVED"));
  EXPECT_THAT(terminal_.out(), HasSubstr("WRONG: /static/verify.2.js: The script that is served isn't"));
  EXPECT_THAT(terminal_.out(), HasSubstr("Don't sign in a browser here, sign with ruban sign"));
  EXPECT_THAT(terminal_.out(), HasSubstr("THE AUDIT FAILED."));
  const auto found = report(copy_);
  EXPECT_FALSE(found.at("passed").as_bool());
  EXPECT_EQ(found.at("client").at("state").as_string(), "differs");
  EXPECT_EQ(found.at("problems").at(0).at("weight").as_string(), "wrong");
}

TEST_F(AuditingScripts, A_folder_without_them_passes_and_says_that_they_were_not_looked_at) {
  for (const auto* part : {"client", "static", "en"}) fs::remove_all(copy_ / part);
  EXPECT_EQ(audit(copy_), 0);
  EXPECT_THAT(terminal_.out(), HasSubstr("was not looked at"));
  EXPECT_EQ(report(copy_).at("client").at("state").as_string(), "not_looked_at");
}

TEST_F(AuditingScripts, Over_http_a_changed_script_is_looked_at_for_a_minute) {
  mail::test::ChildProcess server({"/usr/bin/env", "python3", RUBAN_CLI_TESTS "/folder_server.py", copy_});
  const auto site = "http://127.0.0.1:" + server.read_line();
  EXPECT_EQ(report(site).at("client").at("state").as_string(), "fits");
  EXPECT_EQ(terminal_.err(), "");

  write(copy_ / "static/verify.2.js", "steal();\n");
  int pauses = 0;
  terminal_.on_pause = [&] { ++pauses; };
  EXPECT_EQ(audit(site), 1);
  EXPECT_EQ(pauses, 20);
  EXPECT_THAT(terminal_.err(), HasSubstr("looked at again"));
  EXPECT_THAT(terminal_.out(), HasSubstr("WRONG: /static/verify.2.js"));

  pauses = 0;
  terminal_.on_pause = [&] {
    if (++pauses == 2) write(copy_ / "static/verify.2.js", kScript);
  };
  EXPECT_EQ(audit(site), 0);
  EXPECT_EQ(pauses, 2);
  EXPECT_THAT(terminal_.out(), Not(HasSubstr("WRONG")));
}

TEST_F(AuditingScripts, A_record_of_before_says_so_and_passes) {
  TestInstance old(folder_.path() / "old");
  must(old.sequencer().start());
  old.publish(service::test::folder());
  save_copy(old.registry(), folder_.path() / "old-copy");
  EXPECT_EQ(audit(folder_.path() / "old-copy"), 0);
  EXPECT_THAT(terminal_.out(), HasSubstr("the record names no release of them"));
  EXPECT_EQ(report(folder_.path() / "old-copy").at("client").at("state").as_string(), "no_entry");
}

}  // namespace
}  // namespace ruban::cli::test
