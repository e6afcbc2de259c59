// SPDX-License-Identifier: AGPL-3.0-or-later
// What the tests look at.
export * from './base64.js';
export * from './checkpoint.js';
export * from './ed25519.js';
export * from './entry.js';
export * from './merkle.js';
export * from './note.js';
export * from './policy.js';
export * from './proof.js';
export * from './refusal.js';
export * from './verdict.js';
