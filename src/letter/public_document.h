// SPDX-License-Identifier: AGPL-3.0-or-later
// PublicDocument: what the organisers or the recipient say of a letter after it opened: an answer, a demand's
// new state, news, evidence, a delivery. An entry of the record holds its hash (docs/formats/document.md).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/ids.h"
#include "core/time.h"
#include "letter/document.h"
#include "letter/fault.h"
#include "letter/language.h"
#include "letter/state.h"

namespace ruban::letter {

enum class DocumentKind { response, demand, update, evidence, delivery, end };
inline constexpr std::array kDocumentKinds{DocumentKind::response, DocumentKind::demand,
                                           DocumentKind::update,   DocumentKind::evidence,
                                           DocumentKind::delivery, DocumentKind::end};
// "response" …: the type of the entry that holds its hash.
std::string_view code(DocumentKind kind);
std::optional<DocumentKind> parse_document_kind(std::string_view code);

// A file that goes with it, served under its hash.
struct Attachment {
  std::string name;  // of the file, as it is offered: `[A-Za-z0-9._-]{1,80}`, not beginning with a dot
  std::string type;  // media type, one of kAttachmentTypes
  Hash sha256;
  std::uint64_t bytes = 0;
  bool operator==(const Attachment&) const = default;
};
inline constexpr std::array<std::string_view, 6> kAttachmentTypes{
    "application/pdf", "application/warc", "image/jpeg", "image/png", "text/html", "text/plain"};

// What an answer says to one demand, in one sentence.
struct Said {
  int demand = 0;
  std::string text;
  bool operator==(const Said&) const = default;
};

struct PublicDocument {
  DocumentKind kind = DocumentKind::update;
  std::uint64_t number =
      1;  // counts from 1 for each kind and letter; of a demand, the demand's; of an end, 1
  Language language = Language::en;
  std::optional<DemandState> state;     // of a demand: what it moved to
  std::string title;                    // one line
  std::optional<Hash> translates;       // the document of the same act in its own language
  std::optional<Hash> corrects;         // the document that this one takes the place of
  std::optional<Instant> date;          // when it was said, seen, done or handed over
  std::optional<std::string> by;        // who said it, or to whom it was handed over
  std::optional<std::string> source;    // https or http address where it can be read
  std::vector<std::uint64_t> evidence;  // numbers of the pieces that show it
  std::vector<Said> said;
  std::vector<Attachment> attachments;
  std::string markdown;  // as it was written, with a line feed at the end unless it is empty
  Document body;         // the same, parsed

  bool operator==(const PublicDocument&) const = default;
};

inline constexpr std::size_t kMaxAttachments = 20;
// Code points of one line.
inline constexpr std::size_t kMaxTitle = 160;
inline constexpr std::size_t kMaxPerson = 160;
inline constexpr std::size_t kMaxSaid = 500;
inline constexpr std::size_t kMaxPublicDocumentBytes = std::size_t{64} * 1024;

// Reads what write() wrote, and what a person may write like it. Every fault is added to `faults` under the
// name `file`; a document is returned if there was none.
std::optional<PublicDocument> parse_public_document(std::string_view text, std::string_view file,
                                                    std::vector<Fault>& faults);

// The bytes whose SHA-256 the record keeps. The same document gives the same bytes; `body` isn't looked at.
std::string write(const PublicDocument& document);

}  // namespace ruban::letter
