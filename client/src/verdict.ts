// SPDX-License-Identifier: AGPL-3.0-or-later
// Verdict: what a proof file shows under a policy.
import { fromBase64, toHex } from './base64.js';
import { judgeCheckpoint, type Judgement } from './checkpoint.js';
import { parseEntry, signedByItsKey, valueOf, type Entry } from './entry.js';
import { checkInclusion, leafHash } from './merkle.js';
import { parsePolicy } from './policy.js';
import { parseProof } from './proof.js';
import { Refusal } from './refusal.js';

export interface Verdict {
  index: bigint;
  judgement: Judgement;
  entry: Entry;
  letter: string;  // the letter's id in hex; empty for an entry of none
  leaf: string;    // the entry's leaf hash in hex
}

// Throws a Refusal.
export function verifyProof(file: Uint8Array, policyText: string): Verdict {
  const policy = parsePolicy(policyText);
  const proof = parseProof(file);
  const judgement = judgeCheckpoint(proof.checkpoint, policy);
  const leaf = leafHash(proof.extra);
  checkInclusion(proof.index, judgement.checkpoint.size, leaf, proof.hashes, judgement.checkpoint.root);
  const entry = parseEntry(proof.extra);
  if (entry === null) throw new Refusal('entry');
  if (!signedByItsKey(entry, proof.extra)) throw new Refusal('entry-signature');
  const letter = entry.type === 'letter' ? toHex(leaf) : letterOf(entry);
  return { index: proof.index, judgement, entry, letter, leaf: toHex(leaf) };
}

function letterOf(entry: Entry): string {
  const id = valueOf(entry, 'letter');
  return id === '' ? '' : toHex(fromBase64(id)!);
}
