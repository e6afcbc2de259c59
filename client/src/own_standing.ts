// SPDX-License-Identifier: AGPL-3.0-or-later
// What the record says of one key's signature, found by reading every entry since the letter's own.
import { sameBytes, toBase64 } from './base64.js';
import { parseEntry, signedByItsKey, valueOf, type Entry } from './entry.js';
import { leafHash } from './merkle.js';
import { bytesOf } from './note.js';
import { publicKey } from './seed.js';

const beginsWith = (entry: Uint8Array, lines: Uint8Array): boolean => sameBytes(entry.subarray(0, lines.length), lines);

export const LAST_MINUTE = Date.UTC(9999, 11, 31, 23, 59);

// When the epoch ends that runs at `now`. An entry may give epochs any length: none at all, or one that no calendar reaches.
export function endOfEpoch(letter: Entry, now: number): Date {
  const length = Number(valueOf(letter, 'epoch')) * 1000;
  return new Date(Math.min(length === 0 ? now : (Math.floor(now / length) + 1) * length, LAST_MINUTE));
}

export class OwnStanding {
  letter: Entry | null = null;
  signature: { index: number; mode: 'named' | 'anon' } | null = null;
  gone: 'withdraw' | 'takedown' | null = null;
  kept: number | null = null;  // the entry that says that its pledge is kept

  private readonly key: string;
  private readonly sign: Uint8Array;

  // `letterIndex`: where the letter's entry should stand.
  constructor(private readonly id: string, private readonly letterIndex: number, seed: Uint8Array) {
    this.key = toBase64(publicKey(seed));
    this.sign = bytesOf(`ruban/v1 sign\nletter ${id}\n`);
  }

  // Each entry in its order.
  look(bytes: Uint8Array, index: number): void {
    if (index === this.letterIndex && toBase64(leafHash(bytes)) === this.id) this.letter = parseEntry(bytes);
    if (this.signature === null) this.lookForSignature(bytes, index);
    else if (this.gone === null) {
      this.lookForEnd(bytes);
      if (this.kept === null) this.lookForKept(bytes, index);
    }
  }

  private lookForSignature(bytes: Uint8Array, index: number): void {
    if (!beginsWith(bytes, this.sign)) return;
    const entry = parseEntry(bytes);
    if (entry === null || valueOf(entry, 'key') !== this.key || !signedByItsKey(entry, bytes)) return;
    this.signature = { index, mode: valueOf(entry, 'mode') as 'named' | 'anon' };
  }

  // Of this signature, by its key.
  private says(type: string, bytes: Uint8Array, byKey: boolean): boolean {
    if (!beginsWith(bytes, bytesOf(`ruban/v1 ${type}\nletter ${this.id}\nindex ${this.signature!.index}\n`))) return false;
    const entry = parseEntry(bytes);
    return entry !== null && (!byKey || (valueOf(entry, 'key') === this.key && signedByItsKey(entry, bytes)));
  }

  private lookForKept(bytes: Uint8Array, index: number): void {
    if (this.signature!.mode === 'named' && this.says('kept', bytes, true)) this.kept = index;
  }

  private lookForEnd(bytes: Uint8Array): void {
    for (const type of ['withdraw', 'takedown'] as const) {
      if (this.says(type, bytes, type === 'withdraw')) this.gone = type;
    }
  }
}
