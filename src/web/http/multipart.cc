// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gmime/gmime.h>

#include <memory>
#include <mutex>

#include "core/utf8.h"
#include "web/http/form.h"

namespace ruban::web {
namespace {

struct Unref {
  template <class T>
  void operator()(T* object) const {
    g_object_unref(object);
  }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

Owned<GMimeObject> parse(std::string_view content_type, std::string_view body) {
  static std::once_flag once;
  std::call_once(once, [] { g_mime_init(); });
  std::string message = "Content-Type: ";
  message.append(content_type).append("\r\n\r\n").append(body);
  Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(message.data(), message.size()));
  Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  return Owned<GMimeObject>(g_mime_parser_construct_part(parser.get(), nullptr));
}

// The bytes of a part, just as they came: RFC 7578 4.7 has no transfer encodings.
Result<std::string> content_of(GMimePart* part) {
  switch (g_mime_part_get_content_encoding(part)) {
    case GMIME_CONTENT_ENCODING_DEFAULT:
    case GMIME_CONTENT_ENCODING_7BIT:
    case GMIME_CONTENT_ENCODING_8BIT:
    case GMIME_CONTENT_ENCODING_BINARY:
      break;
    case GMIME_CONTENT_ENCODING_BASE64:
    case GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE:
    case GMIME_CONTENT_ENCODING_UUENCODE:
      return fail(Kind::invalid, "A part of the form is encoded.");
  }
  GMimeDataWrapper* wrapper = g_mime_part_get_content(part);
  if (wrapper == nullptr) return std::string();
  Owned<GMimeStream> memory(g_mime_stream_mem_new());
  g_mime_data_wrapper_write_to_stream(wrapper, memory.get());
  const GByteArray* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(memory.get()));
  return std::string(reinterpret_cast<const char*>(bytes->data), bytes->len);
}

Result<void> add_part(GMimeObject* object, const FormLimits& limits, Form& form) {
  if (!GMIME_IS_PART(object)) return fail(Kind::invalid, "A part of the form is a message of its own.");
  GMimeContentDisposition* disposition = g_mime_object_get_content_disposition(object);
  const char* sort =
      disposition == nullptr ? nullptr : g_mime_content_disposition_get_disposition(disposition);
  const char* name =
      sort == nullptr ? nullptr : g_mime_content_disposition_get_parameter(disposition, "name");
  if (name == nullptr || g_ascii_strcasecmp(sort, "form-data") != 0) {
    return fail(Kind::invalid, "A part of the form has no name.");
  }
  std::string field(name);
  if (field.size() > limits.name) return fail(Kind::too_large, "The name of a form field is too long.");
  if (!is_utf8(field)) return fail(Kind::invalid, "The text is not valid UTF-8.");
  auto content = TRY(content_of(GMIME_PART(object)));

  const char* file_name = g_mime_content_disposition_get_parameter(disposition, "filename");
  if (file_name != nullptr) {
    if (*file_name == '\0' && content.empty()) return {};  // no file was chosen
    if (form.file) return fail(Kind::invalid, "The form has more than one file.", std::move(field));
    if (content.size() > limits.file)
      return fail(Kind::too_large, "The file is too large.", std::move(field));
    form.file = UploadedFile{std::move(field), std::move(content)};
    return {};
  }
  if (content.size() > limits.value)
    return fail(Kind::too_large, "A form field is too long.", std::move(field));
  if (content.find('\0') != std::string::npos) return fail(Kind::invalid, "The text holds a zero byte.");
  if (!is_utf8(content)) return fail(Kind::invalid, "The text is not valid UTF-8.");
  form.fields.add(std::move(field), with_plain_line_breaks(content));
  return {};
}

}  // namespace

Result<Form> parse_multipart(std::string_view content_type, std::string_view body, const FormLimits& limits) {
  if (content_type.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos) {
    return fail(Kind::invalid, "The form is malformed.");
  }
  const auto object = parse(content_type, body);
  if (!object || !GMIME_IS_MULTIPART(object.get())) return fail(Kind::invalid, "The form is malformed.");
  GMimeMultipart* multipart = GMIME_MULTIPART(object.get());
  const char* boundary = g_mime_multipart_get_boundary(multipart);
  // The last boundary must be there: without it the form was cut off on its way.
  if (boundary == nullptr || *boundary == '\0' ||
      body.find("--" + std::string(boundary) + "--") == std::string_view::npos) {
    return fail(Kind::invalid, "The form is malformed.");
  }
  const int parts = g_mime_multipart_get_count(multipart);
  if (parts > static_cast<int>(limits.fields)) return fail(Kind::too_large, "The form has too many fields.");
  Form form;
  for (int i = 0; i < parts; ++i) TRY(add_part(g_mime_multipart_get_part(multipart, i), limits, form));
  return form;
}

}  // namespace ruban::web
