// SPDX-License-Identifier: AGPL-3.0-or-later
// Blind RSA signatures, the signer's side (RFC 9474, RSABSSA-SHA384-PSS-Randomized), with a salt and a blinding factor that
// are given, so that all of it can be made again from one seed. Not in constant time: whoever could measure it sits in the
// signer's own browser.
import { sha384 } from '@noble/hashes/sha512';
import { sameBytes } from './base64.js';
import { Refusal } from './refusal.js';

const HASH = 48;

export interface Blinding {
  blinded: Uint8Array;
  inverse: bigint;  // links the blinded value to its message
}

export function toNumber(bytes: Uint8Array): bigint {
  let hex = '0x0';
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0');
  return BigInt(hex);
}

export function toBytes(number: bigint, length: number): Uint8Array {
  const hex = number.toString(16).padStart(2 * length, '0');
  return Uint8Array.from({ length }, (_, i) => parseInt(hex.slice(2 * i, 2 * i + 2), 16));
}

// base^65537 mod n, which is every issuer’s exponent
function encrypted(base: bigint, n: bigint): bigint {
  let out = base % n;
  for (let i = 0; i < 16; ++i) out = (out * out) % n;
  return (out * base) % n;
}

// null: there is none, for it shares a divisor with n.
function inverseOf(number: bigint, n: bigint): bigint | null {
  let [a, b, x, y] = [number % n, n, 1n, 0n];
  while (a !== 0n) {
    const q = b / a;
    [a, b, x, y] = [b - q * a, a, y - q * x, x];
  }
  return b === 1n ? ((y % n) + n) % n : null;
}

function mgf1(seed: Uint8Array, length: number): Uint8Array {
  const out = new Uint8Array(length);
  for (let start = 0, counter = 0; start < length; start += HASH, ++counter) {
    const block = sha384.create().update(seed).update(Uint8Array.of(0, 0, counter >> 8, counter & 0xff)).digest();
    out.set(block.subarray(0, Math.min(HASH, length - start)), start);
  }
  return out;
}

const hashOf = (message: Uint8Array, salt: Uint8Array): Uint8Array =>
  sha384.create().update(new Uint8Array(8)).update(sha384(message)).update(salt).digest();

// EMSA-PSS (RFC 8017, 9.1.1) for a modulus of `size` bytes whose highest bit is set.
export function encodePss(message: Uint8Array, salt: Uint8Array, size: number): Uint8Array {
  const masked = size - HASH - 1;
  const out = new Uint8Array(size);
  out[masked - salt.length - 1] = 1;
  out.set(salt, masked - salt.length);
  const hash = hashOf(message, salt);
  out.set(hash, masked);
  mgf1(hash, masked).forEach((byte, i) => (out[i]! ^= byte));
  out[0]! &= 0x7f;
  out[size - 1] = 0xbc;
  return out;
}

// True if `signature` is one of a message with a salt of 48 bytes.
export function verifyPss(modulus: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (signature.length !== modulus.length) return false;
  const n = toNumber(modulus), s = toNumber(signature);
  if (s >= n) return false;
  const encoded = toBytes(encrypted(s, n), modulus.length);
  const masked = modulus.length - HASH - 1;
  const mask = mgf1(encoded.subarray(masked, masked + HASH), masked);
  const salt = encoded.slice(masked - HASH, masked).map((byte, i) => byte ^ mask[masked - HASH + i]!);
  return sameBytes(encodePss(message, salt, modulus.length), encoded);
}

// Throws Refusal "blinding" where this message or factor can't be blinded, which happens to nobody.
export function blind(modulus: Uint8Array, message: Uint8Array, salt: Uint8Array, factor: Uint8Array): Blinding {
  const n = toNumber(modulus), m = toNumber(encodePss(message, salt, modulus.length)), r = toNumber(factor);
  const inverse = r > 0n && r < n ? inverseOf(r, n) : null;
  if (inverse === null || inverseOf(m, n) === null) throw new Refusal('blinding');
  return { blinded: toBytes((m * encrypted(r, n)) % n, modulus.length), inverse };
}

// The signature over `message`, verified; throws Refusal "blind-signature" if the answer isn't one to this blinding.
export function finalize(modulus: Uint8Array, message: Uint8Array, answer: Uint8Array, inverse: bigint): Uint8Array {
  if (answer.length !== modulus.length) throw new Refusal('blind-signature');
  const n = toNumber(modulus);
  const signature = toBytes((toNumber(answer) * inverse) % n, modulus.length);
  if (!verifyPss(modulus, message, signature)) throw new Refusal('blind-signature');
  return signature;
}
