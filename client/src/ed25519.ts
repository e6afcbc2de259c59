// SPDX-License-Identifier: AGPL-3.0-or-later
// Ed25519 by the rule of docs/formats/record.md, which is stricter than RFC 8032, so that no two verifiers disagree: S < L, A and
// R canonical and not of small order, A in the prime-order subgroup, and encode(SB - hA) = R, byte for byte.
import { ed25519 } from '@noble/curves/ed25519';
import { sha512 } from '@noble/hashes/sha512';
import { sameBytes } from './base64.js';

const { Point } = ed25519;
const L = Point.Fn.ORDER;

function littleEndian(bytes: Uint8Array): bigint {
  let out = 0n;
  for (let i = bytes.length - 1; i >= 0; --i) out = (out << 8n) | BigInt(bytes[i]!);
  return out;
}

// null: not canonical, not on the curve, of small order, or not in the prime-order subgroup.
function readKey(key: Uint8Array) {
  try {
    const point = Point.fromHex(key);  // strict: the encoding is canonical
    return !point.isSmallOrder() && point.isTorsionFree() ? point : null;
  } catch {
    return null;
  }
}

export function isValidKey(key: Uint8Array): boolean {
  return key.length === 32 && readKey(key) !== null;
}

export function verify(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (key.length !== 32 || signature.length !== 64) return false;
  const a = readKey(key);
  const s = littleEndian(signature.subarray(32));
  if (a === null || s >= L) return false;
  const r = signature.subarray(0, 32);
  const h = littleEndian(sha512.create().update(r).update(key).update(message).digest()) % L;
  const expected = Point.BASE.multiplyUnsafe(s).subtract(a.multiplyUnsafe(h));
  // A and B lie in the prime-order subgroup, where the identity is the only point of small order.
  return !expected.is0() && sameBytes(expected.toBytes(), r);
}
