// SPDX-License-Identifier: AGPL-3.0-or-later
// OpenElements: which elements the text of a page stands in, by the rules that browsers follow where tags are
// missing or in each other's way (the WHATWG's HTML standard, section 13.2.6).
#pragma once

#include <string>
#include <vector>

#include "capture/element.h"

namespace ruban::capture {

class OpenElements {
 public:
  // As deep as Chromium goes; what is nested deeper stands side by side.
  static constexpr std::size_t kMostOpen = 512;

  struct Open {
    std::string name;
    const Element* element = nullptr;
    bool foreign = false;          // of SVG or MathML
    bool foreign_content = false;  // what is in it is
    bool picture = false;          // it is SVG, not MathML
    bool text = true;              // text that stands in it is drawn
    bool hidden = false;           // nothing in it is shown
  };

  explicit OpenElements(HtmlTokens::Syntax syntax) : syntax_(syntax) {}

  // Ends what the start tag of this element ends, and opens it. False if it may not be opened any deeper.
  bool start(const HtmlToken& tag, const Element& element, bool hidden);
  // Ends the innermost element of this name and all in it, unless it can't be ended from here.
  void end(const std::string& name);
  // Ends what an element of HTML ends in SVG or MathML.
  void break_out();

  bool in_foreign_content() const { return !open_.empty() && open_.back().foreign_content; }
  bool is_hidden() const { return hidden_ > 0; }
  // False between the shapes of a picture and the terms of a formula.
  bool may_hold_text() const { return open_.empty() || open_.back().text; }
  // The innermost element that says what kind of text it holds; null if none does.
  const Open* kind() const;

 private:
  void pop_to(std::size_t size);
  // Ends the innermost `name` above everything that a scope keeps in.
  void end_in_scope(std::string_view name, bool button_scope = false);
  void end_implied(const std::string& name);
  // False for what is only known in a table, and stands in none.
  bool has_its_table(std::string_view name) const;
  void end_formatting(const std::string& name);

  HtmlTokens::Syntax syntax_;
  std::vector<Open> open_;
  std::size_t hidden_ = 0;
};

}  // namespace ruban::capture
