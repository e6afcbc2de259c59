-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Store::doubt(); NULL: nothing is in doubt.
ALTER TABLE instance ADD COLUMN doubt TEXT;
