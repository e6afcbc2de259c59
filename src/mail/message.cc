// SPDX-License-Identifier: AGPL-3.0-or-later
#include "mail/message.h"

#include <algorithm>

#include "core/bytes.h"
#include "core/utf8.h"
#include "mail/gmime.h"

namespace ruban::mail {
namespace {

constexpr std::size_t kMaxName = 60;
constexpr std::size_t kMaxLink = 500;
constexpr std::size_t kMaxListId = 255;
constexpr std::size_t kMaxFileName = 120;

bool is_one_line(std::string_view text) { return is_utf8(text) && !has_forbidden_characters(text); }

bool is_lines(std::string_view text) {
  return is_utf8(text) && std::ranges::none_of(text, [](char c) {
           return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7f;
         });
}

// What may stand between angle brackets in a header as it is.
bool is_plain_token(std::string_view text) {
  return !text.empty() &&
         std::ranges::all_of(text, [](char c) { return c > 0x20 && c < 0x7f && c != '<' && c != '>'; });
}

bool is_file_name(std::string_view text) {
  return !text.empty() && text.size() <= kMaxFileName && text.front() != '.' &&
         std::ranges::all_of(text, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
                  c == '-';
         });
}

Result<void> check(const Message& message, const Sender& sender) {
  if (!is_one_line(sender.name))
    return fail(Kind::invalid, "A sender's name must be one line of text.", "name");
  if (code_points(sender.name) > kMaxName)
    return fail(Kind::too_large, "This sender's name is too long.", "name");
  if (message.subject.empty() || !is_one_line(message.subject))
    return fail(Kind::invalid, "The subject of a mail must be one line of text.", "subject");
  if (code_points(message.subject) > Message::kMaxSubject)
    return fail(Kind::too_large, "The subject of this mail is too long.", "subject");
  for (const auto& [part, name] : {std::pair(&message.text, "text"), std::pair(&message.html, "html")}) {
    if (part->size() > Message::kMaxPart) return fail(Kind::too_large, "This mail is too long.", name);
    if (!is_lines(*part)) return fail(Kind::invalid, "A mail may only hold lines of text.", name);
  }
  if (!is_plain_token(message.message_id) || message.message_id.find('@') == std::string::npos)
    return fail(Kind::invalid, "A mail needs an id.", "message_id");
  if (const auto& link = message.list_unsubscribe) {
    if (!link->starts_with("https://") || !is_plain_token(*link) || link->size() > kMaxLink)
      return fail(Kind::invalid, "The link to end a subscription must be a web address.", "list_unsubscribe");
  }
  if (const auto& id = message.list_id) {
    if (!is_plain_token(*id) || id->size() > kMaxListId)
      return fail(Kind::invalid, "The name of a list must look like a host's.", "list_id");
  }
  std::size_t attached = 0;
  for (const auto& file : message.attachments) {
    attached += file.bytes.size();
    if (!is_file_name(file.name))
      return fail(Kind::invalid, "The name of an attached file must be letters, digits, dots and hyphens.",
                  "attachments");
    if (!is_plain_token(file.type) || file.type.find('/') == std::string::npos)
      return fail(Kind::invalid, "An attached file needs a media type.", "attachments");
  }
  if (attached > Message::kMaxAttached)
    return fail(Kind::too_large, "These files are too large for a mail.", "attachments");
  return {};
}

Object<GMimeObject> make_attachment(const Attachment& file) {
  const auto slash = file.type.find('/');
  Object<GMimePart> part(
      g_mime_part_new_with_type(file.type.substr(0, slash).c_str(), file.type.substr(slash + 1).c_str()));
  Object<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(file.bytes.data(), file.bytes.size()));
  Object<GMimeDataWrapper> wrapper(
      g_mime_data_wrapper_new_with_stream(stream.get(), GMIME_CONTENT_ENCODING_DEFAULT));
  g_mime_part_set_content(part.get(), wrapper.get());
  g_mime_part_set_content_encoding(part.get(), GMIME_CONTENT_ENCODING_BASE64);
  g_mime_part_set_filename(part.get(), file.name.c_str());
  g_mime_object_set_disposition(GMIME_OBJECT(part.get()), GMIME_DISPOSITION_ATTACHMENT);
  return Object<GMimeObject>(GMIME_OBJECT(part.release()));
}

