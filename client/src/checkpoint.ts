// SPDX-License-Identifier: AGPL-3.0-or-later
// Checkpoint (C2SP tlog-checkpoint, tlog-cosignature): the record's size and root, signed by its key and by witnesses.
import { fixedFromBase64 } from './base64.js';
import { verify } from './ed25519.js';
import { bytesOf, parseNote, type Note, type Signature, type VerifierKey } from './note.js';
import { asksForWitnesses, quorumMet, type Policy } from './policy.js';
import { Refusal } from './refusal.js';

export interface Checkpoint {
  origin: string;
  size: bigint;
  root: Uint8Array;
}
export interface Judgement {
  checkpoint: Checkpoint;
  cosigned: { name: string; time: Date }[];  // the policy's witnesses, each with its last time
  of: number;                                // witnesses of the policy
  asked: boolean;                            // the policy asks for a quorum
  witnessed: boolean;                        // and has it
}

// Up to the end of the year 9999, the last one that can be written.
const LAST_SECOND = 253402300799n;
const MAX_SIZE = (1n << 63n) - 1n;

function isOrigin(text: string): boolean {
  return /^[!-*,-~]{1,200}$/.test(text) && !text.includes('//') && !text.startsWith('/') && !text.endsWith('/');
}

function parseCheckpoint(body: string): Checkpoint {
  const [origin, size, root, end, ...more] = body.split('\n');
  const hash = fixedFromBase64(root ?? '', 32);
  if (end !== '' || more.length > 0 || !isOrigin(origin!) || !/^(0|[1-9][0-9]{0,18})$/.test(size!) || hash === null ||
      BigInt(size!) > MAX_SIZE) {
    throw new Refusal('checkpoint');
  }
  return { origin: origin!, size: BigInt(size!), root: hash };
}

const isOf = (line: Signature, key: VerifierKey): boolean => line.name === key.name && line.id === key.id;

function isSignedBy(note: Note, key: VerifierKey): boolean {
  const lines = note.signatures.filter((line) => isOf(line, key));
  for (const line of lines) {
    if (!verify(key.key, bytesOf(note.text), line.bytes)) throw new Refusal('wrong-signature', key.name);
  }
  return lines.length > 0;
}

// The time of a cosignature/v1.
function cosignedAt(note: Note, line: Signature, key: VerifierKey): Date {
  const wrong = new Refusal('wrong-witness', key.name);
  if (line.bytes.length !== 72) throw wrong;
  const time = new DataView(line.bytes.buffer, line.bytes.byteOffset).getBigUint64(0);
  if (time === 0n || time > LAST_SECOND) throw wrong;
  const signed = bytesOf(`cosignature/v1\ntime ${time}\n${note.text}`);
  if (!verify(key.key, signed, line.bytes.subarray(8))) throw wrong;
  return new Date(Number(time) * 1000);
}

// Opens a checkpoint by one of the policy's records. A missing quorum isn't refused: it shows in the judgement.
export function judgeCheckpoint(text: string, policy: Policy): Judgement {
  const note = parseNote(text);
  const origin = note.text.slice(0, note.text.indexOf('\n'));
  const keys = policy.logs.filter((key) => key.name === origin);
  if (keys.length === 0) throw new Refusal('other-record', isOrigin(origin) ? origin : '');
  // Each is asked, so that a wrong signature by a known key is refused beside a good one by another.
  if (!keys.map((key) => isSignedBy(note, key)).includes(true)) throw new Refusal('unknown-key', origin);
  const checkpoint = parseCheckpoint(note.text);
  const cosigned: Judgement['cosigned'] = [];
  for (const { name, key } of policy.witnesses) {
    const times = note.signatures.filter((line) => isOf(line, key)).map((line) => cosignedAt(note, line, key).getTime());
    if (times.length > 0) cosigned.push({ name, time: new Date(Math.max(...times)) });
  }
  const asked = asksForWitnesses(policy);
  const witnessed = asked && quorumMet(policy, cosigned.map((one) => one.name));
  return { checkpoint, cosigned, of: policy.witnesses.length, asked, witnessed };
}
