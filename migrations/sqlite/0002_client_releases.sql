-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The scripts that pages load, of every release that ran here (docs/formats/client-manifest.md).

-- Manifests and scripts by their SHA-256, for good.
CREATE TABLE client_file (
  sha256      BLOB PRIMARY KEY,
  is_manifest INTEGER NOT NULL,
  bytes       BLOB NOT NULL
) STRICT;

-- Derived from the record: its `client` entries.
CREATE TABLE client_release (
  idx      INTEGER PRIMARY KEY,
  manifest BLOB NOT NULL
) STRICT;
