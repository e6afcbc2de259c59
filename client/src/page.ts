// SPDX-License-Identifier: AGPL-3.0-or-later
// What the pages of signing and of withdrawing share. Every sentence stands in the page, as an item of #sentences; [words] are
// filled in here.
import { toBase64 } from './base64.js';
import { Denied } from './fetching.js';
import { Refusal } from './refusal.js';

export const own = element('own');
export const place = { slug: own.dataset.slug!, version: Number(own.dataset.version), letter: idOfLink() ?? own.dataset.letter! };
export const api = (name: string): string => `/api/v1/letters/${place.slug}/${name}?version=${place.version}`;
export const lang = document.documentElement.lang;

export function element<T extends HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no #${id}`);
  return found as T;
}
export const input = (id: string): HTMLInputElement => element<HTMLInputElement>(id);

export function sentence(name: string, words: { [word: string]: string } = {}): string | null {
  const found = document.querySelector(`#sentences [data-says="${name}"]`);
  return found === null ? null : (found.textContent ?? '').replace(/\[([a-z]+)\]/g, (all, word: string) => words[word] ?? all);
}

// ?id=HEX of a link that somebody trusted has sent; one that was garbled means no letter at all.
function idOfLink(): string | null {
  const hex = new URLSearchParams(location.search).get('id');
  if (hex === null) return null;
  return /^[0-9a-f]{64}$/.test(hex) ? toBase64(Uint8Array.from(hex.match(/../g)!, (two) => parseInt(two, 16))) : '';
}

export const clock = (at: Date): string =>
  new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : lang, { timeStyle: 'short', timeZone: 'UTC' }).format(at);

export function say(text: string, warn = false): void {
  const status = element('own-status');
  status.textContent = text;
  status.className = warn ? 'note warn' : 'note';
  status.hidden = text === '';
  if (warn) status.focus();
}

// One of the page's steps, and none of the others.
export function showStep(step: string, steps: string[]): void {
  for (const other of steps) element(`own-${other}`).hidden = other !== step;
  say('');
  element(`own-${step}`).querySelector<HTMLElement>('h2')?.focus();
}

// What went wrong, in the page's words where it has them.
export function explain(error: unknown, step: string): string {
  if (error instanceof Denied) {
    return sentence(`denied-${step}-${error.status}`) ?? sentence(`denied-${error.status}`) ?? sentence('denied', { detail: error.detail })!;
  }
  if (error instanceof Refusal) return sentence(`refused-${error.reason}`, { subject: error.subject }) ?? sentence('refused', { reason: error.reason })!;
  console.error(error);  // a fault of ours: the visitor is told, and nothing is left standing half way
  return sentence('refused-answer')!;
}

// Runs `work` once at a time; what it throws is said, and nothing is lost.
export function act(form: string, step: string | (() => string), work: () => Promise<void>): void {
  element(form).addEventListener('submit', (event) => {
    event.preventDefault();
    if (own.getAttribute('aria-busy') === 'true') return;
    own.setAttribute('aria-busy', 'true');
    say(sentence('busy')!);
    const name = typeof step === 'string' ? step : step();
    work().catch((error) => say(explain(error, name), true)).finally(() => own.setAttribute('aria-busy', 'false'));
  });
}
