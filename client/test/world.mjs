// SPDX-License-Identifier: AGPL-3.0-or-later
// Our verification, and the record of the tests' own that it is held against.
import { policy } from './made_record.mjs';

export * from './made_record.mjs';
export const client = await import(process.env.RUBAN_CLIENT);

export const verdict = (text, by = policy) => client.verifyProof(Buffer.from(text), by);
// The reason of the refusal; "none" if there was none.
export function reason(text, by = policy) {
  try {
    verdict(text, by);
    return 'none';
  } catch (error) {
    if (!(error instanceof client.Refusal)) throw error;
    return error.reason;
  }
}
