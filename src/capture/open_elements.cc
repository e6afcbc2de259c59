// SPDX-License-Identifier: AGPL-3.0-or-later
#include "capture/open_elements.h"

#include <algorithm>

namespace ruban::capture {
namespace {

bool is_heading(std::string_view name) {
  return name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6';
}
bool is_table_group(std::string_view name) { return name == "tbody" || name == "thead" || name == "tfoot"; }
bool is_cell(std::string_view name) { return name == "td" || name == "th"; }

bool is_table_part(std::string_view name) {
  return is_cell(name) || name == "tr" || is_table_group(name) || name == "caption";
}

// Where elements of HTML stand in SVG or in MathML.
bool is_way_back(std::string_view name, bool picture) {
  if (picture) return name == "foreignobject" || name == "desc" || name == "title";
  return name == "mi" || name == "mn" || name == "mo" || name == "ms" || name == "mtext";
}

// Whether a table's element of this name ends `open` when it starts.
bool ends_in_table(std::string_view name, std::string_view open) {
  if (is_cell(name)) return open != "tr" && !is_table_group(open) && open != "table";
  if (name == "tr") return !is_table_group(open) && open != "table";
  return open != "table";
}

}  // namespace

void OpenElements::pop_to(std::size_t size) {
  for (; open_.size() > size; open_.pop_back()) hidden_ -= open_.back().hidden ? 1 : 0;
}

const OpenElements::Open* OpenElements::kind() const {
  const auto found = std::ranges::find_if(open_.rbegin(), open_.rend(),
                                          [](const Open& open) { return open.element->kind.has_value(); });
  return found == open_.rend() ? nullptr : &*found;
}

void OpenElements::break_out() {
  while (in_foreign_content()) pop_to(open_.size() - 1);
}

void OpenElements::end_in_scope(std::string_view name, bool button_scope) {
  for (auto i = open_.size(); i-- > 0;) {
    if (open_[i].name == name && !open_[i].foreign) return pop_to(i);
    if (open_[i].element->is(Element::kScope) || open_[i].foreign) return;
    if (button_scope && open_[i].name == "button") return;
  }
}

void OpenElements::end_implied(const std::string& name) {
  const auto& element = element_of(name);
  if (is_table_part(name)) {
    while (ends_in_table(name, open_.back().name)) pop_to(open_.size() - 1);
    return;
  }
  if (name == "li" || name == "dt" || name == "dd") {
    for (auto i = open_.size(); i-- > 0;) {
      const auto& open = open_[i];
      if (open.name == name || (name != "li" && (open.name == "dt" || open.name == "dd"))) {
        pop_to(i);
        break;
      }
      const bool passed = open.name == "address" || open.name == "div" || open.name == "p";
      if ((open.element->is(Element::kSpecial) && !passed) || open.foreign) break;
    }
  }
  if (element.is(Element::kEndsParagraph)) end_in_scope("p", true);
  if (open_.empty()) return;
  if (is_heading(name) && is_heading(open_.back().name)) pop_to(open_.size() - 1);
  if (name == "button") end_in_scope(name);
  if (name == "a" || name == "nobr") end_formatting(name);
  if ((name == "option" || name == "optgroup") && !open_.empty() && open_.back().name == "option")
    pop_to(open_.size() - 1);
}

bool OpenElements::has_its_table(std::string_view name) const {
  if (!is_table_part(name)) return true;
  const auto table = std::ranges::find_if(open_.rbegin(), open_.rend(), [](const Open& open) {
    return open.name == "table" || open.name == "template" || open.foreign;
  });
  return table != open_.rend() && table->name == "table";
}

bool OpenElements::start(const HtmlToken& tag, const Element& element, bool hidden) {
  const bool foreign = in_foreign_content();
  if (syntax_ == HtmlTokens::Syntax::html && !foreign) {
    if (!has_its_table(tag.name)) return true;
    end_implied(tag.name);
  }
  const bool ends_itself = tag.closes_itself && (foreign || syntax_ == HtmlTokens::Syntax::xml ||
                                                 tag.name == "svg" || tag.name == "math");
  if (element.is(Element::kVoid) || ends_itself) return true;
  // What stands in a line and is shown changes nothing of the text in it, and needn't be remembered.
  const bool root = tag.name == "svg" || tag.name == "math";
  const bool matters = element.kind || element.is(Element::kSpecial) || element.is(Element::kScope) ||
                       hidden || is_hidden() || foreign || root;
  if (!matters) return true;
  if (open_.size() == kMostOpen) return false;
  const bool picture = root ? tag.name == "svg" : foreign && open_.back().picture;
  Open open{tag.name, &element, foreign, foreign, picture, !foreign || open_.back().text, hidden};
  if (root) open.foreign = open.foreign_content = true;
  if (root) open.text = false;
  if (foreign && is_way_back(tag.name, picture)) open.foreign_content = false;
  if (foreign && (is_way_back(tag.name, picture) || tag.name == "text")) open.text = true;
  hidden_ += hidden ? 1 : 0;
  open_.push_back(std::move(open));
  return true;
}

void OpenElements::end_formatting(const std::string& name) {
  for (auto i = open_.size(); i-- > 0;) {
    if (open_[i].name == name) {
      // What was opened in it stays open.
      hidden_ -= open_[i].hidden ? 1 : 0;
      open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(i));
      return;
    }
    if (open_[i].element->is(Element::kScope) || open_[i].foreign) return;
  }
}

void OpenElements::end(const std::string& name) {
  const auto& element = element_of(name);
  if (syntax_ == HtmlTokens::Syntax::html && (name == "p" || name == "br")) break_out();
  if (syntax_ == HtmlTokens::Syntax::xml || in_foreign_content()) {
    for (auto i = open_.size(); i-- > 0;) {
      if (open_[i].name == name) return pop_to(i);
      if (syntax_ == HtmlTokens::Syntax::html && !open_[i].foreign) break;
    }
    if (syntax_ == HtmlTokens::Syntax::xml) return;
  }
  if (element.is(Element::kFormatting)) return end_formatting(name);
  if (is_heading(name)) {
    for (auto i = open_.size(); i-- > 0;) {
      if (is_heading(open_[i].name)) return pop_to(i);
      if (open_[i].element->is(Element::kScope)) return;
    }
    return;
  }
  // A table's parts are ended through everything but another table.
  const bool of_table = is_table_part(name) || name == "table";
  if (of_table || element.is(Element::kSpecial)) {
    for (auto i = open_.size(); i-- > 0;) {
      const auto& open = open_[i];
      if (open.name == name && !open.foreign) return pop_to(i);
      if (of_table ? open.name == "table" || open.name == "template" : open.element->is(Element::kScope))
        return;
    }
    return;
  }
  for (auto i = open_.size(); i-- > 0;) {
    if (open_[i].name == name) return pop_to(i);
    if (open_[i].element->is(Element::kSpecial)) return;
  }
}

}  // namespace ruban::capture
