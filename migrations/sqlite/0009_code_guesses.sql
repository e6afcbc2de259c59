-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Whom the code was mailed to, and how many guesses it still takes, whatever number of tries its visit is told.
ALTER TABLE visit ADD COLUMN code_mailbox BLOB;
ALTER TABLE visit ADD COLUMN code_guesses INTEGER NOT NULL DEFAULT 0;
UPDATE visit SET code_guesses = code_tries WHERE code IS NOT NULL;
