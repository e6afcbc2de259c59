// SPDX-License-Identifier: AGPL-3.0-or-later
// What an audit says of the scripts that pages load.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "audit/audit.h"
#include "audit/test_source.h"
#include "ledger/client_manifest.h"

namespace ruban::audit {
namespace {

using State = ClientReport::State;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct Script {
  std::string path, bytes;
};
using Scripts = std::vector<Script>;

const Scripts kOld{{"/static/verify.11111111.js", "alert(1);\n"}};
const Scripts kNew{{"/static/sign.22222222.js", "alert(2);\n"},
                   {"/static/verify.33333333.js", "alert(3);\n"}};

class AuditOfScripts : public testing::Test {
 protected:
  AuditOfScripts() { source_.add(letter_entry("mine", {issuer_line(0)})); }

  static ledger::ClientManifest manifest(const Scripts& scripts) {
    std::vector<ledger::ClientManifest::File> files;
    for (const auto& script : scripts) files.push_back({script.path, crypto::sha256(script.bytes)});
    return ledger::ClientManifest::of(std::move(files));
  }
  static std::string kept(std::string_view bytes) { return "client " + to_hex(crypto::sha256(bytes).view()); }
  // An entry for it, and its files kept.
  void release(const Scripts& scripts, const std::string& version) {
    const auto list = manifest(scripts);
    source_.add(ledger::ClientEntry{version, list.sha256(), minute("2018-06-19T12:00Z")});
    source_.texts[kept(list.text())] = list.text();
    for (const auto& script : scripts) source_.texts[kept(script.bytes)] = script.bytes;
  }
  // Pages load these, and no others.
  void serve(const Scripts& scripts) {
    std::erase_if(source_.texts, [](const auto& text) { return text.first.starts_with("at "); });
    std::string page = "<!doctype html><title>Verify</title>";
    for (const auto& script : scripts) {
      source_.texts["at " + script.path] = script.bytes;
      page += "<script src=\"" + script.path + "\" defer></script>";
    }
    source_.texts["at /en/verify"] = page;
    source_.texts["at /en/letters/mine/sign"] = page;
    source_.texts["at /en/letters/mine/withdraw"] = page;
    source_.texts["at /en/letters/mine/quote"] = page;
    source_.texts["at /en/letters/mine/v1/pledge"] = page;
  }
  Report run() {
    source_.publish();
    Options options;
    options.check_texts = options.compare_counts = false;
    options.look_again = look_again_;
    options.is_copy = is_copy_;
    auto report = audit(source_, MemorySource::policy(), options);
    EXPECT_TRUE(report.has_value());
    return report.value_or(Report{});
  }
  // Of one problem that is wrong.
  std::string wrong() {
    const auto report = run();
    EXPECT_EQ(report.client.state, State::differs);
    EXPECT_FALSE(report.passed());
    EXPECT_EQ(report.problems.size(), 1u);
    return report.problems.empty() ? "" : report.problems[0].where;
  }

