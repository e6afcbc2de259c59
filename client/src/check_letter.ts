// SPDX-License-Identifier: AGPL-3.0-or-later
// Checks a letter against the record before anything is blinded for it, so that no reader can be given a letter or an
// issuer's key of their own (docs/formats/signing-calls.md, "What a program checks before it blinds").
import { sha256 } from '@noble/hashes/sha256';
import { fromBase64, toBase64, toHex } from './base64.js';
import { toNumber } from './blind_rsa.js';
import { judgeCheckpoint, type Judgement } from './checkpoint.js';
import { parseEntry, valueOf, type Entry } from './entry.js';
import { fetchBytes, fetchObject, fetchText } from './fetching.js';
import { findPolicy } from './letter_policy.js';
import { leafHash } from './merkle.js';
import { bytesOf } from './note.js';
import { parsePolicy, quorumMet, type Policy } from './policy.js';
import { Record } from './record.js';
import { Refusal, type Reason } from './refusal.js';

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
  texts: Map<string, string>;  // by language: what was checked, to be shown before anything is blinded
  facts: string;  // letter.toml: title, recipient, demands, pledge
}

const HOUR = 3600 * 1000;
const SMALLEST_DIVISOR = 65536n;

// Whether the policy asks for no quorum, or its quorum has cosigned within the hour.
function freshlyWitnessed(judgement: Judgement, policy: Policy): boolean {
  const fresh = judgement.cosigned.filter((one) => Math.abs(Date.now() - one.time.getTime()) < HOUR);
  return !judgement.asked || quorumMet(policy, fresh.map((one) => one.name));
}

// The record as it is published now, under a key of the policy. Who only withdraws needs no quorum.
export async function seeRecord(policy: Policy, needsQuorum = true): Promise<Seen> {
  const note = await fetchText('/log/checkpoint');
  const judgement = judgeCheckpoint(note, policy);
  if (needsQuorum && !freshlyWitnessed(judgement, policy)) throw new Refusal('no-quorum');
  const size = Number(judgement.checkpoint.size);
  if (!Number.isSafeInteger(size)) throw new Refusal('checkpoint');  // rounded, it would be another record's
  return { note, judgement, record: new Record(size, judgement.checkpoint.root) };
}

// Of the SubjectPublicKeyInfo that stands in the entry, whose form parseEntry() has checked: size, exponent, an odd modulus.
export function modulusOf(entry: Entry, label: string): Uint8Array {
  const line = entry.values.get('issuer')?.map((text) => text.split(' ')).find(([name]) => name === label);
  const spki = line === undefined ? null : fromBase64(line[2]!);
  if (spki === null) throw new Refusal('issuer-key');
  return spki.slice(33, spki.length - 5);
}

// Of all issuers of the letter: one weak key among them is a letter that nobody should sign.
export function checkIssuerKeys(entry: Entry): void {
  for (const line of entry.values.get('issuer') ?? []) {
    const n = toNumber(modulusOf(entry, line.split(' ')[0]!));
    for (let divisor = 3n; divisor < SMALLEST_DIVISOR; divisor += 2n) {
      if (n % divisor === 0n) throw new Refusal('issuer-key');
    }
  }
}

const issuerKeys = (entry: Entry): string[] => entry.values.get('issuer')!.map((line) => line.split(' ')[2]!);

// The letters of a record by its rules (docs/formats/record.md): a void one takes neither a name nor a key.
class Letters {
  private readonly versions = new Set<string>();
  private readonly keys = new Set<string>();
  private readonly slugs = new Map<string, string>();  // of letter-ids in base64

  // Why it is void; null: it is valid.
  add(entry: Entry, id: string): Reason | null {
    const slug = valueOf(entry, 'slug'), follows = valueOf(entry, 'follows');
    const version = `${slug} ${valueOf(entry, 'version')}`;
    if (this.versions.has(version)) return 'second-letter';
    if (issuerKeys(entry).some((key) => this.keys.has(key))) return 'issuer-key';
    if (follows !== '-' && this.slugs.get(follows) !== slug) return 'letter-entry';
    this.versions.add(version);
    issuerKeys(entry).forEach((key) => this.keys.add(key));
    this.slugs.set(id, slug);
    return null;
  }
}

