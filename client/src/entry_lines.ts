// SPDX-License-Identifier: AGPL-3.0-or-later
// The values that lines of an entry hold (docs/formats/record.md).
import { fixedFromBase64, fromBase64, toHex } from './base64.js';

// Decimal, without leading zeros, below 2 to the 53rd.
export function readInteger(text: string): number | null {
  if (!/^(0|[1-9][0-9]{0,15})$/.test(text)) return null;
  const out = Number(text);
  return Number.isSafeInteger(out) ? out : null;
}

export const isInteger = (text: string): boolean => readInteger(text) !== null;
export const isBytes = (length: number) => (text: string): boolean => fixedFromBase64(text, length) !== null;
export const isWord = (max: number) => (text: string): boolean => text.length <= max && /^[a-z0-9-]+$/.test(text);
export const isOneOf = (...words: string[]) => (text: string): boolean => words.includes(text);
export const orNone = (other: (text: string) => boolean) => (text: string): boolean => text === '-' || other(text);

// A real minute of the Gregorian calendar, from the year 1 on.
export function readMinute(text: string): Date | null {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}Z$/.test(text) || text.startsWith('0000')) return null;
  const out = new Date(text);
  // 30 February would be read as a day of March.
  return !Number.isNaN(out.getTime()) && out.toISOString().slice(0, 16) === text.slice(0, 16) ? out : null;
}
export const isMinute = (text: string): boolean => readMinute(text) !== null;

export function isDomain(text: string): boolean {
  return text.length <= 253 &&
    text.split('.').every((label) => isWord(63)(label) && !label.startsWith('-') && !label.endsWith('-'));
}

export function isCredential(text: string): boolean {
  return [256, 384, 512].includes(fromBase64(text)?.length ?? 0);
}

// DER of an RSA key with the exponent 65537: all that differs between two keys of one size is the modulus.
const RSA_BEFORE_MODULUS = new Map([
  [256, '30820122300d06092a864886f70d01010105000382010f003082010a0282010100'],
  [384, '308201a2300d06092a864886f70d01010105000382018f003082018a0282018100'],
  [512, '30820222300d06092a864886f70d01010105000382020f003082020a0282020100'],
]);
const RSA_AFTER_MODULUS = '0203010001';

export function isRsaKey(text: string): boolean {
  const der = fromBase64(text);
  if (der === null) return false;
  const hex = toHex(der);
  for (const [length, before] of RSA_BEFORE_MODULUS) {
    const end = before.length + 2 * length;
    if (!hex.startsWith(before) || hex.slice(end) !== RSA_AFTER_MODULUS) continue;
    const first = der[before.length / 2]!, last = der[end / 2 - 1]!;
    return first >= 0x80 && last % 2 === 1;
  }
  return false;
}

export function isIssuer(text: string): boolean {
  const [label, cls, key, ...more] = text.split(' ');
  return key !== undefined && more.length === 0 && isWord(64)(label!) && isWord(32)(cls!) &&
    label!.startsWith(`${cls}-`) && label!.length >= cls!.length + 2 && isRsaKey(key);
}

export function isCount(text: string): boolean {
  const [label, ...numbers] = text.split(' ');
  return isWord(64)(label!) && numbers.length === 4 && numbers.every(isInteger);
}
