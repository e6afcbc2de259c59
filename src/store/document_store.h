// SPDX-License-Identifier: AGPL-3.0-or-later
// What is said of letters after they opened: documents whose hash an entry holds, and the files that go with
// them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/ids.h"
#include "core/time.h"

namespace ruban::store {

inline constexpr std::string_view kDocumentType = "text/plain; charset=utf-8";

struct NewFile {
  std::string type;  // media type
  std::string bytes;
};

// A document with the entry that holds its hash.
struct NewDocument {
  std::string type;   // of the entry: "demand", "response" …
  std::string lines;  // the entry without `time`
  std::string lang;
  std::optional<Hash> refers;  // to the document that this one translates (another `lang`) or corrects
  std::string text;
  std::vector<NewFile> attachments;
};

struct DocumentRow {
  std::optional<EntryIndex> index;  // of its entry, unless it waits
  std::optional<Instant> time;      // of its entry, likewise
  Hash sha256;
  std::string lines;
  std::string lang;
  std::optional<Hash> refers;
  std::string text;  // empty if it was taken down
  bool taken_down = false;
};

struct PublicFile {
  std::string type;
  std::string bytes;
  bool taken_down = false;  // and then empty
};

class DocumentStore {
 public:
  virtual ~DocumentStore() = default;

  // Those of a letter whose entries lie below `size`, in their order; at most `limit`, the last ones.
  virtual std::vector<DocumentRow> documents(const LetterId& letter, std::size_t limit, TreeSize size) = 0;
  // A document, or an attachment of one, whose entry lies below `size`: nothing is public before.
  virtual std::optional<PublicFile> file(const Hash& sha256, TreeSize size) = 0;
  // Whether such a document or file can be read, which it can't once it was taken down.
  virtual bool is_public(const Hash& sha256, TreeSize size) = 0;
  // Deletes its bytes; its hash and its entry stay. False if there is no such file, or it was taken down
  // already.
  virtual bool take_down(const Hash& sha256) = 0;
};

}  // namespace ruban::store
