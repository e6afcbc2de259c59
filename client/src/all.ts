// SPDX-License-Identifier: AGPL-3.0-or-later
// What the tests look at.
export * from './base64.js';
export * from './blind_rsa.js';
export * from './check_letter.js';
export * from './checkpoint.js';
export * from './ed25519.js';
export * from './entry.js';
export * from './entry_lines.js';
export * from './fetching.js';
export * from './key_file.js';
export * from './letter_policy.js';
export * from './merkle.js';
export * from './note.js';
export * from './own_standing.js';
export * from './policy.js';
export * from './proof.js';
export * from './record.js';
export * from './refusal.js';
export * from './seed.js';
export * from './statement.js';
export * from './taken_back.js';
export * from './verdict.js';
export * from './watching.js';
