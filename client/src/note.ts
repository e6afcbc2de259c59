// SPDX-License-Identifier: AGPL-3.0-or-later
// Note (C2SP signed-note): a text, and the lines of those who signed it; and the keys that verify it.
import { sha256 } from '@noble/hashes/sha256';
import { fromBase64, toHex } from './base64.js';
import { isValidKey } from './ed25519.js';
import { Refusal } from './refusal.js';

export const MAX_NOTE_BYTES = 256 * 1024;
export const MAX_NOTE_SIGNATURES = 64;
export const LOG_KEY = 1, WITNESS_KEY = 4;

export interface Signature {
  name: string;
  id: string;  // 8 hex digits
  bytes: Uint8Array;
}
export interface Note {
  text: string;  // with its last line feed
  signatures: Signature[];
}
export interface VerifierKey {
  name: string;
  id: string;
  type: number;
  key: Uint8Array;
}

const utf8 = new TextEncoder();
export const bytesOf = (text: string): Uint8Array => utf8.encode(text);

// Half a pair of UTF-16: it can't be written in UTF-8, where another character would stand for it.
const hasLoneHalf = (text: string): boolean => /\p{Surrogate}/u.test(text);

export function isKeyName(name: string): boolean {
  // Unicode's White_Space, and control characters.
  return name !== '' && bytesOf(name).length <= 255 && !hasLoneHalf(name) &&
    !/[\u0000-\u0020+\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/.test(name);
}

// "name+id+base64", or null.
export function parseVerifierKey(vkey: string): VerifierKey | null {
  const first = vkey.indexOf('+'), second = vkey.indexOf('+', first + 1);
  if (first < 0 || second < 0) return null;
  const name = vkey.slice(0, first), id = vkey.slice(first + 1, second);
  const bytes = fromBase64(vkey.slice(second + 1));
  if (!isKeyName(name) || bytes?.length !== 33) return null;
  const type = bytes[0]!, key = bytes.slice(1);
  if ((type !== LOG_KEY && type !== WITNESS_KEY) || !isValidKey(key)) return null;
  const hash = sha256.create().update(bytesOf(name)).update(Uint8Array.of(0x0a)).update(bytes).digest();
  return toHex(hash.subarray(0, 4)) === id ? { name, id, type, key } : null;
}

function parseSignatureLine(line: string): Signature {
  const space = line.indexOf(' ', 2);
  const name = line.slice(2, space);
  const bytes = space < 0 ? null : fromBase64(line.slice(space + 1));
  if (!line.startsWith('\u2014 ') || !isKeyName(name) || bytes === null || bytes.length < 5)
    throw new Refusal('note-line');
  return { name, id: toHex(bytes.subarray(0, 4)), bytes: bytes.slice(4) };
}

export function parseNote(text: string): Note {
  if (bytesOf(text).length > MAX_NOTE_BYTES) throw new Refusal('note-too-long');
  if (/[\u0000-\u0009\u000b-\u001f]/.test(text) || hasLoneHalf(text)) throw new Refusal('note-characters');
  const blank = text.lastIndexOf('\n\n');
  if (blank < 0 || blank + 2 === text.length) throw new Refusal('note-unsigned');
  const lines = text.slice(blank + 2).split('\n');
  if (lines.pop() !== '') throw new Refusal('note-cut');
  if (lines.length > MAX_NOTE_SIGNATURES) throw new Refusal('note-too-many');
  return { text: text.slice(0, blank + 1), signatures: lines.map(parseSignatureLine) };
}
