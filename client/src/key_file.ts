// SPDX-License-Identifier: AGPL-3.0-or-later
// Key file: what a signer keeps, before anything is sent (docs/formats/key-file.md).
import { fixedFromBase64, fromBase64, toBase64 } from './base64.js';
import { readInteger } from './entry_lines.js';
import { Refusal } from './refusal.js';

export interface KeyFile {
  origin: string;
  letter: string;  // base64
  issuer: string;
  seed: Uint8Array;
  blinded: Uint8Array | null;
  cred: Uint8Array | null;
  mode: 'named' | 'anon' | null;
  index: number | null;
}

export const MAX_KEY_FILE_BYTES = 4096;
const HEADER = 'ruban key v1';

export function formatKeyFile(file: KeyFile): string {
  const bytes = (value: Uint8Array | null): string => (value === null ? '-' : toBase64(value));
  return [HEADER, `origin ${file.origin}`, `letter ${file.letter}`, `issuer ${file.issuer}`, `seed ${toBase64(file.seed)}`,
    `blinded ${bytes(file.blinded)}`, `cred ${bytes(file.cred)}`, `mode ${file.mode ?? '-'}`, `index ${file.index ?? '-'}`, '']
    .join('\n');
}

// What all the rest can be made of again; short enough for a code.
export const formatShortKey = (file: KeyFile): string => formatKeyFile({ ...file, blinded: null, cred: null, mode: null, index: null });

const isOrigin = (text: string): boolean => /^[!-*,-~]{1,255}$/.test(text) && !text.includes('://') && !text.endsWith('/');

// Throws Refusal "key-file".
export function parseKeyFile(text: string): KeyFile {
  const lines = text.replace(/\r\n/g, '\n').replace(/[\r\n]$/, '').split('\n');
  const refuse = (): never => {
    throw new Refusal('key-file');
  };
  if (text.length > MAX_KEY_FILE_BYTES || lines.length !== 9 || lines[0] !== HEADER) refuse();
  const value = (line: number, key: string): string =>
    lines[line]!.startsWith(`${key} `) ? lines[line]!.slice(key.length + 1) : refuse();
  const number = (line: number, key: string): Uint8Array | null => {
    const word = value(line, key);
    if (word === '-') return null;
    const bytes = fromBase64(word);
    return bytes !== null && [256, 384, 512].includes(bytes.length) ? bytes : refuse();
  };
  const origin = value(1, 'origin'), letter = value(2, 'letter'), issuer = value(3, 'issuer');
  const seed = fixedFromBase64(value(4, 'seed'), 32), mode = value(7, 'mode'), place = value(8, 'index');
  const index = place === '-' ? null : readInteger(place);
  const blinded = number(5, 'blinded'), cred = number(6, 'cred');
  if (!isOrigin(origin) || fixedFromBase64(letter, 32) === null || !/^[a-z0-9-]{1,64}$/.test(issuer) ||
      seed === null || !['named', 'anon', '-'].includes(mode) || (place !== '-' && index === null) ||
      (blinded !== null && cred !== null && blinded.length !== cred.length)) {
    return refuse();
  }
  return { origin, letter, issuer, seed, blinded, cred, mode: mode === '-' ? null : (mode as 'named' | 'anon'), index };
}
