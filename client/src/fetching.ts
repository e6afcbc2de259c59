// SPDX-License-Identifier: AGPL-3.0-or-later
// Fetching: every request of the signing script, without cookies and without saying where it comes from.
import { concatBytes } from '@noble/hashes/utils';
import { MAX_ENTRY_BYTES } from './entry.js';
import { Refusal } from './refusal.js';

const QUIET: RequestInit = { credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store' };
const PATIENCE = 120_000;  // ms, for an answer with all of its bytes

// What the server said no with: its sentence, in its words.
export class Denied extends Error {
  constructor(readonly status: number, readonly detail: string, readonly field: string) {
    super(detail);
  }
}

async function answerOf(path: string, options: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { ...QUIET, ...options, signal: AbortSignal.timeout?.(PATIENCE) });  // older browsers wait
  } catch {
    throw new Refusal('offline');
  }
}

// The largest thing that is ever asked for: a bundle of 256 entries, each with the two bytes of its length.
const MOST_BYTES = 256 * (2 + MAX_ENTRY_BYTES);

// Counted as they come: who never stops sending mustn't fill the memory of a telephone.
async function bodyOf(answer: Response): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = answer.body?.getReader();
  while (reader !== undefined) {
    const { done, value } = await reader.read().catch(() => {
      throw new Refusal('offline');
    });
    if (done) break;
    size += value.length;
    if (size > MOST_BYTES) {
      reader.cancel().catch(() => {});
      throw new Refusal('answer');
    }
    parts.push(value);
  }
  return concatBytes(...parts);
}

export async function fetchBytes(path: string): Promise<Uint8Array> {
  const answer = await answerOf(path, {});
  if (!answer.ok) throw new Refusal('not-served', path);
  return bodyOf(answer);
}

// Of the very bytes: nothing in it is left out, or replaced, before it is judged.
function textIn(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Refusal('answer');
  }
}

export const fetchText = async (path: string): Promise<string> => textIn(await fetchBytes(path));

// What the server answers: its members may be anything.
export interface Answer {
  [member: string]: unknown;
}

function objectOf(text: string): Answer {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Answer;
  } catch { /* said below */ }
  throw new Refusal('answer');
}

// null: it isn't a text.
export function textOf(answer: Answer, member: string): string | null {
  const value = answer[member];
  return typeof value === 'string' ? value : null;
}

// The time until which something waits, null if it doesn't.
export function untilOf(answer: Answer): Date | null {
  if (answer.until === undefined) return null;
  const until = new Date(textOf(answer, 'until') ?? NaN);
  if (Number.isNaN(until.getTime())) throw new Refusal('answer');
  return until;
}

// How many people an anonymous signature by this issuer may be of, by the server's word; null: it isn't offered.
export function peopleOf(answer: Answer, issuer: string): number | null {
  const sets: unknown[] = Array.isArray(answer.anonymous) ? answer.anonymous : [];
  const isObject = (value: unknown): value is Answer => typeof value === 'object' && value !== null;
  const set = sets.filter(isObject).find((one) => one.issuer === issuer);
  return set?.offered === true && typeof set.at_least === 'number' ? set.at_least : null;
}

// What the server says of a letter.
export const fetchObject = async (path: string): Promise<Answer> => objectOf(await fetchText(path));

// A signing call (docs/formats/signing-calls.md); its body is filled up with spaces to `size`.
export async function call(path: string, body: object, size = 0): Promise<Answer> {
  const answer = await answerOf(path, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body).padEnd(size, ' '),
  });
  if (answer.ok) return objectOf(textIn(await bodyOf(answer)));
  // A proxy in front refuses in words of its own.
  const isOurs = answer.headers.get('Content-Type')?.includes('json') === true;
  const said = isOurs ? objectOf(textIn(await bodyOf(answer))) : {};
  throw new Denied(answer.status, textOf(said, 'detail') ?? String(answer.status), textOf(said, 'field') ?? '');
}
