// SPDX-License-Identifier: AGPL-3.0-or-later
// The withdrawing page with scripts: the key file is read here and stays here. What is sent is the withdrawal that it signs,
// or the signature that still waits and is taken back.
import { call, untilOf, type Answer } from './fetching.js';
import { findStanding, type FoundStanding } from './find_standing.js';
import type { KeyFile } from './key_file.js';
import { endOfEpoch, type OwnStanding } from './own_standing.js';
import { act, api, element, explain, lang, own, say, sentence, showStep } from './page.js';
import { Refusal } from './refusal.js';
import { signStatement, withdrawStatement } from './statement.js';
import { announceTakenBack } from './taken_back.js';

// Withdrawals and signatures taken back look alike on the network.
const WITHDRAW_BYTES = 4 * 1024;
let offer: FoundStanding | null = null;

const instant = (at: Date): string =>
  new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : lang, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(at);

function show(step: 'start' | 'confirm' | 'done'): void {
  element('by-address').hidden = step !== 'start';  // one question a page
  showStep(step, ['start', 'confirm', 'done']);
}

function tell(id: string, name: string, words: { [word: string]: string } = {}): void {
  element(id).textContent = sentence(name, words)!;
}

// When an anonymous withdrawal of now would count.
async function open(): Promise<void> {
  offer = null;
  offer = await findStanding();
  const { key, standing } = offer;
  if (standing.gone !== null) return alreadyGone(standing);
  if (standing.signature === null) {
    offerToTakeBack(key);
  } else {
    const { index, mode } = standing.signature;
    tell('own-what', `what-${mode}`, { index: String(index), time: instant(endOfEpoch(standing.letter!, Date.now())) });
  }
  element('own-take').hidden = standing.signature === null;
  element('own-take-back').hidden = standing.signature !== null;
  show('confirm');
}

function alreadyGone({ gone, signature }: OwnStanding): void {
  tell('own-done-title', `title-${gone}`);
  tell('own-outcome', `gone-${gone}`, { index: String(signature!.index) });
  show('done');
}

// A signature that isn't in the record may wait in memory, if this key file can have signed without a name.
function offerToTakeBack(key: KeyFile): void {
  if (key.mode === 'named') throw new Refusal('nothing-named');
  if (key.cred === null) throw new Refusal('nothing-yet');
  tell('own-what', 'what-waits');
}

async function withdraw(): Promise<void> {
  const { key, standing } = offer!;
  const { index, mode } = standing.signature!;
  const lines = withdrawStatement(key.letter, index, key.seed);
  const send = (): Promise<Answer> => call(api('withdraw'), { entry: lines }, WITHDRAW_BYTES);
  const until = untilOf(await send());
  tell('own-done-title', 'title-received');
  if (until === null) tell('own-outcome', 'accepted');
  else tell('own-outcome', 'waiting', { time: instant(until) });
  show('done');
  offer!.watching.await(lines, until, send).then(() => {
    tell('own-done-title', 'title-withdraw');
    tell('own-outcome', `recorded-${mode}`, { index: String(index) });
    own.dataset.state = 'recorded';
  }, (error) => say(explain(error, 'withdraw'), true));
}

// The entry that waits, whole: nobody else knows it.
async function takeBack(): Promise<void> {
  const { letter, issuer, cred, seed } = offer!.key;
  const lines = signStatement(letter, issuer, cred!, seed);
  await call(api('withdraw'), { entry: lines }, WITHDRAW_BYTES);
  announceTakenBack(lines);
  tell('own-done-title', 'title-taken-back');
  tell('own-outcome', 'taken-back');
  show('done');
}

act('own-open', 'open', open);
act('own-take-back', 'take-back', takeBack);
act('own-take', 'withdraw', withdraw);
for (const button of document.querySelectorAll('[data-again]')) button.addEventListener('click', () => show('start'));
element('by-server').hidden = true;
own.hidden = false;
