// SPDX-License-Identifier: AGPL-3.0-or-later
// Layout: what every page shows around its own content, and the parts that several pages share.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/ids.h"
#include "core/result.h"
#include "core/time.h"
#include "i18n/lang.h"
#include "letter/state.h"
#include "web/pages/paths.h"

namespace ruban::web {

// The last published checkpoint: every figure of the page is the record's at this size.
struct CheckpointFoot {
  TreeSize size = 0;
  Hash root;
  Instant at;                        // when it was made
  std::uint64_t witnesses_have = 0;  // cosignatures on it
  std::uint64_t witnesses_of = 0;    // witnesses of the policy; 0 makes the page say "log only"
  bool quorum = false;               // as many as the policy asks for; else the page says "log only", too
  std::vector<std::string> recounted_by;  // names of witnesses that recounted its tallies
};

// Of a page that is written into a folder, to be read without its server.
struct ArchiveNote {
  TreeSize size = 0;   // of the record that it shows
  Instant at;          // when that was published
  std::string letter;  // address of the letter that lives: "https://ruban.example.org/letters/lettre"
  bool names = true;   // false: what signatories wrote was left out
};

struct Layout {
  std::string origin;  // scheme and host, "https://ruban.example.org", no slash at the end
  std::string
      path;  // of the page itself, without language: "/letters/lettre/signatures?after=3"; "/" for home
  bool listed = true;          // false: search engines are asked to stay away (signing, withdrawing, errors)
  bool demonstration = false;  // the banner, and the link to /demo/mail
  bool rollback_accepted = false;  // started without knowing that the record holds all that was published
  bool mail_is_away = false;       // the mail server can't be used
  std::optional<std::chrono::seconds> mail_delay;  // what mail takes at the moment; told from one minute on
  std::optional<CheckpointFoot> checkpoint;        // absent: no record is shown at the foot
  std::optional<ArchiveNote> archive;              // absent: the page is served, and can be answered
};

// A form's token and what was wrong with it. Errors whose `field` is an input's name are linked to it; the
// others are listed alone. With errors the title begins with "Error: ", and the status is 422.
struct FormState {
  std::string csrf;
  std::vector<Error> errors;
};

// What a page about a letter shows of it at its head. Texts are in the page's language where the letter has
// it, else in `text_lang`.
struct LetterHead {
  LetterPlace place;
  std::string title;
  std::string recipient;                  // name; may be empty if there is an organisation
  std::string recipient_role;             // may be empty
  std::string organisation;               // may be empty
  i18n::Lang text_lang = i18n::Lang::fr;  // language of these texts and of the letter's
  letter::LetterState state = letter::LetterState::open;
};

// One named signature as it is printed: name, role, comment.
struct SignatoryLine {
  std::string name;
  std::string role;     // may be empty
  std::string comment;  // may be empty; may hold line feeds
};

}  // namespace ruban::web
