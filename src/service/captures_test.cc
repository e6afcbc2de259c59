// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/captures.h"

#include <gmock/gmock.h>

#include "service/piece.h"
#include "service/test_instance.h"

namespace ruban::service::test {
namespace {

using capture::Change;
using ::testing::SizeIs;

class Capturing : public ServiceTest {
 protected:
  static AttachedFile page(const std::string& text) {
    return {"page.html", "text/html", "<p>" + text + "</p>"};
  }

  std::uint64_t put(AttachedFile file, std::string_view date,
                    const std::string& source = "https://mine.example/") {
    ForTheRecord input;
    input.kind = letter::DocumentKind::evidence;
    input.words = {{letter::Language::en, "A page", "", {}}};
    input.date = parse_minute(date).value();
    input.source = source;
    input.files.push_back(std::move(file));
    std::vector<letter::Fault> faults;
    const auto put = put_on_record(it.instance(), *letter_, input, faults);
    EXPECT_TRUE(put.has_value()) << put.error().message;
    it.sequence();
    return put->number;
  }
  std::vector<Statement> said() { return statements(it.instance(), letter_->id(), size()); }
  TreeSize size() { return it.store().record().published_checkpoint()->size; }
  static const Statement& piece(const std::vector<Statement>& said, std::uint64_t number) {
    return *std::ranges::find(said, number, &Statement::number);
  }

  LetterPointer letter_ = it.publish(folder());
};

TEST_F(Capturing, Captures_of_a_page_follow_each_other_by_the_time_they_were_made) {
  put(page("June"), "2018-06-18T10:00Z");
  put(page("January"), "2018-01-24T10:00Z");
  put(page("Another"), "2018-02-01T10:00Z", "https://mine.example/other");
  put({"a.pdf", "application/pdf", "%PDF-"}, "2018-03-01T10:00Z");
  const auto all = said();
  ASSERT_THAT(all, SizeIs(4));
  EXPECT_EQ(capture_before(all, piece(all, 1))->number, 2U);
  EXPECT_EQ(capture_before(all, piece(all, 2)), nullptr);
  EXPECT_EQ(capture_before(all, piece(all, 3)), nullptr);
  EXPECT_EQ(capture_before(all, piece(all, 4)), nullptr);
  EXPECT_EQ(text_of(piece(all, 4)), nullptr);
}

TEST_F(Capturing, What_changed_is_told_word_by_word_and_again) {
  put(page("We are proud."), "2018-01-24T10:00Z");
  put(page("We are silent."), "2018-06-18T10:00Z");
  const auto all = said();
  Captures captures(it.instance());
  const auto before = text_of(all[0])->sha256, after = text_of(all[1])->sha256;
  const auto once = captures.difference(before, after, size());
  ASSERT_TRUE(once.has_value());
  const std::vector<capture::Segment> expected{
      {Change::same, true, capture::BlockKind::paragraph, 0, "We are "},
      {Change::deleted, false, capture::BlockKind::paragraph, 0, "proud"},
      {Change::inserted, false, capture::BlockKind::paragraph, 0, "silent"},
      {Change::same, false, capture::BlockKind::paragraph, 0, "."}};
  EXPECT_EQ(**once, expected);
  EXPECT_EQ(captures.difference(before, after, size()).value(), *once);  // the very same: it was kept
  EXPECT_EQ(captures.text(before, size()).value()->blocks.front().text, "We are proud.");
}

TEST_F(Capturing, What_was_taken_down_is_not_read_though_it_was_kept) {
  put(page("We are proud."), "2018-01-24T10:00Z");
  const auto file = text_of(said()[0])->sha256;
  Captures captures(it.instance());
  ASSERT_TRUE(captures.text(file, size()).has_value());
  ASSERT_TRUE(it.store().documents().take_down(file));
  const auto gone = captures.text(file, size());
  ASSERT_FALSE(gone.has_value());
}

TEST_F(Capturing, Nothing_is_read_before_it_is_public) {
  const auto before = size();
  put(page("We are proud."), "2018-01-24T10:00Z");
  Captures captures(it.instance());
  EXPECT_EQ(captures.text(text_of(said()[0])->sha256, before).error().kind, Kind::not_found);
  EXPECT_EQ(captures.text(Hash{}, size()).error().kind, Kind::not_found);
}

TEST_F(Capturing, A_file_without_a_page_says_so) {
  put({"a.pdf", "application/pdf", "%PDF-"}, "2018-03-01T10:00Z");
  const auto all = said();
  Captures captures(it.instance());
  const auto& file = all[0].in(letter::Language::en).document->attachments.front();
  EXPECT_EQ(captures.text(file.sha256, size()).error().kind, Kind::invalid);
}

}  // namespace
}  // namespace ruban::service::test
