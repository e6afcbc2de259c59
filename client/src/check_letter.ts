// SPDX-License-Identifier: AGPL-3.0-or-later
// Checks a letter against the record before anything is blinded for it, so that no reader can be given a letter or an
// issuer's key of their own (docs/formats/signing-calls.md, "What a program checks before it blinds").
import { sha256 } from '@noble/hashes/sha256';
import { fromBase64, toBase64, toHex } from './base64.js';
import { toNumber } from './blind_rsa.js';
import { judgeCheckpoint, type Judgement } from './checkpoint.js';
import { parseEntry, valueOf, type Entry } from './entry.js';
import { fetchBytes, fetchObject, fetchText } from './fetching.js';
import { leafHash } from './merkle.js';
import { bytesOf } from './note.js';
import { parsePolicy, type Policy } from './policy.js';
import { Record } from './record.js';
import { Refusal } from './refusal.js';

export interface Seen {
  note: string;  // the signed checkpoint
  judgement: Judgement;
  record: Record;
}
export interface Place {
  slug: string;
  version: number;
  letter: string;  // letter-id in base64: of the page, or of the link that led here
}
export interface CheckedLetter {
  place: Place;
  index: number;
  entry: Entry;
  policy: Policy;
  seen: Seen;
}

const HOUR = 3600 * 1000;
const SMALLEST_DIVISOR = 65536;

// The record as it is published now, under a key of the policy and with the quorum that it asks for.
export async function seeRecord(policy: Policy): Promise<Seen> {
  const note = await fetchText('/log/checkpoint');
  const judgement = judgeCheckpoint(note, policy);
  const fresh = judgement.cosigned.filter((one) => Math.abs(Date.now() - one.time.getTime()) < HOUR);
  if (judgement.asked && (!judgement.witnessed || fresh.length === 0)) throw new Refusal('no-quorum');
  return { note, judgement, record: new Record(Number(judgement.checkpoint.size), judgement.checkpoint.root) };
}

// Of the SubjectPublicKeyInfo that stands in the entry, whose form parseEntry() has checked.
export function modulusOf(entry: Entry, label: string): Uint8Array {
  const line = entry.values.get('issuer')?.map((text) => text.split(' ')).find(([name]) => name === label);
  const spki = line === undefined ? null : fromBase64(line[2]!);
  if (spki === null) throw new Refusal('issuer-key');
  const modulus = spki.slice(33, spki.length - 5);
  const n = toNumber(modulus);
  for (let divisor = 3n; divisor < SMALLEST_DIVISOR; divisor += 2n) {
    if (n % divisor === 0n) throw new Refusal('issuer-key');
  }
  return modulus;
}

const isOf = (entry: Entry | null, place: Place): boolean =>
  entry?.type === 'letter' && valueOf(entry, 'slug') === place.slug && valueOf(entry, 'version') === String(place.version);

// Every entry before the letter's, in whole bundles: none has its name.
async function refuseSecond(record: Record, index: number, place: Place): Promise<Uint8Array> {
  for (let n = 0; ; ++n) {
    const bundle = await record.bundle(n);
    for (let i = 0; i < bundle.length; ++i) {
      if (n * 256 + i === index) return bundle[i]!;
      if (isOf(parseEntry(bundle[i]!), place)) throw new Refusal('second-letter');
    }
  }
}

async function textHash(paths: string[]): Promise<string> {
  const files = await Promise.all(paths.map(async (path) => ({ name: path.split('/').pop()!, bytes: await fetchBytes(path) })));
  files.sort((a, b) => (a.name < b.name ? -1 : 1));
  return toBase64(sha256(bytesOf(files.map((file) => `${toHex(sha256(file.bytes))}  ${file.name}\n`).join(''))));
}

// Throws why nothing may be blinded for it.
export async function checkLetter(place: Place, policyText: string): Promise<CheckedLetter> {
  const policy = parsePolicy(policyText);
  const seen = await seeRecord(policy);
  const said = await fetchObject(`/api/v1/letters/${place.slug}?version=${place.version}`);
  const index = Number(said.index);
  if (!Number.isSafeInteger(index) || index < 0 || index >= seen.record.size) throw new Refusal('letter-entry');
  const bytes = await refuseSecond(seen.record, index, place);
  const entry = parseEntry(bytes);
  if (entry === null || !isOf(entry, place) || toBase64(leafHash(bytes)) !== place.letter) throw new Refusal('letter-entry');
  await seen.record.prove(index, bytes);
  const files = said.files;
  if (!Array.isArray(files) || !files.every((path) => typeof path === 'string')) throw new Refusal('answer');
  if (await textHash(files) !== valueOf(entry, 'text-sha256')) throw new Refusal('letter-text');
  return { place, index, entry, policy, seen };
}
