// SPDX-License-Identifier: AGPL-3.0-or-later
// What holds for every page, shown by the samples.
#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>
#include <cctype>
#include <future>
#include <set>

#include "embedded/templates.h"
#include "web/pages/samples/samples.h"
#include "web/pages/sheet.h"
#include "web/pages/static_files.h"
#include "web/pages/test_text.h"

namespace ruban::web {
namespace {

using i18n::Lang;

const std::vector<Sample>& pages(Lang lang) {
  static const auto french = samples(Lang::fr), english = samples(Lang::en);
  return lang == Lang::fr ? french : english;
}

const std::string& page(Lang lang, std::string_view name) {
  for (const auto& sample : pages(lang)) {
    if (sample.name == name) return sample.html;
  }
  ADD_FAILURE() << "no sample " << name;
  static const std::string kNone;
  return kNone;
}

std::size_t gzipped(std::string_view bytes) {
  std::vector<unsigned char> out(compressBound(bytes.size()) + 64);
  uLongf size = out.size();
  compress2(out.data(), &size, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), 6);
  return size + 12;  // gzip's frame is larger than zlib's
}

std::vector<std::string> files_of(const std::string& html) {
  auto files = between(html, "<link rel=\"stylesheet\" href=\"", "\"");
  const auto icons = between(html, "<link rel=\"icon\" href=\"", "\"");
  files.insert(files.end(), icons.begin(), icons.end());
  return files;
}

// ctemplate shows an unset variable as nothing. Its last resort is the dictionary of the whole program: there
// each name gets a text that may not appear.
TEST(Every_page, Sets_every_variable_that_it_shows) {
  std::set<std::string> names;
  for (const auto& source : embedded::templates()) {
    for (const auto& marker : between(source.text, "{{", "}}")) {
      const auto name = marker.substr(0, marker.find(':'));
      if (std::isupper(static_cast<unsigned char>(name[0]))) names.insert(name);
    }
  }
  ASSERT_GT(names.size(), 90u);
  for (const auto& name : names) ctemplate::TemplateDictionary::SetGlobalValue(name, "UNSET-" + name);
  for (const Lang lang : i18n::kLangs) {
    for (const auto& sample : samples(lang)) {
      const auto unset = sample.html.find("UNSET-");
      EXPECT_EQ(unset, std::string::npos)
          << sample.name << ": " << sample.html.substr(std::min(unset, sample.html.size()), 40);
    }
  }
}

// A part that no sample shows is a part that nobody has looked at.
TEST(Every_section, Is_shown_by_a_sample) {
  std::string everything;
  for (const auto& sample : pages(Lang::en)) everything += sample.html;
  for (const auto& source : embedded::templates()) {
    if (source.name.starts_with("mail/") || source.name == "feed") continue;
    // The literal text right after a section's opening tag.
    for (const auto& section : between(source.text, "{{#", "{{")) {
      const auto text = section.substr(section.find("}}") + 2);
      const auto literal = text.substr(0, text.find_first_of("{\n"));
      EXPECT_TRUE(literal.size() < 5 || everything.find(literal) != std::string::npos)
          << source.name << ": " << literal;
    }
    // And each sentence, up to its first variable or element.
    for (const auto& sentence : between(source.text, "{_}", "{/_}")) {
      const auto literal = sentence.substr(0, sentence.find_first_of("{<"));
      EXPECT_TRUE(everything.find(literal) != std::string::npos) << source.name << ": " << literal;
    }
  }
}

TEST(Every_page, Is_one_whole_document_in_its_language) {
  for (const Lang lang : i18n::kLangs) {
    for (const auto& sample : pages(lang)) {
      const std::string begin = "<!DOCTYPE html><html lang=\"" + std::string(i18n::tag(lang)) + "\">";
      EXPECT_TRUE(sample.html.starts_with(begin)) << sample.name;
      EXPECT_TRUE(sample.html.ends_with("</html>")) << sample.name;
      EXPECT_EQ(count(sample.html, "<h1>") + count(sample.html, "<h1 "), 1u) << sample.name;
      EXPECT_EQ(count(sample.html, "<main id=\"main\""), 1u) << sample.name;
      EXPECT_EQ(sample.html.find("{_"), std::string::npos) << sample.name;
      EXPECT_EQ(sample.html.find("{{"), std::string::npos) << sample.name;
    }
  }
}

TEST(Every_page, Has_each_id_once_and_points_only_at_ids_that_it_has) {
  for (const auto& sample : pages(Lang::fr)) {
    const auto ids = between(sample.html, " id=\"", "\"");
    const std::set<std::string> unique(ids.begin(), ids.end());
    EXPECT_EQ(unique.size(), ids.size()) << sample.name;
    for (const auto* pointer : {" aria-describedby=\"", " aria-labelledby=\"", " for=\"", " href=\"#"}) {
      for (const auto& list : between(sample.html, pointer, "\"")) {
        for (const auto& id : words(list)) EXPECT_TRUE(unique.contains(id)) << sample.name << ": " << id;
      }
    }
  }
}

TEST(Every_page, Needs_no_script_and_no_other_site) {
  for (const auto& sample : pages(Lang::fr)) {
    // Five pages work in the browser: on a file, and on a key. They have our own script and say how to do
    // without.
    const bool withdraws = sample.name == "withdraw" || sample.name == "withdraw-errors";
    // Of letters that take names alone the page without a script lacks nothing that it would have to explain.
    const bool takes_names =
        sample.name == "sign" || sample.name == "sign-several" || sample.name == "sign-invited";
    const bool explains = sample.name == "sign-invited-or-by-mail-errors";
    const std::string script = sample.name == "verify"                 ? "verify.js"
                               : sample.name.starts_with("sign-own")   ? "sign.js"
                               : takes_names                           ? "sign.js"
                               : withdraws                             ? "withdraw.js"
                               : sample.name == "quote"                ? "quote.js"
                               : sample.name.starts_with("pledge-due") ? "pledge.js"
                                                                       : "";
    const auto expected = script.empty() ? 0u : 1u;
    EXPECT_EQ(count(sample.html, "<script"), expected) << sample.name;
    if (!script.empty()) {
      const auto own = "<script src=\"" + std::string(static_path(script)) + "\" defer></script>";
      EXPECT_EQ(count(sample.html, own), 1u) << sample.name;
    }
    EXPECT_EQ(count(sample.html, "<noscript>"), explains ? 1u : takes_names ? 0u : expected) << sample.name;
    EXPECT_EQ(sample.html.find(" style=\""), std::string::npos) << sample.name;
    // Pictures that are evidence come from here, too.
    EXPECT_EQ(count(sample.html, "<img"), count(sample.html, "<img src=\"/api/v1/documents/")) << sample.name;
    for (const auto& path : files_of(sample.html)) {
      EXPECT_NE(find_static_file(path), nullptr) << path;
    }
  }
}

TEST(Every_form, Posts_with_a_token) {
  for (const auto& sample : pages(Lang::fr)) {
    if (sample.name == "unsubscribe") continue;  // a mail program that posts there has only the address
    std::size_t tokens = 0;
    for (const auto& token : between(sample.html, "name=\"csrf\" value=\"", "\""))
      tokens += token.size() == 43;
    EXPECT_EQ(tokens, count(sample.html, "<form method=\"post\"")) << sample.name;
  }
}

TEST(A_page_with_errors, Says_so_in_its_title_and_leads_to_each_field) {
  for (const auto& sample : pages(Lang::fr)) {
    const bool failed = sample.html.find("role=\"alert\"") != std::string::npos;
    EXPECT_EQ(sample.html.find("<title>Erreur\u202F: ") != std::string::npos, failed) << sample.name;
    EXPECT_TRUE(!failed || sample.html.find("content=\"noindex\"") != std::string::npos) << sample.name;
  }
  const auto& errors = page(Lang::en, "sign-errors");
  for (const auto* field : {"issuer", "name", "role", "comment", "email"}) {
    const std::string name = field;
    EXPECT_NE(errors.find("<a href=\"#" + name + "\">"), std::string::npos) << name;
    EXPECT_NE(errors.find("id=\"" + name + "-error\""), std::string::npos) << name;
  }
}

TEST(A_form_that_failed, Keeps_what_was_typed_and_escapes_it) {
  const auto& errors = page(Lang::fr, "sign-errors");
  EXPECT_NE(errors.find("value=\"Zoé &lt;Aurelle&gt;\""), std::string::npos);
  EXPECT_NE(errors.find("value=\"&quot;traductrice&quot;\""), std::string::npos);
  EXPECT_NE(errors.find(">Une ligne\nune autre ligne &lt;script&gt;</textarea>"), std::string::npos);
  EXPECT_NE(errors.find("value=\"supporter-email\" checked"), std::string::npos);
  EXPECT_NE(errors.find("value=\"on\" checked"), std::string::npos);
}

TEST(A_search, Keeps_its_words_in_the_address_of_the_next_page) {
  const auto& found = page(Lang::fr, "signatures-search");
  EXPECT_NE(found.find("value=\"Nguyễn &amp; &lt;b&gt;\""), std::string::npos);
  EXPECT_NE(found.find("?q=Nguy%E1%BB%85n+%26+%3Cb%3E&amp;after=200\""), std::string::npos);
}

TEST(The_letters_page, With_312_signatories_takes_no_more_than_30_kB_and_4_requests) {
  for (const Lang lang : i18n::kLangs) {
    const auto& html = page(lang, "letter-312");
    std::size_t bytes = gzipped(html) + 1'000;  // and the headers of the answers
    const auto files = files_of(html);
    for (const auto& path : files) bytes += gzipped(find_static_file(path)->bytes) + 500;
    EXPECT_LE(bytes, 30'000u);
    EXPECT_LE(files.size() + 1, 4u);
    EXPECT_LE(gzipped(find_static_file(std::string(static_path("ruban.css")))->bytes), 8'000u);
    EXPECT_NE(html.find(">312</text>"), std::string::npos);
    EXPECT_EQ(count(html, "<li><bdi>"), 312u);
  }
}

TEST(The_letters_page, Prints_signatories_as_running_text) {
  const auto& html = page(Lang::en, "letter-2");
  const auto lists = between(html, "<ul class=\"names\">", "</ul>");
  ASSERT_EQ(lists.size(), 1u);
  const auto lines = between(lists[0], "<li>", "</li>");
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_TRUE(lines[0].ends_with(" · "));
  EXPECT_FALSE(lines[1].ends_with(" · "));
}

TEST(The_letters_page, Never_adds_up_classes) {
  const auto& html = page(Lang::en, "letter-everything");
  EXPECT_NE(html.find(">112</text>"), std::string::npos);
  EXPECT_NE(html.find(">2,840</text>"), std::string::npos);
  EXPECT_EQ(html.find("2,952"), std::string::npos);
}

TEST(The_foot, Says_how_far_the_record_is_watched) {
  EXPECT_NE(page(Lang::en, "letter-312").find("Log only"), std::string::npos);
  EXPECT_NE(
      page(Lang::en, "letter-everything").find("Witnessed by 2 of 3. Recounted by Le Journal and A Union."),
      std::string::npos);
  EXPECT_NE(page(Lang::en, "receipt").find("Log only: signed by this site alone"), std::string::npos);
  EXPECT_NE(page(Lang::en, "receipt-no-key").find("Log only: 1 of 3 witnesses"), std::string::npos);
  EXPECT_NE(page(Lang::en, "letter-312").find("ruban audit https://ruban.example.org</code>"),
            std::string::npos);
}

TEST(The_public_pages, Name_both_languages_to_search_engines) {
  const auto& html = page(Lang::fr, "letter-312");
  EXPECT_NE(html.find("<link rel=\"canonical\" href=\"https://ruban.example.org/fr/letters/"),
            std::string::npos);
  EXPECT_NE(html.find("hreflang=\"en\" href=\"https://ruban.example.org/en/letters/"), std::string::npos);
  for (const auto* name : {"sign", "code", "preview", "receipt", "withdraw", "answer-code", "answer",
                           "answer-preview", "error-404", "demo-mail"}) {
    EXPECT_NE(page(Lang::fr, name).find("content=\"noindex\""), std::string::npos) << name;
    EXPECT_EQ(page(Lang::fr, name).find("rel=\"canonical\""), std::string::npos) << name;
  }
}

// Everybody reads the same, since more would tell whether somebody else asked for codes of this address.
TEST(Another_code, Is_promised_only_if_it_can_still_be_sent) {
  for (const auto* name : {"code-errors", "code-withdraw"}) {
    const auto& html = page(Lang::en, name);
    EXPECT_NE(
        html.find("At most three codes an hour go to one address. If one can still be sent, it is on its "
                  "way; only the newest counts."),
        std::string::npos);
  }
  for (const auto& sample : pages(Lang::en))
    EXPECT_EQ(sample.html.find("Another code is on its way"), std::string::npos) << sample.name;
}

TEST(An_obstacle, Has_its_own_heading_and_leads_on) {
  std::set<std::string> headings;
  for (const auto& sample : pages(Lang::en)) {
    if (!sample.name.starts_with("error-obstacle-")) continue;
    headings.insert(between(sample.html, "<h1>", "</h1>").at(0));
    EXPECT_EQ(count(sample.html, "<a class=\"button\" href=\"/en/letters/drop-the-ice-contract\">"), 1u);
    EXPECT_EQ(sample.html.find("was faster"), std::string::npos) << sample.name;
    EXPECT_EQ(sample.html.find("taken off"), std::string::npos) << sample.name;
  }
  EXPECT_EQ(headings, (std::set<std::string>{"This visit is over", "A newer version has replaced this letter",
                                             "This letter isn’t open for signatures yet",
                                             "This letter is closed to signatures"}));
  EXPECT_NE(page(Lang::en, "error-obstacle-1").find("kept for an hour"), std::string::npos);
  EXPECT_EQ(page(Lang::en, "error-410").find("What the record holds of it"), std::string::npos);
  EXPECT_NE(page(Lang::en, "error-410-letter").find("What the record holds of it"), std::string::npos);
}

TEST(The_first_page, Writes_counts_as_each_language_does) {
  EXPECT_NE(page(Lang::en, "home").find("<b>1,204</b> <bdi>Supporters</bdi>"), std::string::npos);
  EXPECT_NE(page(Lang::fr, "home").find("<bdi>Soutiens</bdi>\u202F: <b>1\u202F204</b>"), std::string::npos);
  EXPECT_NE(page(Lang::fr, "letter-everything").find("<bdi>Coders</bdi>\u202F: <b>112</b>"),
            std::string::npos);
}

TEST(A_receipt, Says_that_a_signature_is_counted_only_once_its_checkpoint_is_published) {
  const std::string counted = "stands in the record and is counted.",
                    later = "stands in the record, and will be counted with the next checkpoint.";
  EXPECT_NE(page(Lang::en, "receipt").find(counted), std::string::npos);
  EXPECT_EQ(page(Lang::en, "receipt").find(later), std::string::npos);
  EXPECT_NE(page(Lang::en, "receipt-unpublished").find(later), std::string::npos);
  EXPECT_EQ(page(Lang::en, "receipt-unpublished").find(counted), std::string::npos);
}

TEST(Rendering, Gives_the_same_bytes_on_many_threads) {
  const auto expected = pages(Lang::fr);
  std::vector<std::future<bool>> runs;
  for (int i = 0; i < 4; ++i) {
    runs.push_back(std::async(std::launch::async, [&expected] {
      const auto again = samples(Lang::fr);
      for (std::size_t k = 0; k < expected.size(); ++k) {
        if (again[k].html != expected[k].html) return false;
      }
      return true;
    }));
  }
  for (auto& run : runs) EXPECT_TRUE(run.get());
}

}  // namespace
}  // namespace ruban::web
