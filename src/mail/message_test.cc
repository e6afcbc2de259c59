// SPDX-License-Identifier: AGPL-3.0-or-later
// Mails are taken apart by Python's parser, which knows nothing of ours.
#include "mail/message.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <sstream>
#include <vector>

#include "core/bytes.h"
#include "crypto/sha256.h"
#include "tests/mail/child_process.h"

namespace ruban::mail {
namespace {

Sender sender() { return {"Ruban", *Address::parse("codes@ruban.example.org")}; }

Message message() {
  return {.to = *Address::parse("ada@example.org"),
          .subject = "Votre code",
          .text = "1234 5678\n\nTapez ce code dans la page qui l’a demandé.\n",
          .html = "<!doctype html>\n<p>Tapez ce code dans la page qui l’a demandé.</p>\n",
          .language = i18n::Lang::fr,
          .message_id = "0123456789abcdef@ruban.example.org"};
}

const Instant kDate{std::chrono::seconds(1'529'416'800)};  // 2018-06-19T14:00:00Z

std::map<std::string, std::string> parse_with_python(const std::string& mail) {
  test::ChildProcess python({"/usr/bin/python3", RUBAN_MAIL_TESTS "/parse_mail.py"});
  python.write(mail);
  python.close_input();
  std::istringstream lines(python.read_all());
  EXPECT_EQ(python.wait(), 0);
  std::map<std::string, std::string> out;
  for (std::string name, value; lines >> name;) {
    std::getline(lines, value);
    const auto bytes = from_base64(std::string_view(value).substr(std::min<std::size_t>(1, value.size())));
    EXPECT_TRUE(bytes) << name;
    if (bytes) out[name] = as_text(*bytes);
  }
  return out;
}

TEST(Message, Another_parser_finds_every_part_of_it) {
  auto mail = parse_with_python(*compose(message(), sender(), kDate));
  EXPECT_EQ(mail["headers"],
            "Date,From,Subject,To,Message-Id,Auto-Submitted,MIME-Version,Content-Type,Content-Language");
  EXPECT_EQ(mail["From"], "Ruban <codes@ruban.example.org>");
  EXPECT_EQ(mail["To"], "ada@example.org");
  EXPECT_EQ(mail["addresses"], "codes@ruban.example.org,ada@example.org");
  EXPECT_EQ(mail["Subject"], "Votre code");
  EXPECT_EQ(mail["Date"], "Tue, 19 Jun 2018 14:00:00 +0000");
  EXPECT_EQ(mail["Message-Id"], "<0123456789abcdef@ruban.example.org>");
  EXPECT_EQ(mail["Auto-Submitted"], "auto-generated");
  EXPECT_EQ(mail["Content-Language"], "fr");
  EXPECT_EQ(mail["languages"], "fr,fr");
  EXPECT_EQ(mail["parts"], "multipart/alternative,text/plain,text/html");
  EXPECT_EQ(mail["charsets"], "utf-8,utf-8");
  EXPECT_EQ(mail["encodings"], "quoted-printable,quoted-printable");
  EXPECT_EQ(mail["text"], message().text);
  EXPECT_EQ(mail["html"], message().html);
  EXPECT_EQ(mail["defects"], "[]");
  EXPECT_EQ(mail["ascii"], "True");
  EXPECT_EQ(mail["bare"], "False");
}

TEST(Message, Long_and_accented_subjects_and_names_arrive_whole) {
  auto accented = message();
  accented.subject.clear();
  for (int i = 0; i < 25; ++i) accented.subject += i % 3 == 0 ? "été " : "code ";
  accented.subject += "fin";
  auto from = sender();
  from.name = "Le ruban, équipe « codes »";
  const auto bytes = *compose(accented, from, kDate);
  auto mail = parse_with_python(bytes);
  EXPECT_EQ(mail["Subject"], accented.subject);
  EXPECT_EQ(mail["sender"], from.name);
  EXPECT_EQ(mail["defects"], "[]");
  EXPECT_EQ(mail["ascii"], "True");
  EXPECT_EQ(read(bytes)->subject, accented.subject);
}

TEST(Message, Long_lines_dots_and_froms_arrive_unchanged) {
  auto odd = message();
  odd.text =
      ".\n..\nFrom here\n=_0123456789abcdef\n--=_0123456789abcdef--\n" + std::string(100'000, 'x') + "\n \n";
  odd.html = "<p>" + std::string(5'000, '=') + "\t</p>";
  const auto bytes = *compose(odd, sender(), kDate);
  auto mail = parse_with_python(bytes);
  EXPECT_EQ(mail["text"], odd.text);
  EXPECT_EQ(mail["html"], odd.html);
  EXPECT_EQ(mail["defects"], "[]");
  EXPECT_LE(std::stoi(mail["longest"]), 78);
  EXPECT_EQ(read(bytes)->text, odd.text);
}

TEST(Message, An_international_address_is_written_in_utf8) {
  auto zoe = message();
  zoe.to = *Address::parse("zoé@example.org");
  auto mail = parse_with_python(*compose(zoe, sender(), kDate));
  EXPECT_EQ(mail["addresses"], "codes@ruban.example.org,zoé@example.org");
  EXPECT_EQ(mail["ascii"], "False");
}

TEST(Message, News_can_be_unsubscribed_from_by_one_press) {
  auto news = message();
  news.list_unsubscribe = "https://ruban.example.org/fr/unsubscribe/" + std::string(120, 'u');
  auto mail = parse_with_python(*compose(news, sender(), kDate));
  EXPECT_EQ(mail["List-Unsubscribe"], "<" + *news.list_unsubscribe + ">");
  EXPECT_EQ(mail["List-Unsubscribe-Post"], "List-Unsubscribe=One-Click");
  for (const auto* bad : {"http://example.org/", "https://example.org/\r\nBcc: eve@example.org",
                          "mailto:eve@example.org", "https://example.org/ x", "https://example.org/>"}) {
    news.list_unsubscribe = bad;
    EXPECT_EQ(compose(news, sender(), kDate).error().field, "list_unsubscribe") << bad;
  }
}

TEST(Message, A_list_has_a_name_in_one_word) {
  auto news = message();
  EXPECT_EQ(compose(news, sender(), kDate).value().find("List-Id"), std::string::npos);
  news.list_id = "letter.news.ruban.example.org";
  EXPECT_NE(compose(news, sender(), kDate).value().find("\r\nList-Id: <letter.news.ruban.example.org>\r\n"),
            std::string::npos);
  for (const auto& bad :
       std::vector<std::string>{"", "a b", "a\r\nBcc: eve@example.org", "a>", std::string(300, 'a')}) {
    news.list_id = bad;
    EXPECT_EQ(compose(news, sender(), kDate).error().field, "list_id") << bad;
  }
}

TEST(Message, What_is_attached_arrives_byte_by_byte_beside_what_is_read) {
  auto delivery = message();
  std::string every;
  for (int i = 0; i < 100'000; ++i) every += static_cast<char>(i * 7 + i / 256);
  delivery.attachments = {{"letter.fr.pdf", "application/pdf", every}, {"empty.pdf", "application/pdf", ""}};
  const auto bytes = *compose(delivery, sender(), kDate);
  auto mail = parse_with_python(bytes);
  EXPECT_EQ(mail["parts"],
            "multipart/mixed,multipart/alternative,text/plain,text/html,application/pdf,application/pdf");
  EXPECT_EQ(mail["encodings"], "quoted-printable,quoted-printable,base64,base64");
  EXPECT_EQ(mail["languages"], "fr,fr");
  EXPECT_EQ(mail["text"], delivery.text);
  EXPECT_EQ(mail["html"], delivery.html);
  EXPECT_EQ(mail["name0"], "letter.fr.pdf");
  EXPECT_EQ(mail["name1"], "empty.pdf");
  EXPECT_EQ(mail["type0"], "application/pdf");
  EXPECT_EQ(mail["sha256-0"], to_hex(crypto::sha256(every).view()));
  EXPECT_EQ(mail["sha256-1"], to_hex(crypto::sha256("").view()));
  EXPECT_EQ(mail["defects"], "[]");
  EXPECT_EQ(mail["ascii"], "True");
  EXPECT_EQ(mail["bare"], "False");
  EXPECT_LE(std::stoi(mail["longest"]), 78);
  EXPECT_EQ(bytes, *compose(delivery, sender(), kDate));
  EXPECT_EQ(read(bytes)->text, delivery.text);
  EXPECT_EQ(read(bytes)->html, delivery.html);
}

TEST(Message, Odd_names_and_too_many_bytes_are_not_attached) {
  auto odd = message();
  for (const std::string name : {"", ".pdf", "a b.pdf", "a/b.pdf", "é.pdf", "a\"b.pdf", "a\r\nBcc: eve@x"}) {
    odd.attachments = {{name, "application/pdf", "x"}};
    EXPECT_EQ(compose(odd, sender(), kDate).error().field, "attachments") << name;
  }
  for (const std::string type : {"", "pdf", "application/pdf\r\nBcc: eve@x", "a b/c"}) {
    odd.attachments = {{"a.pdf", type, "x"}};
    EXPECT_EQ(compose(odd, sender(), kDate).error().field, "attachments") << type;
  }
  odd.attachments = {{"a.pdf", "application/pdf", std::string(Message::kMaxAttached / 2 + 1, 'x')},
                     {"b.pdf", "application/pdf", std::string(Message::kMaxAttached / 2, 'x')}};
  EXPECT_EQ(compose(odd, sender(), kDate).error().kind, Kind::too_large);
}

TEST(Message, A_line_break_in_a_one_line_field_is_refused) {
  for (const std::string bad : {"code\r\nBcc: eve@example.org", "code\nx", "code\rx", "\r\n\r\nbody",
                                "a\u2028b", "a\x01", "\xff", "a\u202E"}) {
    auto subject = message();
    subject.subject = bad;
    EXPECT_EQ(compose(subject, sender(), kDate).error().field, "subject");
    auto id = message();
    id.message_id = "x@y" + bad;
    EXPECT_EQ(compose(id, sender(), kDate).error().field, "message_id");
    auto from = sender();
    from.name = bad;
    EXPECT_EQ(compose(message(), from, kDate).error().field, "name");
  }
}

TEST(Message, A_subject_of_ten_kilobytes_is_too_large) {
  auto large = message();
  large.subject = std::string(10'000, 'x');
  EXPECT_EQ(compose(large, sender(), kDate).error().kind, Kind::too_large);
  large = message();
  large.text = std::string(Message::kMaxPart + 1, 'x');
  EXPECT_EQ(compose(large, sender(), kDate).error().kind, Kind::too_large);
}

TEST(Message, A_body_holds_lines_of_text_alone) {
  for (const auto& bad :
       {std::string("a\0b", 3), std::string("a\rb"), std::string("\xc3"), std::string("\x1b[0m")}) {
    auto odd = message();
    odd.html = bad;
    EXPECT_EQ(compose(odd, sender(), kDate).error().field, "html");
  }
}

TEST(Message, Its_id_is_random_and_of_the_senders_domain) {
  crypto::SystemRandom random;
  const auto one = new_message_id(sender(), random);
  const auto other = new_message_id(sender(), random);
  EXPECT_NE(one, other);
  EXPECT_EQ(one.size(), 32 + std::string("@ruban.example.org").size());
  EXPECT_TRUE(one.ends_with("@ruban.example.org"));
}

TEST(Message, Composing_depends_on_nothing_but_its_arguments) {
  EXPECT_EQ(*compose(message(), sender(), kDate), *compose(message(), sender(), kDate));
}

RC_GTEST_PROP(Message, Reading_gives_back_what_was_composed, ()) {
  const auto words = rc::gen::container<std::string>(rc::gen::elementOf(std::string("abc =_.?<>&\n\t-")));
  auto mail = message();
  mail.text = *words;
  mail.html = *words;
  const auto back = read(*compose(mail, sender(), kDate));
  RC_ASSERT(back.has_value());
  RC_ASSERT(back->text == mail.text);
  RC_ASSERT(back->html == mail.html);
  RC_ASSERT(back->to == mail.to.text());
  RC_ASSERT(back->date == kDate);
}

RC_GTEST_PROP(Message, Reading_any_bytes_ends, (const std::string& noise)) {
  auto bytes = *compose(message(), sender(), kDate);
  bytes.resize(*rc::gen::inRange<std::size_t>(0, bytes.size()));
  (void)read(bytes + noise);
  RC_ASSERT(!read(noise).has_value());
}

}  // namespace
}  // namespace ruban::mail
