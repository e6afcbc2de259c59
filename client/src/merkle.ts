// SPDX-License-Identifier: AGPL-3.0-or-later
// Merkle tree hashing, inclusion and consistency proofs (RFC 9162, sections 2.1.3.2 and 2.1.4.2; the tree is that of RFC 6962).
import { sha256 } from '@noble/hashes/sha256';
import { sameBytes } from './base64.js';
import { Refusal } from './refusal.js';

export function leafHash(entry: Uint8Array): Uint8Array {
  return sha256.create().update(Uint8Array.of(0)).update(entry).digest();
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256.create().update(Uint8Array.of(1)).update(left).update(right).digest();
}

// Throws why the leaf isn't at `index` under `root`.
export function checkInclusion(index: bigint, size: bigint, leaf: Uint8Array, proof: Uint8Array[], root: Uint8Array): void {
  if (index >= size) throw new Refusal('beyond');
  let fn = index, sn = size - 1n, hash = leaf;
  for (const sibling of proof) {
    if (sn === 0n) throw new Refusal('extra-hashes');
    if ((fn & 1n) === 1n || fn === sn) {
      hash = nodeHash(sibling, hash);
      while ((fn & 1n) === 0n && fn !== 0n) {
        fn >>= 1n;
        sn >>= 1n;
      }
    } else {
      hash = nodeHash(hash, sibling);
    }
    fn >>= 1n;
    sn >>= 1n;
  }
  if (sn !== 0n) throw new Refusal('missing-hashes');
  if (!sameBytes(hash, root)) throw new Refusal('not-included');
}

// The roots of the trees of `before` and of `size` leaves, 0 < before < size, that a consistency proof stands for. Its first hash is
// always there, also where RFC 9162 leaves it out because it is the earlier root. null: too few hashes, or too many.
export function consistencyRoots(before: bigint, size: bigint, proof: Uint8Array[]): [Uint8Array, Uint8Array] | null {
  const [start, ...rest] = proof;
  if (start === undefined) return null;
  let fn = before - 1n, sn = size - 1n, old = start, now = start;
  const up = (): void => {
    fn >>= 1n;
    sn >>= 1n;
  };
  while ((fn & 1n) === 1n) up();
  for (const sibling of rest) {
    if (sn === 0n) return null;
    if ((fn & 1n) === 1n || fn === sn) {
      old = nodeHash(sibling, old);
      now = nodeHash(sibling, now);
      while ((fn & 1n) === 0n && fn !== 0n) up();
    } else {
      now = nodeHash(now, sibling);
    }
    up();
  }
  return sn === 0n ? [old, now] : null;
}
