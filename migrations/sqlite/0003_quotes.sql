-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Statements for the press, in the order of their commitments, which tells nothing of when they came. `forget` is a whole
-- day; `idx` is the entry that published it.
CREATE TABLE quote (
  letter    INTEGER NOT NULL,
  id        BLOB NOT NULL,
  signature INTEGER NOT NULL,
  lines     TEXT NOT NULL,
  text      BLOB NOT NULL,
  salt      BLOB NOT NULL,
  forget    INTEGER NOT NULL,
  approved  INTEGER NOT NULL,
  idx       INTEGER,
  PRIMARY KEY (letter, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX quote_signature ON quote (letter, signature);
CREATE INDEX quote_published ON quote (letter, idx) WHERE idx IS NOT NULL;
