// SPDX-License-Identifier: AGPL-3.0-or-later
// EvidencePage: all pieces of evidence of a letter. PiecePage: one of them, with the text of a captured page
// and what changed in it since the capture before.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "capture/difference.h"
#include "web/pages/layout.h"
#include "web/pages/statement.h"

namespace ruban::web {

// A capture of the same page.
struct OtherCapture {
  std::uint64_t number = 1;
  Instant at;
};

struct PieceOnPage {
  StatementOnPage statement;
  bool has_text = false;               // of a page, which its own page shows
  std::optional<OtherCapture> before;  // the capture of the same page before this one
};

struct EvidencePage {
  Layout layout;
  LetterHead head;
  std::vector<PieceOnPage> pieces;  // newest first
};

std::string render(const EvidencePage& page, i18n::Lang lang);

// How a captured page came.
struct CaptureFacts {
  std::string url;      // where it lay at last
  std::string asked;    // what was asked for
  std::string address;  // of the server; may be empty
  int status = 0;       // of HTTP
};

struct PiecePage {
  Layout layout;
  LetterHead head;
  PieceOnPage piece;
  std::optional<CaptureFacts> facts;
  std::vector<capture::Segment> text;  // with its changes if there was a capture before
  std::string trouble;                 // why there is no text, as a sentence in English (Error::message)
};

std::string render(const PiecePage& page, i18n::Lang lang);

}  // namespace ruban::web
