// SPDX-License-Identifier: AGPL-3.0-or-later
// HtmlTokens: cuts a page of HTML or XHTML into tags and text as browsers do (the WHATWG's HTML standard,
// section 13.2.5), in one pass over it and whatever it holds.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ruban::capture {

struct HtmlToken {
  enum class What { text, start, end };

  What what = What::text;
  std::string name;  // of a tag, in small letters if it is HTML
  std::string text;  // of a text, with its character references replaced
  bool closes_itself = false;
  // Of the attributes those that matter here (kAttributes in html_tokens.cc); the first of each name counts.
  std::vector<std::pair<std::string_view, std::string>> attributes;

  std::optional<std::string_view> value(std::string_view attribute) const;
};

class HtmlTokens {
 public:
  enum class Syntax { html, xml };
  // How the text behind a start tag is to be read, until the end tag of that name.
  enum class Raw {
    text,    // as it stands: style, iframe …
    script,  // as it stands, by the rules for <!-- in scripts
    title,   // with character references: title, textarea
    rest,    // as it stands, and to the end of the page: plaintext
  };

  // `page` must outlive the object.
  HtmlTokens(std::string_view page, Syntax syntax) : page_(page), syntax_(syntax) {}

  // Reads the next token; false at the end. Comments, declarations and instructions are passed over.
  bool next();
  const HtmlToken& token() const { return token_; }

  // Says how to read on behind the start tag that was read last.
  void read_raw(Raw raw);
  // Whether <![CDATA[ … ]]> is text, as it is in SVG and MathML and in all of XHTML.
  void allow_cdata(bool allowed) { cdata_ = allowed; }

 private:
  bool take_raw();
  bool take_markup();
  void take_text();
  bool take_tag(std::size_t name_begin, HtmlToken::What what);
  void take_attribute(std::size_t& at);
  void skip_comment();
  void skip_declaration();
  void set_text(std::string_view text, bool with_references);
  std::size_t end_of_raw() const;
  std::size_t end_of_script() const;
  std::size_t end_tag(std::size_t from) const;

  std::string_view page_;
  Syntax syntax_;
  std::size_t at_ = 0;
  HtmlToken token_;
  std::optional<Raw> raw_;
  std::string raw_name_;
  bool cdata_ = false;
};

// `text` with the character references of HTML replaced.
std::string replace_references(std::string_view text);

}  // namespace ruban::capture
