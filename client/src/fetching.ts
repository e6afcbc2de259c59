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

// A signing call (docs/formats/signing-calls.md); its body is filled up with spaces to `size`.
export async function call<T>(path: string, body: object, size = 0): Promise<T> {
  const answer = await answerOf(path, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body).padEnd(size, ' '),
  });
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Denied(answer.status, String(said.detail ?? answer.status), String(said.field ?? ''));
  return said as T;
}
