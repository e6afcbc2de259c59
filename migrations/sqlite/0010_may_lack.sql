-- SPDX-License-Identifier: AGPL-3.0-or-later
-- 1 if nobody can say that the record holds all that was published (Store::may_lack_entries).
ALTER TABLE instance ADD COLUMN may_lack INTEGER NOT NULL DEFAULT 0;
