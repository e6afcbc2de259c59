-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What is said of letters after they opened: documents whose hash an entry holds, and the files that go with them.

-- By SHA-256. `bytes` is empty once it was taken down.
CREATE TABLE public_file (
  sha256     BLOB PRIMARY KEY,
  type       TEXT NOT NULL,
  bytes      BLOB NOT NULL,
  taken_down INTEGER NOT NULL
) STRICT;

-- `lines` is the document's entry without `time`; `refers` the document that this one translates (another `lang`) or
-- corrects (the same). `idx` is the entry itself, once it has its place: derived.
CREATE TABLE document (
  id     INTEGER PRIMARY KEY,
  letter INTEGER NOT NULL,
  sha256 BLOB NOT NULL,
  type   TEXT NOT NULL,
  lines  TEXT NOT NULL,
  lang   TEXT NOT NULL,
  refers BLOB,
  idx    INTEGER,
  UNIQUE (letter, sha256)
) STRICT;
CREATE INDEX document_published ON document (letter, idx) WHERE idx IS NOT NULL;
CREATE INDEX document_of_file ON document (sha256);

CREATE TABLE attachment (
  document BLOB NOT NULL,
  file     BLOB NOT NULL,
  PRIMARY KEY (file, document)
) STRICT, WITHOUT ROWID;