Object<GMimeObject> make_part(const char* subtype, std::string_view content, i18n::Lang language) {
  Object<GMimePart> part(g_mime_part_new_with_type("text", subtype));
  auto* object = GMIME_OBJECT(part.get());
  g_mime_object_set_content_type_parameter(object, "charset", "utf-8");
  g_mime_object_set_header(object, "Content-Language", std::string(i18n::tag(language)).c_str(), nullptr);
  Object<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(content.data(), content.size()));
  Object<GMimeDataWrapper> wrapper(
      g_mime_data_wrapper_new_with_stream(stream.get(), GMIME_CONTENT_ENCODING_DEFAULT));
  g_mime_part_set_content(part.get(), wrapper.get());
  g_mime_part_set_content_encoding(part.get(), GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
  return Object<GMimeObject>(GMIME_OBJECT(part.release()));
}

void add_mailbox(InternetAddressList* list, const std::string& name, const Address& address) {
  Object<InternetAddress> mailbox(
      internet_address_mailbox_new(name.empty() ? nullptr : name.c_str(), address.text().c_str()));
  internet_address_set_charset(mailbox.get(), "utf-8");
  internet_address_list_add(list, mailbox.get());
}

// As it is: GMime would take a long word apart with RFC 2047, which isn't allowed there.
void append_token(GMimeObject* object, const char* name, const std::string& value) {
  g_mime_object_append_header(object, name, "", nullptr);
  auto* header = g_mime_header_list_get_header(g_mime_object_get_header_list(object), name);
  g_mime_header_set_raw_value(header, (" " + value + "\r\n").c_str());
}

// RFC 2047, word by word: GMime joins neighbouring base64 words and stops at the first one's padding.
std::string decode_subject(std::string_view raw) {
  std::string out;
  bool after_encoded = false;
  while (!raw.empty()) {
    const auto end = raw.find_first_of(" \t\r\n");
    const std::string word(raw.substr(0, end));
    raw.remove_prefix(end == std::string_view::npos ? raw.size() : end + 1);
    if (word.empty()) continue;
    const bool encoded = word.starts_with("=?") && word.ends_with("?=");
    if (!out.empty() && !(encoded && after_encoded)) out += ' ';
    Text text(g_mime_utils_header_decode_text(nullptr, word.c_str()));
    out += text.get();
    after_encoded = encoded;
  }
  return out;
}

std::string to_text(GMimeObject* object) {
  FormatOptions format(g_mime_format_options_new());
  g_mime_format_options_set_newline_format(format.get(), GMIME_NEWLINE_FORMAT_DOS);
  Text text(g_mime_object_to_string(object, format.get()));
  return text.get();
}

}  // namespace

std::string new_message_id(const Sender& sender, crypto::Random& random) {
  const auto bits = random.fixed<Fixed<struct MessageIdTag, 16>>();
  return to_hex(bits.view()) + "@" + std::string(sender.address.domain());
}

