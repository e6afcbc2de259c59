// SPDX-License-Identifier: AGPL-3.0-or-later
// Dialogue: what a command asks the person at the terminal. Questions go where faults do, so that what was
// asked for can be kept in a file.
#pragma once

#include <string>
#include <string_view>

#include "cli/terminal.h"
#include "core/result.h"

namespace ruban::cli {

class Dialogue {
 public:
  explicit Dialogue(Terminal& terminal) : terminal_(terminal) {}

  // The line that was typed, without outer space. Kind::invalid if nobody types any more.
  Result<std::string> ask(std::string_view question);
  // Lines up to an empty one, joined by LF.
  Result<std::string> ask_lines(std::string_view question);
  // True for "y" and "yes"; "o" and "oui" serve as well.
  Result<bool> confirm(std::string_view question);
  void say(std::string_view line);

 private:
  Result<std::string> read_line();
  Terminal& terminal_;
};

}  // namespace ruban::cli
