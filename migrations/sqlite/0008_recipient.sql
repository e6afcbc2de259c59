-- SPDX-License-Identifier: AGPL-3.0-or-later
-- How a letter's recipient proves its domain, and the links with which it answers.

-- The token that the recipient publishes; it is no secret.
CREATE TABLE recipient_challenge (
  letter INTEGER PRIMARY KEY,
  token  TEXT NOT NULL
) STRICT;

-- `hash` is that of the link's code. `document` is what it put on record; a link that has one is used up. `corrects` is the
-- number of the answer that its holder may say anew.
CREATE TABLE recipient_link (
  hash     BLOB PRIMARY KEY,
  letter   INTEGER NOT NULL,
  domain   TEXT NOT NULL,
  corrects INTEGER,
  expires  INTEGER NOT NULL,
  document BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX recipient_link_letter ON recipient_link (letter);
