// SPDX-License-Identifier: AGPL-3.0-or-later
#include "capture/html_tokens.h"

#include <algorithm>
#include <array>

#include "fetch/http_message.h"

namespace ruban::capture {
namespace {

using What = HtmlToken::What;

constexpr std::array<std::string_view, 9> kAttributes = {
    "hidden", "data", "style", "open", "popover", "shadowrootmode", "charset", "http-equiv", "content"};
// Longer names are cut: no element or attribute that matters is longer, and what doesn't matter needs no
// memory.
constexpr std::size_t kLongestName = 64;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\f' || c == '\r'; }

std::size_t find(std::string_view page, std::string_view what, std::size_t from) {
  return std::min(page.find(what, from), page.size());
}

}  // namespace

std::optional<std::string_view> HtmlToken::value(std::string_view attribute) const {
  const auto found = std::ranges::find(attributes, attribute, [](const auto& one) { return one.first; });
  if (found == attributes.end()) return std::nullopt;
  return found->second;
}

bool HtmlTokens::next() {
  if (raw_ && take_raw()) return true;
  while (at_ < page_.size()) {
    if (page_[at_] != '<') {
      take_text();
      return true;
    }
    if (take_markup()) return true;
  }
  return false;
}

void HtmlTokens::read_raw(Raw raw) {
  raw_ = raw;
  raw_name_ = token_.name;
}

void HtmlTokens::set_text(std::string_view text, bool with_references) {
  token_.what = What::text;
  token_.text = with_references ? replace_references(text) : std::string(text);
}

// The raw text as one token; false if it is empty.
bool HtmlTokens::take_raw() {
  const auto raw = *raw_;
  const auto end = end_of_raw();
  raw_.reset();
  if (end == at_) return false;
  set_text(page_.substr(at_, end - at_), raw == Raw::title);
  at_ = end;
  return true;
}

std::size_t HtmlTokens::end_of_raw() const {
  if (raw_ == Raw::rest) return page_.size();
  return raw_ == Raw::script ? end_of_script() : end_tag(at_);
}

// Where </name stands that ends the raw text; the page's end if nowhere.
std::size_t HtmlTokens::end_tag(std::size_t from) const {
  for (auto at = find(page_, "</", from); at < page_.size(); at = find(page_, "</", at + 2)) {
    const auto behind = at + 2 + raw_name_.size();
    if (fetch::lower_case(page_.substr(at + 2, raw_name_.size())) == raw_name_ && behind < page_.size() &&
        (is_space(page_[behind]) || page_[behind] == '/' || page_[behind] == '>')) {
      return at;
    }
  }
  return page_.size();
}

// Behind <!-- a script may hold another <script> … </script>, which doesn't end it.
std::size_t HtmlTokens::end_of_script() const {
  const auto is_tag = [&](std::size_t at, std::string_view name) {
    const auto behind = at + name.size();
    return fetch::lower_case(page_.substr(at, name.size())) == name && behind < page_.size() &&
           (is_space(page_[behind]) || page_[behind] == '/' || page_[behind] == '>');
  };
  bool escaped = false, twice = false;
  for (auto at = at_; at < page_.size(); ++at) {
    if (page_[at] == '-' && escaped && page_.substr(at, 3) == "-->") {
      escaped = twice = false;
    } else if (page_[at] == '<') {
      if (!escaped && page_.substr(at, 4) == "<!--") {
        escaped = true;
        at += 1;  // so that <!--> is found to end where it begins
      } else if (is_tag(at, "</script")) {
        if (!twice) return at;
        twice = false;
      } else if (escaped && is_tag(at, "<script")) {
        twice = true;
      }
    }
  }
  return page_.size();
}

// Text up to the next <. One that begins no markup is text, too: it is taken with what follows.
void HtmlTokens::take_text() {
  const auto end = find(page_, "<", at_ + 1);
  set_text(page_.substr(at_, end - at_), true);
  at_ = end;
}

// What begins with a <: true if it gave a token.
bool HtmlTokens::take_markup() {
  const char next = at_ + 1 < page_.size() ? page_[at_ + 1] : ' ';
  if (is_letter(next)) return take_tag(at_ + 1, What::start);
  if (next == '!') {
    const auto behind = page_.substr(at_ + 2);
    if (behind.starts_with("--")) {
      skip_comment();
      return false;
    }
    if ((cdata_ || syntax_ == Syntax::xml) && behind.starts_with("[CDATA[")) {
      const auto begin = at_ + 9, end = find(page_, "]]>", begin);
      set_text(page_.substr(begin, end - begin), false);
      at_ = std::min(end + 3, page_.size());
      return true;
    }
    skip_declaration();
    return false;
  }
  if (next == '?') {
    const std::string_view close = syntax_ == Syntax::xml ? "?>" : ">";
    at_ = std::min(find(page_, close, at_ + 2) + close.size(), page_.size());
    return false;
  }
  if (next == '/' && at_ + 2 < page_.size()) {
    if (is_letter(page_[at_ + 2])) return take_tag(at_ + 2, What::end);
    at_ = std::min(find(page_, ">", at_ + 2) + 1, page_.size());  // as a comment
    return false;
  }
  take_text();
  return true;
}

void HtmlTokens::skip_comment() {
  const auto begin = at_ + 4;
  // <!--> and <!---> are whole comments.
  for (const std::string_view close : {">", "->"}) {
    if (page_.substr(begin).starts_with(close)) {
      at_ = begin + close.size();
      return;
    }
  }
  for (auto at = find(page_, "--", begin); at < page_.size(); at = find(page_, "--", at + 1)) {
    for (const std::string_view close : {"-->", "--!>"}) {
      if (page_.substr(at).starts_with(close)) {
        at_ = at + close.size();
        return;
      }
    }
  }
  at_ = page_.size();
}

// <!DOCTYPE …>, and whatever else begins so. In XML a part between [ and ] can hold declarations of its own.
void HtmlTokens::skip_declaration() {
  auto end = find(page_, ">", at_ + 2);
  if (syntax_ == Syntax::xml && page_.substr(at_ + 2, 7) == "DOCTYPE") {
    if (page_.substr(at_, end - at_).find('[') != std::string_view::npos)
      end = find(page_, ">", find(page_, "]", at_));
  }
  at_ = std::min(end + 1, page_.size());
}

// A tag that the page's end breaks off isn't one: nothing of it is shown.
bool HtmlTokens::take_tag(std::size_t name_begin, What what) {
  auto at = name_begin;
  while (at < page_.size() && !is_space(page_[at]) && page_[at] != '/' && page_[at] != '>') ++at;
  token_.what = what;
  token_.name = page_.substr(name_begin, std::min(at - name_begin, kLongestName));
  if (syntax_ == Syntax::html) token_.name = fetch::lower_case(token_.name);
  token_.text.clear();
  token_.attributes.clear();
  token_.closes_itself = false;
  while (true) {
    while (at < page_.size() && is_space(page_[at])) ++at;
    if (at >= page_.size()) {
      at_ = page_.size();
      return false;
    }
    if (page_[at] == '>') {
      at_ = at + 1;
      return true;
    }
    if (page_[at] == '/') {
      token_.closes_itself = at + 1 < page_.size() && page_[at + 1] == '>';
      ++at;
    } else {
      take_attribute(at);
    }
  }
}

void HtmlTokens::take_attribute(std::size_t& at) {
  const auto skip_spaces = [&] {
    while (at < page_.size() && is_space(page_[at])) ++at;
  };
  const auto begin = at++;  // a name may begin with =
  while (at < page_.size() && !is_space(page_[at]) && page_[at] != '/' && page_[at] != '>' &&
         page_[at] != '=')
    ++at;
  const auto name = fetch::lower_case(page_.substr(begin, std::min(at - begin, kLongestName)));
  skip_spaces();
  std::string_view value;
  if (at < page_.size() && page_[at] == '=') {
    ++at;
    skip_spaces();
    const char quote = at < page_.size() ? page_[at] : '>';
    if (quote == '"' || quote == '\'') {
      const auto end = find(page_, {&page_[at], 1}, at + 1);
      value = page_.substr(at + 1, end - at - 1);
      at = std::min(end + 1, page_.size());
    } else {
      const auto value_begin = at;
      while (at < page_.size() && !is_space(page_[at]) && page_[at] != '>') ++at;
      value = page_.substr(value_begin, at - value_begin);
    }
  }
  const auto* known = std::ranges::find(kAttributes, name);
  if (known != kAttributes.end() && !token_.value(*known))
    token_.attributes.emplace_back(*known, replace_references(value));
}

}  // namespace ruban::capture
