// SPDX-License-Identifier: AGPL-3.0-or-later
// Base64 (RFC 4648, section 4), canonical only: one text for each sequence of bytes.
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES = new Map([...ALPHABET].map((c, i) => [c, i]));

// null unless encoding the bytes again gives the same text.
export function fromBase64(text: string): Uint8Array | null {
  if (text.length % 4 !== 0) return null;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const out = new Uint8Array((text.length / 4) * 3 - padding);
  let bits = 0, held = 0, at = 0;
  for (let i = 0; i < text.length - padding; ++i) {
    const value = VALUES.get(text[i]!);
    if (value === undefined) return null;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out[at++] = (held >> bits) & 0xff;
    }
  }
  return (held & ((1 << bits) - 1)) === 0 ? out : null;
}

export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);  // one by one: a call takes so many arguments and no more
  return btoa(text);
}

// null unless it is exactly `length` bytes.
export function fixedFromBase64(text: string, length: number): Uint8Array | null {
  const out = fromBase64(text);
  return out?.length === length ? out : null;
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
