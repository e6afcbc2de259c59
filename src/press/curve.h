// SPDX-License-Identifier: AGPL-3.0-or-later
// Curve: how the counts of a letter's classes grew, drawn as SVG.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/time.h"
#include "i18n/lang.h"

namespace ruban::press {

struct CurveLine {
  std::string label;                    // of the class
  std::vector<std::uint64_t> standing;  // one for each instant
};

// Lines are told apart by their dashes and labels, not by colour, and are never added up.
struct Curve {
  std::vector<Instant> at;  // growing; at least one
  std::vector<CurveLine> lines;
  // In which nothing changed: the axis is cut between these two of the instants, and the picture says so.
  std::optional<std::pair<Instant, Instant>> quiet{};
  std::string title;         // "Signatures of “Drop the contract”, 22 June 2018, 14:00 UTC"
  std::string description;   // for those who don't see it
  std::string id = "curve";  // unique on its page, [a-z0-9-]+
};

enum class Dress {
  page,  // an <svg> element of an HTML page: colours and type come from the page's style sheet
  file,  // a document of its own: dark ink on white paper
};

// Between two instants the count of the earlier one holds: the line goes in steps. Times are UTC.
std::string curve_svg(const Curve& curve, i18n::Lang lang, Dress dress);

}  // namespace ruban::press
