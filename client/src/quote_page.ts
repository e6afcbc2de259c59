// SPDX-License-Identifier: AGPL-3.0-or-later
// The page on which a signatory leaves a statement for the press: the key file is read here and stays here. What is sent is the
// statement and what the key signs of it.
import { toBase64 } from './base64.js';
import { call } from './fetching.js';
import { findStanding, type FoundStanding } from './find_standing.js';
import { bytesOf } from './note.js';
import { act, api, element, own, sentence, showStep } from './page.js';
import { Refusal } from './refusal.js';
import { formatQuote, quoteStatement } from './statement.js';

const QUOTE_BYTES = 16 * 1024;  // as long as a signature on the network
const STEPS = ['start', 'say', 'done'];
let found: FoundStanding | null = null;
let committed = { words: '', salt: new Uint8Array(0) };  // the same again after an answer that was lost

async function open(): Promise<void> {
  found = null;
  const offer = await findStanding();
  const { signature, gone } = offer.standing;
  if (signature === null) throw new Refusal('nothing-yet');
  if (gone !== null) throw new Refusal('not-standing');
  found = offer;
  element('own-tied').textContent = sentence(`tied-${signature.mode}`, { index: String(signature.index) })!;
  showStep('say', STEPS);
}

// As the organisers will read it.
function said(): string {
  const lines = element<HTMLTextAreaElement>('own-words').value.normalize('NFC').split('\n')
    .map((line) => line.replace(/\s+/gu, ' ').trim());
  return lines.join('\n').replace(/\n{3,}/g, '\n\n').replace(/^\n+|\n+$/g, '');
}

async function leave(): Promise<void> {
  const words = said();
  if (words === '') throw new Refusal('no-words');
  const { key, standing } = found!;
  if (committed.words !== words) committed = { words, salt: crypto.getRandomValues(new Uint8Array(32)) };
  const { salt } = committed;
  const payload = formatQuote(words);
  await call(api('quote'), {
    entry: quoteStatement(key.letter, standing.signature!.index, key.seed, salt, payload),
    payload: toBase64(bytesOf(payload)),
    salt: toBase64(salt),
  }, QUOTE_BYTES);
  element('own-said').textContent = words;
  showStep('done', STEPS);
}

act('own-open', 'open', open);
act('own-leave', 'quote', leave);
own.hidden = false;
