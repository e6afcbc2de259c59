// SPDX-License-Identifier: AGPL-3.0-or-later
// Proof (C2SP tlog-proof): the file that proves an entry's place in the record.
import { fixedFromBase64, fromBase64 } from './base64.js';
import { readInteger } from './entry_lines.js';
import { Refusal } from './refusal.js';

export const MAX_PROOF_BYTES = 512 * 1024;
const MAX_HASHES = 63;
const HEADER = 'c2sp.org/tlog-proof@v1';

export interface Proof {
  extra: Uint8Array;  // the entry
  index: bigint;
  hashes: Uint8Array[];
  checkpoint: string;  // the signed note, verbatim
}

// Verifies nothing but the form.
export function parseProof(bytes: Uint8Array): Proof {
  if (bytes.length > MAX_PROOF_BYTES) throw new Refusal('too-long');
  let rest: string;
  try {
    rest = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Refusal('not-text');
  }
  const line = (): string => {
    const end = rest.indexOf('\n');
    if (end < 0) throw new Refusal('cut');
    const out = rest.slice(0, end);
    rest = rest.slice(end + 1);
    return out;
  };
  if (rest.startsWith(`${HEADER}\r\n`)) throw new Refusal('line-ends');
  if (!rest.startsWith(`${HEADER}\n`)) throw new Refusal('not-a-proof');
  line();
  let next = line();
  if (!next.startsWith('extra ')) throw new Refusal(next.startsWith('index ') ? 'no-extra' : 'extra');
  const extra = fromBase64(next.slice('extra '.length));
  if (extra === null) throw new Refusal('extra');
  next = line();
  const index = next.startsWith('index ') ? readInteger(next.slice('index '.length)) : null;
  if (index === null) throw new Refusal('index');
  const hashes: Uint8Array[] = [];
  for (next = line(); next !== ''; next = line()) {
    const hash = fixedFromBase64(next, 32);
    if (hash === null) throw new Refusal('hash');
    if (hashes.length === MAX_HASHES) throw new Refusal('too-many-hashes');
    hashes.push(hash);
  }
  return { extra, index: BigInt(index), hashes, checkpoint: rest };
}