  MemorySource source_;
  std::function<bool(int)> look_again_;
  bool is_copy_ = false;
};

TEST_F(AuditOfScripts, A_record_that_names_no_release_passes_and_says_so) {
  const auto report = run();
  EXPECT_EQ(report.client.state, State::no_entry);
  EXPECT_TRUE(report.passed());
  EXPECT_THAT(report.problems, IsEmpty());
}

TEST_F(AuditOfScripts, A_server_that_serves_what_it_recorded_passes) {
  release(kOld, "0.1.0");
  release(kNew, "0.2.0");
  serve(kNew);
  const auto report = run();
  EXPECT_TRUE(report.passed());
  EXPECT_THAT(report.problems, IsEmpty());
  EXPECT_EQ(report.client.state, State::fits);
  EXPECT_EQ(report.client.version, "0.2.0");
  EXPECT_EQ(report.client.index, 2u);
  EXPECT_EQ(report.client.manifest_sha256, manifest(kNew).sha256());
  EXPECT_EQ(report.client.scripts, 2u);
  EXPECT_EQ(report.client.earlier, 1u);
  EXPECT_EQ(report.client.earlier_kept, 1u);
}

TEST_F(AuditOfScripts, An_older_release_that_came_back_is_the_newest) {
  release(kOld, "0.1.0");
  release(kNew, "0.2.0");
  release(kOld, "0.1.0");
  serve(kOld);
  const auto report = run();
  EXPECT_EQ(report.client.state, State::fits);
  EXPECT_EQ(report.client.index, 3u);
  EXPECT_EQ(report.client.earlier, 1u);
}

TEST_F(AuditOfScripts, A_script_that_was_changed_is_found) {
  release(kNew, "0.2.0");
  serve(kNew);
  source_.texts["at " + kNew[0].path] = "steal();\n";
  EXPECT_EQ(wrong(), kNew[0].path);
  EXPECT_THAT(std::string(run().problems.at(0).what), HasSubstr("Don't sign in a browser here"));
}

TEST_F(AuditOfScripts, A_script_that_is_not_where_pages_load_it_is_found) {
  release(kNew, "0.2.0");
  serve(kNew);
  source_.texts.erase("at " + kNew[1].path);
  EXPECT_EQ(wrong(), kNew[1].path);
}

TEST_F(AuditOfScripts, A_manifest_that_is_missing_or_has_other_bytes_is_found) {
  release(kNew, "0.2.0");
  serve(kNew);
  const auto address = kept(manifest(kNew).text());
  const auto where = "/client/" + to_hex(manifest(kNew).sha256().view());
  source_.texts[address] = manifest(kOld).text();
  EXPECT_EQ(wrong(), where);
  source_.texts.erase(address);
  EXPECT_EQ(wrong(), where);
}

TEST_F(AuditOfScripts, A_manifest_that_is_none_is_found) {
  source_.add(ledger::ClientEntry{"0.1.0", crypto::sha256("rubbish"), minute("2018-06-19T12:00Z")});
  source_.texts[kept("rubbish")] = "rubbish";
  EXPECT_EQ(wrong(), "/client/" + to_hex(crypto::sha256("rubbish").view()));
}

TEST_F(AuditOfScripts, A_kept_script_that_is_missing_or_changed_is_found) {
  release(kNew, "0.2.0");
  serve(kNew);
  const auto where = "/client/" + to_hex(crypto::sha256(kNew[0].bytes).view());
  source_.texts[kept(kNew[0].bytes)] = "other";
  EXPECT_EQ(wrong(), where);
  source_.texts.erase(kept(kNew[0].bytes));
  EXPECT_EQ(wrong(), where);
  EXPECT_EQ(run().client.scripts, 2u);  // where pages load them, they are still looked at
}

TEST_F(AuditOfScripts, An_earlier_release_that_is_not_kept_is_found) {
  release(kOld, "0.1.0");
  release(kNew, "0.2.0");
  serve(kNew);
  source_.texts.erase(kept(kOld[0].bytes));
  const auto report = run();
  EXPECT_FALSE(report.passed());
  EXPECT_EQ(report.client.state, State::fits);
  EXPECT_EQ(report.client.earlier_kept, 0u);
  ASSERT_EQ(report.problems.size(), 1u);
  EXPECT_THAT(std::string(report.problems[0].what), HasSubstr("isn't kept any more"));
}

TEST_F(AuditOfScripts, A_page_that_loads_another_script_is_found) {
  release(kNew, "0.2.0");
  serve(kNew);
  for (const std::string path : {"/en/verify", "/en/letters/mine/sign", "/en/letters/mine/withdraw",
                                 "/en/letters/mine/quote", "/en/letters/mine/v1/pledge"}) {
    const auto page = source_.texts["at " + path];
    for (const auto* more : {"<script src=\"/static/x.js\" defer></script>", "<script>steal()</script>"}) {
      source_.texts["at " + path] = page + more;
      EXPECT_EQ(wrong(), path);
    }
    source_.texts["at " + path] = page;
  }
}

TEST_F(AuditOfScripts, Of_a_closed_letter_the_page_of_its_pledge_is_still_looked_at) {
  release(kNew, "0.2.0");
  serve(kNew);
  const auto id = id_of(letter_entry("mine", {issuer_line(0)}));
  source_.add(ledger::IssuedEntry{id, "employee-email", 0, minute("2018-06-20T10:00Z")});
  source_.add(ledger::EndEntry{id, ledger::LetterEnd::closed, false, {}, minute("2018-06-20T10:00Z")});
  source_.publish();
  EXPECT_TRUE(run().passed());
  source_.texts["at /en/letters/mine/sign"] += "<script>steal()</script>";
  EXPECT_TRUE(run().passed());  // nobody signs there any more
  source_.texts["at /en/letters/mine/v1/pledge"] += "<script>steal()</script>";
  EXPECT_EQ(wrong(), "/en/letters/mine/v1/pledge");
}

TEST_F(AuditOfScripts, What_was_not_copied_is_told_and_no_failure) {
  release(kOld, "0.1.0");
  release(kNew, "0.2.0");
  is_copy_ = true;
  const auto whole = source_.texts;
  const auto without_pages = run();
  EXPECT_EQ(without_pages.client.state, State::not_looked_at);
  EXPECT_EQ(without_pages.client.earlier_kept, 1u);
  EXPECT_EQ(without_pages.problems.size(), 2u);  // one for each script
  source_.texts.clear();
  const auto nothing = run();
  EXPECT_EQ(nothing.client.state, State::not_looked_at);
  EXPECT_TRUE(nothing.passed());
  source_.texts = whole;
  serve(kNew);
  EXPECT_EQ(run().client.state, State::fits);
}

// As after a start with a newer program: pages load its scripts, and the entry comes with the next
// checkpoint.
TEST_F(AuditOfScripts, A_release_that_is_not_published_yet_is_waited_for) {
  release(kOld, "0.1.0");
  serve(kNew);
  std::vector<int> asked;
  look_again_ = [&](int looks) {
    asked.push_back(looks);
    if (looks == 3) {
      release(kNew, "0.2.0");
      source_.publish();
    }
    return looks < 5;
  };
  const auto report = run();
  EXPECT_TRUE(report.passed());
  EXPECT_THAT(report.problems, IsEmpty());
  EXPECT_EQ(report.client.state, State::fits);
  EXPECT_EQ(report.served.checkpoint.size, 3u);
  EXPECT_THAT(asked, ElementsAre(1, 2, 3));
}

TEST_F(AuditOfScripts, What_stays_different_is_found_after_the_last_look) {
  release(kOld, "0.1.0");
  serve(kNew);
  int asked = 0;
  look_again_ = [&](int looks) {
    asked = looks;
    return looks < 5;
  };
  const auto report = run();
  EXPECT_EQ(report.client.state, State::differs);
  EXPECT_EQ(report.problems.size(), 6u);  // the old script, and five pages
  EXPECT_EQ(asked, 5);
}

TEST_F(AuditOfScripts, So_many_releases_are_asked_for_and_no_more) {
  for (int i = 0; i < 120; ++i) release({{"/a.js", fmt::format("alert({});\n", i)}}, "1");
  const Scripts last{{"/a.js", "alert(119);\n"}};
  serve(last);
  const auto report = run();
  EXPECT_TRUE(report.passed());
  EXPECT_EQ(report.client.state, State::fits);
  EXPECT_EQ(report.client.earlier, 119u);
  EXPECT_EQ(report.client.earlier_kept, 100u);
  ASSERT_EQ(report.problems.size(), 1u);
  EXPECT_EQ(report.problems[0].weight, Problem::Weight::not_compared);
}

}  // namespace
}  // namespace ruban::audit
