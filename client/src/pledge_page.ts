// SPDX-License-Identifier: AGPL-3.0-or-later
// The page of a letter's pledge: the key file of a signature is read here and stays here. What is sent is that its signatory has done
// what the letter pledges, signed by it.
import { call } from './fetching.js';
import { findStanding, type FoundStanding } from './find_standing.js';
import { act, api, element, explain, own, say, sentence, showStep } from './page.js';
import { Refusal } from './refusal.js';
import { keptStatement } from './statement.js';

const KEPT_BYTES = 4 * 1024;  // as long as a withdrawal on the network
const STEPS = ['start', 'confirm', 'done'];
let found: FoundStanding | null = null;

function tell(id: string, name: string, words: { [word: string]: string } = {}): void {
  element(id).textContent = sentence(name, words)!;
}

async function open(): Promise<void> {
  found = null;
  const offer = await findStanding();
  const { signature, gone, kept } = offer.standing;
  if (signature === null) throw new Refusal('nothing-yet');
  if (gone !== null) throw new Refusal('not-standing');
  if (signature.mode === 'anon') throw new Refusal('no-name');
  if (kept !== null) return recorded('title-before', kept);
  found = offer;
  tell('own-what', 'what', { index: String(signature.index) });
  showStep('confirm', STEPS);
}

function recorded(title: string, entry: number): void {
  tell('own-done-title', title);
  tell('own-outcome', 'recorded', { entry: String(entry) });
  own.dataset.state = 'recorded';
  showStep('done', STEPS);
}

async function keep(): Promise<void> {
  const { key, standing, watching } = found!;
  const lines = keptStatement(key.letter, standing.signature!.index, key.seed);
  const send = (): Promise<unknown> => call(api('kept'), { entry: lines }, KEPT_BYTES);
  await send();
  tell('own-done-title', 'title-received');
  tell('own-outcome', 'accepted');
  showStep('done', STEPS);
  watching.await(lines, null, send).then(({ index }) => recorded('title-kept', index), (error) => say(explain(error, 'kept'), true));
}

act('own-open', 'open', open);
act('own-keep', 'kept', keep);
for (const button of document.querySelectorAll('[data-again]')) button.addEventListener('click', () => showStep('start', STEPS));
element('by-server').hidden = true;
own.hidden = false;
