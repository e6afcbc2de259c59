// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/archive/links.h"

#include <array>
#include <utility>

namespace ruban::web {
namespace {

// What our templates write into attributes, and nothing else.
constexpr std::array<std::pair<std::string_view, char>, 5> kReferences{
    {{"&amp;", '&'}, {"&quot;", '"'}, {"&#39;", '\''}, {"&lt;", '<'}, {"&gt;", '>'}}};

std::string unescaped(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    std::size_t read = 1;
    char c = text.front();
    for (const auto& [reference, meant] : kReferences) {
      if (!text.starts_with(reference)) continue;
      read = reference.size();
      c = meant;
    }
    out += c;
    text.remove_prefix(read);
  }
  return out;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    std::string_view written(&c, 1);
    for (const auto& [reference, meant] : kReferences) {
      if (c == meant) written = reference;
    }
    out += written;
  }
  return out;
}

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t'; }

bool names_a_link(std::string_view attribute) { return attribute == "href" || attribute == "src"; }

// One tag, from < to >: its attributes are quoted (tools/lint_templates.py).
std::string tag_with_links(std::string_view tag, const std::function<std::string(std::string_view)>& place) {
  std::string out;
  while (true) {
    const auto quote = tag.find("=\"");
    const auto end = quote == std::string_view::npos ? quote : tag.find('"', quote + 2);
    if (end == std::string_view::npos) return out.append(tag);
    auto name = tag.substr(0, quote);
    while (true) {
      std::size_t at = 0;
      while (at < name.size() && !is_space(name[at])) ++at;
      if (at == name.size()) break;
      name.remove_prefix(at + 1);
    }
    const auto value = tag.substr(quote + 2, end - quote - 2);
    const bool ours = names_a_link(name) && value.starts_with('/') && !value.starts_with("//");
    out.append(tag.substr(0, quote + 2));
    out.append(ours ? escaped(place(unescaped(value))) : std::string(value));
    out += '"';
    tag.remove_prefix(end + 1);
  }
}

// The end of the tag that begins here: the first > outside of quotes.
std::size_t end_of_tag(std::string_view html) {
  bool quoted = false;
  for (std::size_t i = 0; i < html.size(); ++i) {
    if (html[i] == '"') quoted = !quoted;
    if (html[i] == '>' && !quoted) return i + 1;
  }
  return html.size();
}

}  // namespace

std::string with_links(std::string_view html, const std::function<std::string(std::string_view)>& place) {
  std::string out;
  out.reserve(html.size());
  while (!html.empty()) {
    const auto open = html.find('<');
    out.append(html.substr(0, open));
    if (open == std::string_view::npos) break;
    html.remove_prefix(open);
    const auto end = end_of_tag(html);
    out += tag_with_links(html.substr(0, end), place);
    html.remove_prefix(end);
  }
  return out;
}

std::string relative_link(std::string_view from, std::string_view to) {
  while (true) {
    const auto step = from.find('/');
    if (step == std::string_view::npos || from.substr(0, step + 1) != to.substr(0, step + 1)) break;
    from.remove_prefix(step + 1);
    to.remove_prefix(step + 1);
  }
  std::string out;
  for (const char c : from) {
    if (c == '/') out += "../";
  }
  return out.append(to);
}

}  // namespace ruban::web
