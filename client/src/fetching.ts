// SPDX-License-Identifier: AGPL-3.0-or-later
// Fetching: every request of the signing script, without cookies and without saying where it comes from.
import { Refusal } from './refusal.js';

const QUIET: RequestInit = { credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store' };

// What the server said no with: its sentence, in its words.
export class Denied extends Error {
  constructor(readonly status: number, readonly detail: string, readonly field: string) {
    super(detail);
  }
}

async function answerOf(path: string, options: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { ...QUIET, ...options });
  } catch {
    throw new Refusal('offline');
  }
}

export async function fetchBytes(path: string): Promise<Uint8Array> {
  const answer = await answerOf(path, {});
  if (!answer.ok) throw new Refusal('not-served', path);
  return new Uint8Array(await answer.arrayBuffer());
}

export const fetchText = async (path: string): Promise<string> => new TextDecoder().decode(await fetchBytes(path));

function objectOf(text: string): { [member: string]: unknown } {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as { [member: string]: unknown };
  } catch { /* said below */ }
  throw new Refusal('answer');
}

// What the server says of a letter.
export const fetchObject = async (path: string): Promise<{ [member: string]: unknown }> => objectOf(await fetchText(path));

// A signing call (docs/formats/signing-calls.md); its body is filled up with spaces to `size`.
export async function call<T>(path: string, body: object, size = 0): Promise<T> {
  const answer = await answerOf(path, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body).padEnd(size, ' '),
  });
  const text = await answer.text();
  if (answer.ok) return objectOf(text) as T;
  // A proxy in front refuses in words of its own.
  const said = answer.headers.get('Content-Type')?.includes('json') ? objectOf(text) : {};
  throw new Denied(answer.status, String(said.detail ?? answer.status), String(said.field ?? ''));
}
