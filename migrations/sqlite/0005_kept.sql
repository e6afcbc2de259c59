-- SPDX-License-Identifier: AGPL-3.0-or-later
-- `kept_by`: the entry by which the signatory said that the pledge is kept. `kept` counts those of them that stand.
ALTER TABLE signature ADD COLUMN kept_by INTEGER;
ALTER TABLE count_at ADD COLUMN kept INTEGER NOT NULL DEFAULT 0;
CREATE INDEX signature_kept ON signature (letter, kept_by) WHERE kept_by IS NOT NULL;
