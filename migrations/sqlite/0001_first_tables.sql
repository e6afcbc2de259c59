-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What each table holds, who may read it and when its rows are forgotten: docs/formats/store.md.
-- Instants are seconds since 1970 (UTC). `idx` is the place of an entry in the record; a letter is known by that of its
-- own entry.

CREATE TABLE instance (
  id             INTEGER PRIMARY KEY CHECK (id = 1),
  lease_token    INTEGER NOT NULL,
  is_backup      INTEGER NOT NULL,
  to_scrub       INTEGER NOT NULL,
  subscriber_key BLOB NOT NULL
) STRICT;

-- The record.

CREATE TABLE entry (
  idx  INTEGER PRIMARY KEY,
  text TEXT NOT NULL
) STRICT;

-- The widest tile of each place.
CREATE TABLE tile (
  level INTEGER NOT NULL,
  place INTEGER NOT NULL,
  width INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (level, place)
) STRICT;

CREATE TABLE checkpoint (
  size           INTEGER PRIMARY KEY,
  root           BLOB NOT NULL,
  note           TEXT NOT NULL,
  time           INTEGER NOT NULL,
  published      INTEGER,
  published_note TEXT,
  newest_note    TEXT
) STRICT;
CREATE INDEX checkpoint_published ON checkpoint (published, size) WHERE published IS NOT NULL;

-- What was accepted and has no place yet; a signature has a letter and a key.
CREATE TABLE waiting (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,
  digest BLOB NOT NULL UNIQUE,
  lines  TEXT NOT NULL,
  letter INTEGER,
  key    BLOB,
  text   BLOB,
  salt   BLOB,
  owner  BLOB,
  words  BLOB
) STRICT;
CREATE UNIQUE INDEX waiting_key ON waiting (letter, key) WHERE key IS NOT NULL;

-- Letters as they were handed in.

CREATE TABLE letter_folder (
  id      INTEGER PRIMARY KEY,
  slug    TEXT NOT NULL,
  version INTEGER NOT NULL,
  UNIQUE (slug, version)
) STRICT;

CREATE TABLE letter_file (
  folder INTEGER NOT NULL REFERENCES letter_folder (id),
  name   TEXT NOT NULL,
  bytes  BLOB NOT NULL,
  PRIMARY KEY (folder, name)
) STRICT;

-- Derived from the record.

CREATE TABLE letter (
  idx         INTEGER PRIMARY KEY,
  id          BLOB NOT NULL UNIQUE,
  slug        TEXT NOT NULL,
  version     INTEGER NOT NULL,
  published   INTEGER NOT NULL,
  replaced_by INTEGER,
  end_state   INTEGER,
  end_idx     INTEGER,
  end_time    INTEGER,
  UNIQUE (slug, version)
) STRICT;

CREATE TABLE event (
  letter INTEGER NOT NULL,
  idx    INTEGER NOT NULL,
  type   TEXT NOT NULL,
  time   INTEGER NOT NULL,
  PRIMARY KEY (letter, idx)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_type ON event (letter, type, idx);

CREATE TABLE signature (
  letter        INTEGER NOT NULL,
  idx           INTEGER NOT NULL,
  issuer        TEXT NOT NULL,
  mode          INTEGER NOT NULL,
  via           INTEGER NOT NULL,
  key           BLOB NOT NULL,
  epoch         INTEGER NOT NULL,
  leaf          BLOB NOT NULL,
  withdrawn_by  INTEGER,
  taken_down_by INTEGER,
  PRIMARY KEY (letter, idx)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX signature_key ON signature (letter, key);

-- The tallies as of `size`, one row for each commit that changed them.
CREATE TABLE count_at (
  letter     INTEGER NOT NULL,
  issuer     TEXT NOT NULL,
  size       INTEGER NOT NULL,
  named      INTEGER NOT NULL,
  anon       INTEGER NOT NULL,
  withdrawn  INTEGER NOT NULL,
  taken_down INTEGER NOT NULL,
  PRIMARY KEY (letter, issuer, size)
) STRICT, WITHOUT ROWID;

-- Personal text. Rows are only ever appended, and erased by writing zeros over them where they lie: a row that is never
-- moved leaves no copy behind.
CREATE TABLE payload (
  idx    INTEGER PRIMARY KEY,
  letter INTEGER NOT NULL,
  erased INTEGER NOT NULL,
  text   BLOB NOT NULL,
  salt   BLOB NOT NULL,
  owner  BLOB,
  words  BLOB NOT NULL
) STRICT;
CREATE INDEX payload_owner ON payload (letter, owner) WHERE owner IS NOT NULL AND erased = 0;

CREATE TABLE name_word (
  letter INTEGER NOT NULL,
  word   BLOB NOT NULL,
  idx    INTEGER NOT NULL,
  PRIMARY KEY (letter, word, idx)
) STRICT, WITHOUT ROWID;

-- Who may get a credential, and who got one: keyed hashes without a time.

CREATE TABLE may_sign (
  folder INTEGER NOT NULL REFERENCES letter_folder (id),
  issuer TEXT NOT NULL,
  tag    BLOB NOT NULL,
  PRIMARY KEY (folder, issuer, tag)
) STRICT, WITHOUT ROWID;

CREATE TABLE identity_tag (
  letter  INTEGER NOT NULL,
  tag     BLOB NOT NULL,
  request BLOB NOT NULL,
  PRIMARY KEY (letter, tag)
) STRICT, WITHOUT ROWID;

CREATE TABLE issued (
  letter INTEGER NOT NULL,
  issuer TEXT NOT NULL,
  total  INTEGER NOT NULL,
  PRIMARY KEY (letter, issuer)
) STRICT, WITHOUT ROWID;

CREATE TABLE issuing_closed (
  letter INTEGER PRIMARY KEY
) STRICT;

-- Visits, mails and subscribers.

CREATE TABLE visit (
  id           BLOB PRIMARY KEY,
  forget       INTEGER NOT NULL,
  box          BLOB NOT NULL,
  code         BLOB,
  code_expires INTEGER,
  code_tries   INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX visit_forget ON visit (forget);

CREATE TABLE address_quota (
  address  BLOB PRIMARY KEY,
  hour_end INTEGER NOT NULL,
  mails    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE subscriber (
  letter  BLOB NOT NULL,
  tag     BLOB NOT NULL,
  address TEXT NOT NULL,
  lang    TEXT NOT NULL,
  PRIMARY KEY (letter, tag)
) STRICT, WITHOUT ROWID;

CREATE TABLE mail (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  recipient    TEXT NOT NULL,
  message      TEXT NOT NULL,
  put          INTEGER NOT NULL,
  not_before   INTEGER NOT NULL,
  tries        INTEGER NOT NULL,
  expires      INTEGER NOT NULL,
  leased_until INTEGER NOT NULL
) STRICT;
CREATE INDEX mail_due ON mail (not_before, id);
CREATE INDEX mail_untried ON mail (put) WHERE tries = 0;
CREATE INDEX mail_expires ON mail (expires);
