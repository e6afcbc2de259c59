// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/watch_pages.h"

#include <gmock/gmock.h>

#include "service/end_letter.h"
#include "service/piece.h"
#include "service/statements.h"
#include "service/test_instance.h"

namespace ruban::service::test {
namespace {

using ::testing::SizeIs;

const std::string kUrl = "https://mine.example/page";

class Watching : public ServiceTest {
 protected:
  // What the web answers at this moment.
  Result<fetch::Fetched> answer() {
    if (out_of_reach_) return fail(Kind::busy, "The server is too slow. Try again in a while.");
    fetch::Exchange exchange;
    exchange.url = kUrl;
    exchange.address = fetch::IpAddress::parse("192.0.2.1").value();
    exchange.at = it.clock.at;
    exchange.request = "GET /page HTTP/1.1\r\nHost: mine.example\r\n\r\n";
    exchange.head =
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: " + std::to_string(page_.size()) +
        "\r\n\r\n";
    exchange.body = page_;
    exchange.status = 200;
    return fetch::Fetched{{exchange}};
  }
  void capture() {
    auto piece = captured_piece(answer().value());
    ForTheRecord input;
    input.kind = letter::DocumentKind::evidence;
    input.words = {{letter::Language::en, "The page", "", {}}, {letter::Language::fr, "La page", "", {}}};
    input.source = piece.source;
    input.date = piece.date;
    input.files.push_back(std::move(piece.file));
    std::vector<letter::Fault> faults;
    ASSERT_TRUE(put_on_record(it.instance(), *letter_, input, faults));
    it.sequence();
  }
  void watch(std::chrono::hours every = std::chrono::hours(6)) {
    ASSERT_TRUE(
        it.store().watched().watch({letter_->id(), kUrl, every, it.clock.at + every}, kMostWatchedPages));
  }
  // So many hours later.
  bool look(int hours) {
    it.clock.at += std::chrono::hours(hours);
    WatchPages pages(it.instance(), it.registry().letters(), [&](std::string_view) { return answer(); });
    const bool looked = pages.step();
    it.sequence();
    return looked;
  }
  std::vector<Statement> said() { return statements(it.instance(), letter_->id(), kEverything); }
  store::WatchedPage watched() { return it.store().watched().watched(letter_->id()).at(0); }

  LetterPointer letter_ = it.publish(folder());
  std::string page_ = "<p>We are proud.</p>";
  bool out_of_reach_ = false;
};

TEST_F(Watching, A_page_is_put_on_record_again_once_it_has_changed) {
  capture();
  watch();
  EXPECT_FALSE(look(5));
  EXPECT_TRUE(look(1));
  EXPECT_THAT(said(), SizeIs(1));  // it said what it said before
  EXPECT_EQ(watched().looked, it.clock.at);
  EXPECT_EQ(watched().trouble, "");
  // What readers don't see isn't a change.
  page_ = "<script>now()</script><p class=x>We are proud.</p>";
  EXPECT_TRUE(look(6));
  EXPECT_THAT(said(), SizeIs(1));
  page_ = "<p>We are silent.</p>";
  EXPECT_TRUE(look(6));
  const auto all = said();
  ASSERT_THAT(all, SizeIs(2));
  EXPECT_EQ(all[1].in(letter::Language::fr).document->title, "La page");
  EXPECT_EQ(all[1].in(letter::Language::en).document->source, kUrl);
  EXPECT_EQ(all[1].in(letter::Language::en).document->date, floor_to_minute(it.clock.at));
  EXPECT_FALSE(look(1));
}

TEST_F(Watching, What_went_wrong_is_kept_and_the_next_time_comes) {
  capture();
  watch();
  out_of_reach_ = true;
  EXPECT_TRUE(look(6));
  EXPECT_THAT(said(), SizeIs(1));
  EXPECT_EQ(watched().trouble, "The server is too slow. Try again in a while.");
  out_of_reach_ = false;
  page_ = "<p>We are silent.</p>";
  EXPECT_TRUE(look(6));
  EXPECT_THAT(said(), SizeIs(2));
  EXPECT_EQ(watched().trouble, "");
}

TEST_F(Watching, A_page_that_was_never_captured_waits_for_the_organisers) {
  watch();
  EXPECT_TRUE(look(6));
  EXPECT_THAT(said(), SizeIs(0));
  EXPECT_NE(watched().trouble, "");
}

TEST_F(Watching, Ends_with_the_letter_but_not_with_its_closing) {
  capture();
  watch();
  ASSERT_TRUE(end_letter(it.instance(), it.registry().keys(), *letter_, ledger::LetterEnd::withdrawn));
  it.sequence();
  EXPECT_TRUE(look(6));
  EXPECT_THAT(it.store().watched().watched(letter_->id()), SizeIs(0));
}

}  // namespace
}  // namespace ruban::service::test
