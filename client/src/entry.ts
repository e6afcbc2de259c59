// SPDX-License-Identifier: AGPL-3.0-or-later
// Entry: what stands in one leaf of the record. Read as strictly as the server does: one text for each entry.
import { fromBase64 } from './base64.js';
import { verify } from './ed25519.js';
import * as is from './entry_lines.js';
import { bytesOf } from './note.js';

type Check = (text: string) => boolean;
type Field = [key: string, check: Check];

export interface Entry {
  type: string;
  values: Map<string, string[]>;  // one value, but for `issuer` of a letter and `count`
}

export const MAX_ENTRY_BYTES = 8 * 1024;
const MAX_REPEATED = 8;

const hash = is.isBytes(32);
const LETTER: Field = ['letter', hash], INDEX: Field = ['index', is.isInteger], NUMBER: Field = ['number', is.isInteger],
  KEY: Field = ['key', hash], SIG: Field = ['sig', is.isBytes(64)], TIME: Field = ['time', is.isMinute],
  DOCUMENT: Field = ['doc-sha256', hash], NUMBERED: Field[] = [LETTER, NUMBER, DOCUMENT, TIME];

// Each type's lines in their order.
const TYPES = new Map<string, Field[]>(Object.entries({
  letter: [['slug', is.isWord(64)], ['version', is.isInteger], ['follows', is.orNone(hash)], ['text-sha256', hash],
    ['modes', is.isOneOf('named', 'named anon', 'named sealed', 'named anon sealed')], ['issuer', is.isIssuer],
    ['witness-policy-sha256', is.orNone(hash)], ['seal', is.isOneOf('none')], ['threshold', is.orNone(is.isInteger)],
    ['opens', is.isMinute], ['closes', is.orNone(is.isMinute)], ['epoch', is.isInteger], ['min-batch', is.isInteger], TIME],
  sign: [LETTER, ['mode', is.isOneOf('named', 'anon')], ['via', is.isOneOf('client', 'server')], ['issuer', is.isWord(64)],
    ['cred', is.isCredential], KEY, ['cred-nonce', hash], ['commit', is.orNone(hash)], SIG, ['epoch', is.isMinute]],
  withdraw: [LETTER, INDEX, KEY, SIG, TIME],
  takedown: [LETTER, INDEX, ['reason', is.isOneOf('owner', 'court', 'abuse', 'test')], TIME],
  erase: [LETTER, INDEX, TIME],
  issued: [LETTER, ['issuer', is.isWord(64)], ['total', is.isInteger], TIME],
  tally: [LETTER, ['size', is.isInteger], ['count', is.isCount], TIME],
  response: [LETTER, NUMBER, ['by', is.isOneOf('recipient', 'organisers')], ['domain', is.orNone(is.isDomain)], DOCUMENT, TIME],
  demand: [LETTER, NUMBER,
    ['state', is.isOneOf('open', 'promised', 'partly_met', 'met', 'refused', 'broken', 'stalled')], DOCUMENT, TIME],
  update: NUMBERED,
  evidence: NUMBERED,
  delivery: NUMBERED,
  kept: [LETTER, INDEX, KEY, SIG, TIME],
  quote: [LETTER, INDEX, KEY, ['commit', hash], SIG, TIME],
  end: [LETTER, ['state', is.isOneOf('closed', 'withdrawn', 'removed')], ['keys-destroyed', is.isOneOf('-', 'issuer,hmac')],
    ['doc-sha256', is.orNone(hash)], TIME],
  client: [['version', (text) => text.length <= 64 && !text.includes(' ')], ['manifest-sha256', hash], TIME],
} satisfies Record<string, Field[]>));

const repeats = (type: string, key: string): boolean =>
  (type === 'letter' && key === 'issuer') || (type === 'tally' && key === 'count');

// Issuers of one letter differ in label and in key.
function differ(issuers: string[]): boolean {
  const words = issuers.map((line) => line.split(' '));
  return [0, 2].every((column) => new Set(words.map((line) => line[column])).size === words.length);
}

// null: not a valid entry.
export function parseEntry(bytes: Uint8Array): Entry | null {
  if (bytes.length > MAX_ENTRY_BYTES || bytes.some((byte) => byte !== 0x0a && (byte < 0x20 || byte > 0x7e))) return null;
  const lines = String.fromCharCode(...bytes).split('\n');
  if (lines.pop() !== '' || lines.length === 0) return null;
  const first = lines.shift()!;
  const type = first.startsWith('ruban/v1 ') ? first.slice('ruban/v1 '.length) : '';
  const fields = TYPES.get(type);
  if (fields === undefined) return null;
  const values = new Map<string, string[]>();
  for (const [key, check] of fields) {
    const found: string[] = [];
    const most = repeats(type, key) ? MAX_REPEATED : 1;
    while (found.length < most && lines[0]?.startsWith(`${key} `)) found.push(lines.shift()!.slice(key.length + 1));
    if (found.length === 0 || !found.every((value) => /^[!-~]+( [!-~]+)*$/.test(value) && check(value))) return null;
    values.set(key, found);
  }
  if (lines.length > 0 || (type === 'letter' && !differ(values.get('issuer')!))) return null;
  return { type, values };
}

export function valueOf(entry: Entry, key: string): string {
  return entry.values.get(key)?.[0] ?? '';
}

// True as well for entries that carry no signature of their own.
export function signedByItsKey(entry: Entry, bytes: Uint8Array): boolean {
  if (!entry.values.has('sig')) return true;
  const text = String.fromCharCode(...bytes);
  const signed = text.slice(0, text.indexOf('\nsig ') + 1);
  return verify(fromBase64(valueOf(entry, 'key'))!, bytesOf(signed), fromBase64(valueOf(entry, 'sig'))!);
}
