-- SPDX-License-Identifier: AGPL-3.0-or-later
-- News on their way to those who asked for them.

-- One for each thing that subscribers of a letter are told. `after`: mails are queued to subscribers up to this tag,
-- empty at first; `due`: when the last of them may leave; `queued`: 1 once there is nobody left, or it was stopped.
CREATE TABLE mailing (
  id     INTEGER PRIMARY KEY,
  letter BLOB NOT NULL,
  topic  TEXT NOT NULL,
  number INTEGER NOT NULL,
  after  BLOB NOT NULL,
  due    INTEGER NOT NULL,
  queued INTEGER NOT NULL,
  sent   INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  UNIQUE (letter, topic, number)
) STRICT;
CREATE INDEX mailing_unfinished ON mailing (id) WHERE queued = 0;

ALTER TABLE mail ADD COLUMN mailing INTEGER;
CREATE INDEX mail_of_mailing ON mail (mailing, tries) WHERE mailing IS NOT NULL;
