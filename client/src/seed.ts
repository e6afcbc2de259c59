// SPDX-License-Identifier: AGPL-3.0-or-later
// Seed: the 32 bytes from which all that a signer needs derives (docs/formats/key-file.md).
import { ed25519 } from '@noble/curves/ed25519';
import { hkdf } from '@noble/hashes/hkdf';
import { sha256 } from '@noble/hashes/sha256';
import { toNumber } from './blind_rsa.js';
import { bytesOf } from './note.js';
import { Refusal } from './refusal.js';

const derive = (seed: Uint8Array, info: string, length: number): Uint8Array =>
  hkdf(sha256, seed, undefined, bytesOf(`ruban/v1 ${info}`), length);

export const credentialNonce = (seed: Uint8Array): Uint8Array => derive(seed, 'nonce', 32);
export const pssSalt = (seed: Uint8Array): Uint8Array => derive(seed, 'pss-salt', 48);
export const commitSalt = (seed: Uint8Array): Uint8Array => derive(seed, 'commit', 32);
export const visitSecret = (seed: Uint8Array): Uint8Array => derive(seed, 'visit', 32);
export const publicKey = (seed: Uint8Array): Uint8Array => ed25519.getPublicKey(derive(seed, 'sk', 32));
export const sign = (seed: Uint8Array, text: string): Uint8Array => ed25519.sign(bytesOf(text), derive(seed, 'sk', 32));

export function blindingFactor(seed: Uint8Array, modulus: Uint8Array): Uint8Array {
  const n = toNumber(modulus);
  for (let i = 0; i < 256; ++i) {
    const candidate = derive(seed, `blind ${i}`, modulus.length);
    const number = toNumber(candidate);
    if (number > 0n && number < n) return candidate;
  }
  throw new Refusal('blinding');
}
