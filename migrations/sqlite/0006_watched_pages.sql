-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Pages that are captured again from time to time, for as long as the organisers want.

-- `every` is in seconds; `looked` is when it was last asked for, `trouble` why that didn't work (empty if it did).
CREATE TABLE watched_page (
  letter  INTEGER NOT NULL,
  url     TEXT NOT NULL,
  every   INTEGER NOT NULL,
  next    INTEGER NOT NULL,
  looked  INTEGER,
  trouble TEXT NOT NULL,
  PRIMARY KEY (letter, url)
) STRICT, WITHOUT ROWID;
CREATE INDEX watched_page_due ON watched_page (next);
