// SPDX-License-Identifier: AGPL-3.0-or-later
// The page /verify: reads a proof file that was chosen or dropped, and says what it proves. It sends nothing anywhere. Every
// sentence stands in the page, in its language, as an item of #sentences; [words] in brackets are filled in here.
import { readInteger, readMinute } from './entry_lines.js';
import { valueOf } from './entry.js';
import { MAX_PROOF_BYTES } from './proof.js';
import { Refusal } from './refusal.js';
import { verifyProof, type Verdict } from './verdict.js';

type Words = Record<string, string>;

const main = element('verify'), result = element('verify-result'), policy = element('verify-policy');
// English dates as this site writes them: 21 June 2018.
const lang = document.documentElement.lang === 'en' ? 'en-GB' : document.documentElement.lang;

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no #${id}`);
  return found;
}

function sentence(name: string, words: Words = {}): string {
  const found = document.querySelector(`#sentences [data-says="${name}"]`);
  if (found === null) throw new Error(`the page has no sentence ${name}`);
  return (found.textContent ?? '').replace(/\[([a-z]+)\]/g, (all, word: string) => words[word] ?? all);
}

const number = (value: number | bigint): string => new Intl.NumberFormat(lang).format(value);

function instant(at: Date): string {
  const date = new Intl.DateTimeFormat(lang, { dateStyle: 'full', timeZone: 'UTC' }).format(at);
  const [hour, minute] = at.toISOString().slice(11, 16).split(':');
  return sentence('instant', { date, hour: hour!, minute: minute! });
}

function paragraph(text: string, css = ''): HTMLElement {
  const out = document.createElement('p');
  out.textContent = text;
  if (css !== '') out.className = css;
  return out;
}

function list(texts: string[]): HTMLElement {
  const out = document.createElement('ul');
  for (const text of texts) {
    const item = document.createElement('li');
    item.textContent = text;
    out.append(item);
  }
  return out;
}

function heading(level: 'h2' | 'h3', text: string): HTMLElement {
  const out = document.createElement(level);
  out.textContent = text;
  return out;
}

// What the entry says, in words.
function describe({ entry }: Verdict): HTMLElement[] {
  const integer = (key: string): string => number(readInteger(valueOf(entry, key)) ?? 0);
  const time = instant(readMinute(valueOf(entry, entry.type === 'sign' ? 'epoch' : 'time'))!);
  const words: Words = { time, issuer: valueOf(entry, 'issuer'), slug: valueOf(entry, 'slug') };
  for (const key of ['index', 'number', 'total', 'size', 'version']) words[key] = integer(key);
  // What entries distinguish by a word has a sentence for each word.
  const word = { sign: 'mode', takedown: 'reason', demand: 'state', end: 'state', response: 'by' }[entry.type];
  if (entry.type === 'client') words.version = valueOf(entry, 'version');
  const said = [paragraph(sentence(word ? `${entry.type}-${valueOf(entry, word)}` : entry.type, words))];
  if (entry.type === 'tally') {
    said.push(list((entry.values.get('count') ?? []).map((line) => {
      const [label, ...counts] = line.split(' ');
      const [named, anon, withdrawn, taken] = counts.map((count) => number(Number(count)));
      return sentence('count', { label: label!, named: named!, anon: anon!, withdrawn: withdrawn!, taken: taken! });
    })));
  }
  return said;
}

function assurance({ judgement }: Verdict): HTMLElement[] {
  const words: Words = {
    size: number(judgement.checkpoint.size), have: number(judgement.cosigned.length), of: number(judgement.of),
    origin: judgement.checkpoint.origin,
  };
  const name = judgement.witnessed ? 'witnessed' : judgement.asked ? 'quorum-missing' : 'committed';
  const out = [paragraph(sentence(name, words), judgement.asked && !judgement.witnessed ? 'note warn' : '')];
  if (judgement.cosigned.length > 0) {
    out.push(list(judgement.cosigned.map((one) => sentence('cosigned', { name: one.name, time: instant(one.time) }))));
  }
  return out;
}

function limits({ entry }: Verdict): HTMLElement {
  const own = ['sign', 'tally', 'issued', 'quote'].includes(entry.type) ? [sentence(`limit-${entry.type}`)] : [];
  return list([...own, sentence('limit-since'), sentence('limit-site')]);
}

function show(file: string, verdict: Verdict): void {
  const { judgement } = verdict;
  const place = sentence('place', { index: number(verdict.index), origin: judgement.checkpoint.origin, file });
  const missing = judgement.asked && !judgement.witnessed;
  const ids = [verdict.letter === '' ? '' : sentence('letter-id', { id: verdict.letter }), sentence('leaf', { id: verdict.leaf })];
  replace(missing ? 'unwitnessed' : 'proved', [
    heading('h2', sentence(missing ? 'title-unwitnessed' : 'title-proved')), paragraph(place), heading('h3', sentence('title-entry')), ...describe(verdict),
    ...ids.filter((text) => text !== '').map((text) => paragraph(text, 'small')),
    heading('h3', sentence('title-shown')), ...assurance(verdict), heading('h3', sentence('title-limits')), limits(verdict),
  ]);
}

function refuse(file: string, refusal: Refusal): void {
  replace('refused', [
    heading('h2', sentence('title-refused')),
    paragraph(sentence(`refused-${refusal.reason}`, { subject: refusal.subject, file }), 'note warn'),
    paragraph(sentence('refused-next')),
  ]);
  result.dataset.reason = refusal.reason;
}

function replace(verdict: string, children: HTMLElement[]): void {
  delete result.dataset.reason;
  result.dataset.verdict = verdict;
  result.replaceChildren(...children);
  result.hidden = false;
  result.focus();
}

async function check(file: File): Promise<void> {
  try {
    if (file.size > MAX_PROOF_BYTES) throw new Refusal('too-long');
    show(file.name, verifyProof(new Uint8Array(await file.arrayBuffer()), policy.textContent ?? ''));
  } catch (error) {
    if (!(error instanceof Refusal)) {
      replace('refused', [heading('h2', sentence('title-refused')), paragraph(sentence('unreadable'), 'note warn')]);
      throw error;
    }
    refuse(file.name, error);
  }
}

function listen(): void {
  const input = element('verify-file') as HTMLInputElement;
  input.addEventListener('change', () => {
    const file = input.files?.[0];
    if (file) void check(file);
    input.value = '';  // the same file may be chosen again
  });
  // Dropped anywhere on the page: missing the zone by a finger's breadth would open the file instead.
  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (file) void check(file);
  });
  main.hidden = false;
}

listen();
