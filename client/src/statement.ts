// SPDX-License-Identifier: AGPL-3.0-or-later
// Statement: what a signer says with the key of a signature; an entry but for its last line, which the server adds.
import { sha256 } from '@noble/hashes/sha256';
import { fromBase64, toBase64 } from './base64.js';
import * as rsa from './blind_rsa.js';
import { bytesOf } from './note.js';
import * as seeds from './seed.js';

export interface Request {
  message: Uint8Array;  // what the credential will sign
  blinding: rsa.Blinding;
}

function concat(...parts: Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

// docs/formats/credential.md. The same request for the same seed.
export function requestCredential(modulus: Uint8Array, letter: string, issuer: string, seed: Uint8Array): Request {
  const message = concat(seeds.credentialNonce(seed), bytesOf('ruban/v1 credential\n'), fromBase64(letter)!,
    Uint8Array.of(issuer.length), bytesOf(issuer), seeds.publicKey(seed));
  const factor = seeds.blindingFactor(seed, modulus);
  return { message, blinding: rsa.blind(modulus, message, seeds.pssSalt(seed), factor) };
}

// The text of a named signature (docs/formats/payload.md). Empty role and comment are left out.
export function formatPayload(name: string, role: string, comment: string): string {
  const lines = ['ruban payload v1', `name ${name}`];
  if (role !== '') lines.push(`role ${role}`);
  if (comment !== '') lines.push(...comment.split('\n').map((line) => `comment ${line}`));
  return `${lines.join('\n')}\n`;
}

const commitment = (salt: Uint8Array, payload: string): Uint8Array =>
  sha256(concat(bytesOf('ruban/v1 commit\n'), salt, bytesOf(payload)));

const signed = (seed: Uint8Array, lines: string): string => `${lines}sig ${toBase64(seeds.sign(seed, lines))}\n`;

// Anonymous without a payload.
export function signStatement(letter: string, issuer: string, cred: Uint8Array, seed: Uint8Array, payload?: string): string {
  const commit = payload === undefined ? '-' : toBase64(commitment(seeds.commitSalt(seed), payload));
  return signed(seed, `ruban/v1 sign\nletter ${letter}\nmode ${payload === undefined ? 'anon' : 'named'}\nvia client\n` +
    `issuer ${issuer}\ncred ${toBase64(cred)}\nkey ${toBase64(seeds.publicKey(seed))}\n` +
    `cred-nonce ${toBase64(seeds.credentialNonce(seed))}\ncommit ${commit}\n`);
}

export function withdrawStatement(letter: string, index: number, seed: Uint8Array): string {
  return signed(seed, `ruban/v1 withdraw\nletter ${letter}\nindex ${index}\nkey ${toBase64(seeds.publicKey(seed))}\n`);
}

// "I have done what the letter pledges."
export function keptStatement(letter: string, index: number, seed: Uint8Array): string {
  return signed(seed, `ruban/v1 kept\nletter ${letter}\nindex ${index}\nkey ${toBase64(seeds.publicKey(seed))}\n`);
}

// The text of a statement for the press (docs/formats/payload.md); lines are parted by LF.
export const formatQuote = (said: string): string => `ruban quote v1\n${said.split('\n').map((line) => `quote ${line}\n`).join('')}`;

export function quoteStatement(letter: string, index: number, seed: Uint8Array, salt: Uint8Array, payload: string): string {
  return signed(seed, `ruban/v1 quote\nletter ${letter}\nindex ${index}\nkey ${toBase64(seeds.publicKey(seed))}\n` +
    `commit ${toBase64(commitment(salt, payload))}\n`);
}