Result<std::string> compose(const Message& message, const Sender& sender, Instant date) {
  TRY(check(message, sender));
  start_gmime();

  Object<GMimeMessage> mail(g_mime_message_new(TRUE));
  DateTime when(g_date_time_new_from_unix_utc(date.time_since_epoch().count()));
  g_mime_message_set_date(mail.get(), when.get());
  g_mime_message_set_message_id(mail.get(), message.message_id.c_str());
  g_mime_message_set_subject(mail.get(), message.subject.c_str(), "utf-8");
  add_mailbox(g_mime_message_get_from(mail.get()), sender.name, sender.address);
  add_mailbox(g_mime_message_get_to(mail.get()), "", message.to);
  auto* object = GMIME_OBJECT(mail.get());
  append_token(object, "Auto-Submitted", "auto-generated");
  if (message.list_unsubscribe) {
    append_token(object, "List-Unsubscribe", "<" + *message.list_unsubscribe + ">");
    append_token(object, "List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
  }
  if (message.list_id) append_token(object, "List-Id", "<" + *message.list_id + ">");

  Object<GMimeMultipart> both(g_mime_multipart_new_with_subtype("alternative"));
  // "=_" can't occur in quoted-printable, so no text can end a part.
  const auto boundary = "=_" + message.message_id.substr(0, message.message_id.find('@'));
  g_mime_multipart_set_boundary(both.get(), boundary.substr(0, 70).c_str());
  g_mime_multipart_add(both.get(), make_part("plain", message.text, message.language).get());
  g_mime_multipart_add(both.get(), make_part("html", message.html, message.language).get());
  g_mime_object_set_header(GMIME_OBJECT(both.get()), "Content-Language",
                           std::string(i18n::tag(message.language)).c_str(), nullptr);
  if (message.attachments.empty()) {
    g_mime_message_set_mime_part(mail.get(), GMIME_OBJECT(both.get()));
    return to_text(object);
  }
  Object<GMimeMultipart> whole(g_mime_multipart_new_with_subtype("mixed"));
  g_mime_multipart_set_boundary(whole.get(), ("=_mixed" + boundary).substr(0, 70).c_str());
  g_mime_multipart_add(whole.get(), GMIME_OBJECT(both.get()));
  for (const auto& file : message.attachments) g_mime_multipart_add(whole.get(), make_attachment(file).get());
  g_mime_message_set_mime_part(mail.get(), GMIME_OBJECT(whole.get()));
  return to_text(object);
}

Result<ReadMail> read(std::string_view bytes) {
  const auto wrong = [] { return fail(Kind::invalid, "These bytes are not a mail of this server."); };
  start_gmime();
  Object<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
  Object<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  Object<GMimeMessage> mail(g_mime_parser_construct_message(parser.get(), nullptr));
  if (!mail) return wrong();
  auto* subject =
      g_mime_header_list_get_header(g_mime_object_get_header_list(GMIME_OBJECT(mail.get())), "Subject");
  auto* to = g_mime_message_get_to(mail.get());
  auto* date = g_mime_message_get_date(mail.get());
  auto* part = g_mime_message_get_mime_part(mail.get());
  if (!subject || !date || !part || !GMIME_IS_MULTIPART(part) || internet_address_list_length(to) != 1)
    return wrong();
  const std::string_view subtype =
      g_mime_content_type_get_media_subtype(g_mime_object_get_content_type(part));
  if (subtype == "mixed") {  // what is attached comes after what is read
    if (g_mime_multipart_get_count(GMIME_MULTIPART(part)) < 1) return wrong();
    part = g_mime_multipart_get_part(GMIME_MULTIPART(part), 0);
    if (!GMIME_IS_MULTIPART(part)) return wrong();
  }
  auto* first = internet_address_list_get_address(to, 0);
  auto* both = GMIME_MULTIPART(part);
  if (!INTERNET_ADDRESS_IS_MAILBOX(first) || g_mime_multipart_get_count(both) != 2) return wrong();

  ReadMail out{.to = internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(first)),
               .subject = decode_subject(g_mime_header_get_raw_value(subject)),
               .date = Instant(std::chrono::seconds(g_date_time_to_unix(date))),
               .text = {},
               .html = {}};
  for (const auto& [place, target] : {std::pair(0, &out.text), std::pair(1, &out.html)}) {
    auto* half = g_mime_multipart_get_part(both, place);
    if (!GMIME_IS_TEXT_PART(half)) return wrong();
    Text text(g_mime_text_part_get_text(GMIME_TEXT_PART(half)));
    if (!text) return wrong();
    for (std::string_view rest = text.get(); !rest.empty();) {  // CRLF back to LF
      const auto cr = rest.find("\r\n");
      target->append(rest.substr(0, cr));
      rest.remove_prefix(cr == std::string_view::npos ? rest.size() : cr + 1);
    }
  }
  return out;
}

}  // namespace ruban::mail