const isOf = (entry: Entry, place: Place): boolean =>
  valueOf(entry, 'slug') === place.slug && valueOf(entry, 'version') === String(place.version);

// The letter's entry. Every one before it is read, in whole bundles.
async function readLetter(record: Record, index: number, place: Place): Promise<Uint8Array> {
  const letters = new Letters();
  let letter: Uint8Array | null = null;
  let fault: Reason | null = 'letter-entry';
  await record.read(0, index + 1, (bytes, at) => {
    const entry = parseEntry(bytes);
    if (entry?.type !== 'letter') return;
    const found = letters.add(entry, toBase64(leafHash(bytes)));
    if (at === index && isOf(entry, place)) [letter, fault] = [bytes, found];
  });
  if (letter === null || fault !== null) throw new Refusal(fault ?? 'letter-entry');
  return letter;
}

const MOST_FILES = 32;  // of a letter's folder (docs/formats/letter-folder.md)

interface TextFile {
  name: string;
  bytes: Uint8Array;
}

// Of this letter's folder and no other place. It has each name once, and none that could be taken for two lines of the list
// that is hashed.
async function fetchFiles({ slug, version }: Place, paths: string[]): Promise<TextFile[]> {
  const folder = `/letters/${slug}/v${version}/files/`;
  const isFile = (path: string): boolean => path.startsWith(folder) && /^[a-z0-9-]+\.(toml|md)$/.test(path.slice(folder.length));
  if (paths.length > MOST_FILES || new Set(paths).size !== paths.length || !paths.every(isFile)) throw new Refusal('letter-text');
  const files = await Promise.all(paths.map(async (path) => ({ name: path.split('/').pop()!, bytes: await fetchBytes(path) })));
  return files.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function textsOf(files: TextFile[]): Map<string, string> {
  const written = files.filter((file) => file.name.endsWith('.md'));
  return new Map(written.map((file) => [file.name.slice(0, -'.md'.length), new TextDecoder().decode(file.bytes)]));
}

const textOfFile = (files: TextFile[], name: string): string =>
  new TextDecoder().decode(files.find((file) => file.name === name)?.bytes ?? new Uint8Array(0));

const textHash = (files: TextFile[]): string =>
  toBase64(sha256(bytesOf(files.map((file) => `${toHex(sha256(file.bytes))}  ${file.name}\n`).join(''))));

// The quorum of the letter's own policy, if it has one.
function checkOwnWitnesses(entry: Entry, files: TextFile[], policy: Policy, seen: Seen): void {
  const hash = valueOf(entry, 'witness-policy-sha256');
  if (hash === '-') return;
  const toml = files.find((file) => file.name === 'letter.toml');
  const text = toml === undefined ? null : findPolicy(new TextDecoder().decode(toml.bytes), hash);
  if (text === null) throw new Refusal('letter-policy');
  const asked = { ...parsePolicy(text), logs: policy.logs };  // by whom the record is signed was judged before
  if (!freshlyWitnessed(judgeCheckpoint(seen.note, asked), asked)) throw new Refusal('no-quorum');
}

// Throws why nothing may be blinded for it.
export async function checkLetter(place: Place, policyText: string): Promise<CheckedLetter> {
  const policy = parsePolicy(policyText);
  const seen = await seeRecord(policy);
  const said = await fetchObject(`/api/v1/letters/${place.slug}?version=${place.version}`);
  const { index } = said;
  if (typeof index !== 'number' || !Number.isSafeInteger(index) || index < 0 || index >= seen.record.size) throw new Refusal('letter-entry');
  const bytes = await readLetter(seen.record, index, place);
  if (toBase64(leafHash(bytes)) !== place.letter) throw new Refusal('letter-entry');
  const entry = parseEntry(bytes)!;
  checkIssuerKeys(entry);
  if (!Array.isArray(said.files) || !said.files.every((path) => typeof path === 'string')) throw new Refusal('answer');
  const files = await fetchFiles(place, said.files);
  if (textHash(files) !== valueOf(entry, 'text-sha256')) throw new Refusal('letter-text');
  checkOwnWitnesses(entry, files, policy, seen);
  return { place, index, entry, policy, seen, texts: textsOf(files), facts: textOfFile(files, 'letter.toml') };
}
