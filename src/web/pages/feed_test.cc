// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/feed.h"

#include <gtest/gtest.h>

#include "i18n/tr.h"

namespace ruban::web {
namespace {

Feed feed() {
  Feed out;
  out.origin = "https://ruban.example.org";
  out.title = "Bread & <roses>";
  out.place = {"bread", 2};
  LetterEvent event;
  event.index = 658;
  event.time = parse_minute("2018-06-22T21:00Z").value();
  event.type = "withdraw";
  event.number = 279;
  out.events = {event};
  return out;
}

TEST(A_feed, Is_atom_with_an_entry_for_each_event) {
  const auto xml = render(feed(), i18n::Lang::en);
  EXPECT_NE(xml.find("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\">"), std::string::npos)
      << xml;
  EXPECT_NE(xml.find("<id>https://ruban.example.org/en/letters/bread/v2/history?after=657#entry-658</id>"),
            std::string::npos);
  EXPECT_NE(xml.find("<updated>2018-06-22T21:00:00Z</updated>"), std::string::npos);
  EXPECT_NE(xml.find("Bread &amp; &lt;roses&gt;"), std::string::npos);
}

TEST(A_feed, Of_a_letter_to_which_nothing_happened_has_no_entries) {
  auto empty = feed();
  empty.events.clear();
  const auto xml = render(empty, i18n::Lang::fr);
  EXPECT_EQ(xml.find("<entry>"), std::string::npos);
  EXPECT_NE(xml.find("</feed>"), std::string::npos);
}

}  // namespace
}  // namespace ruban::web
