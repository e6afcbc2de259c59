// SPDX-License-Identifier: AGPL-3.0-or-later
// The signing page with scripts: the key is made, blinded and kept in this browser, and the way of signing is chosen after
// the credential was issued, where the letter leaves a choice. What is asked and sent before that is the same for all letters.
import { fromBase64, toBase64 } from './base64.js';
import { finalize, verifyPss } from './blind_rsa.js';
import { checkLetter, modulusOf, type CheckedLetter } from './check_letter.js';
import { valueOf, type Entry } from './entry.js';
import { call, Denied, fetchObject, peopleOf, textOf, untilOf } from './fetching.js';
import { givenKey } from './given_key.js';
import { formatKeyFile, formatShortKey, type KeyFile } from './key_file.js';
import { bytesOf } from './note.js';
import { act, api, clock, element, explain, input, lang, own, place, say, sentence, showStep } from './page.js';
import { LAST_MINUTE } from './own_standing.js';
import { drawCode } from './qr.js';
import { Refusal } from './refusal.js';
import { commitSalt, visitSecret } from './seed.js';
import { formatPayload, requestCredential, signStatement, type Request } from './statement.js';
import { onTakenBack } from './taken_back.js';
import { Watching, type Found } from './watching.js';

type Step = 'start' | 'save' | 'code' | 'news' | 'choose' | 'done';

const SIGN_BYTES = 16 * 1024;
let letter: CheckedLetter | null = null;
let key: KeyFile | null = null;
const choice = document.getElementById('own-anon') !== null;  // of signing without a name
let isNew = false;  // made here, so that the record can't hold its signature yet

// #code= of an invitation's link: browsers send no server that part, and it doesn't stay in the address.
function fillCodeOfLink(): void {
  const code = new URLSearchParams(location.hash.slice(1)).get('code');
  if (code === null) return;
  input('own-invitation').value = code.slice(0, 128);
  history.replaceState(null, '', location.pathname + location.search);
}

function show(step: Step): void {
  element('own-intro').hidden = step !== 'start';  // one question a page
  element('own-read').hidden = step === 'start' || step === 'done';  // to be read again until the last click
  showStep(step, ['start', 'save', 'code', 'news', 'choose', 'done'].filter((one) => document.getElementById(`own-${one}`) !== null));
}

function offerKeyFile(): void {
  const text = formatKeyFile(key!);
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-key-file]')) {
    URL.revokeObjectURL(link.href);
    link.href = URL.createObjectURL(new Blob([text], { type: 'application/octet-stream' }));
    link.download = `${place.slug}.ruban-key`;
  }
}

const issuer = (): string =>
  document.querySelector<HTMLInputElement>('input[name="own-issuer"]:checked, input[name="own-issuer"][type="hidden"]')!.value;

const isInvited = (label: string): boolean =>
  [...document.querySelectorAll<HTMLInputElement>('input[name="own-issuer"]')]
    .some((choice) => choice.value === label && choice.dataset.invited === 'yes');

// Saving first; and below it the proof that this group takes.
function save(): void {
  const invited = isInvited(key!.issuer);
  element('own-by-code').hidden = !invited;
  element('own-by-mail').hidden = invited;
  input('own-invitation').disabled = !invited;
  input('own-email').disabled = invited;
  show('save');
}

async function checked(): Promise<CheckedLetter> {
  letter ??= await checkLetter(place, element('own-policy').textContent ?? '');
  const { texts, facts } = letter;
  element('own-checked').textContent = `${texts.get(lang) ?? [...texts.values()].join('\n')}\n${facts}`;
  return letter;
}

const requestOf = (entry: Entry, { issuer, seed }: KeyFile): Request =>
  requestCredential(modulusOf(entry, issuer), place.letter, issuer, seed);

async function begin(): Promise<void> {
  const { entry, seen } = await checked();
  const seed = crypto.getRandomValues(new Uint8Array(32));
  const label = issuer();
  const { blinding } = requestCredential(modulusOf(entry, label), place.letter, label, seed);
  key = { origin: seen.judgement.checkpoint.origin, letter: place.letter, issuer: label, seed, blinded: blinding.blinded,
    cred: null, mode: null, index: null };
  isNew = true;
  offerKeyFile();
  save();
}

async function goOn(): Promise<void> {
  const found = await givenKey();
  const { entry, seen } = await checked();
  if (found.letter !== place.letter || found.origin !== seen.judgement.checkpoint.origin) throw new Refusal('other-letter');
  const { message, blinding } = requestOf(entry, found);
  if (found.cred !== null && !verifyPss(modulusOf(entry, found.issuer), message, found.cred)) throw new Refusal('credential');
  key = { ...found, blinded: blinding.blinded };
  isNew = false;
  offerKeyFile();
  if (key.cred === null) save();
  else await choose();
}

const visit = (): string => toBase64(visitSecret(key!.seed));

async function prove(): Promise<void> {
  if (isInvited(key!.issuer)) {
    await getCredential({ invitation: input('own-invitation').value });
    return choose();
  }
  await call(api('code'), { visit: visit(), issuer: key!.issuer, email: input('own-email').value, language: lang });
  show('code');
  input('own-digits').focus();
}

async function confirm(): Promise<void> {
  const over = await call(api('confirm'), { visit: visit(), code: input('own-digits').value }).then(() => null, (error) => {
    if (error instanceof Denied && error.status === 410) return error;
    throw error;
  });
  // Over: an earlier call whose answer was lost may have used the code; whether it did, the next call tells.
  await getCredential({ visit: visit() }).catch((error) => {
    throw over !== null && error instanceof Denied ? over : error;
  });
  show('news');
}

// The wish goes with the address that was proved, never with what is signed; so it is asked for before there is anything to sign.
async function tell(): Promise<void> {
  if (input('own-updates').checked) await call(api('news'), { visit: visit() });
  await choose();
}

// `proof` of belonging: a visit whose code was typed, or an invitation.
async function getCredential(proof: { visit: string } | { invitation: string }): Promise<void> {
  const { entry } = await checked();
  const { message, blinding } = requestOf(entry, key!);
  const answer = await call(api('issue'),
    { ...proof, issuer: key!.issuer, blinded: toBase64(blinding.blinded) });
  key!.cred = finalize(modulusOf(entry, key!.issuer), message, fromBase64(textOf(answer, 'blind_sig') ?? '') ?? new Uint8Array(0), blinding.inverse);
  offerKeyFile();
}

async function choose(): Promise<void> {
  if (choice) await tellPeople();
  show('choose');
  preview();
}

// How many people an anonymous signature may be of, by the server's word.
async function tellPeople(): Promise<void> {
  const said = await fetchObject(`/api/v1/letters/${place.slug}?version=${place.version}`);
  const people = peopleOf(said, key!.issuer);
  input('own-anon').disabled = people === null;
  element('own-people').textContent = people === null ? sentence('too-few')! : sentence('people', { count: String(people) })!;
  if (key!.mode !== null) input(key!.mode === 'anon' ? 'own-anon' : 'own-named').checked = true;
  if (key!.mode === 'named') closeChoice();
}

// Whoever got a signature by name, or a part of it, knows whose key this is: it signs by name, or not at all.
function closeChoice(): void {
  input('own-anon').disabled = true;
  element('own-people').textContent = sentence('begun-by-name')!;
}

const typed = (id: string): string => input(id).value.trim().normalize('NFC');
const chosen = (): 'named' | 'anon' => (choice && input('own-anon').checked ? 'anon' : 'named');

function preview(): void {
  const named = chosen() === 'named';
  element('own-fields').hidden = !named;
  if (choice) element('own-few').hidden = named;
  const role = typed('own-role');
  element('own-line').textContent = named ? typed('own-name') + (role === '' ? '' : `, ${role}`) : sentence('line-anon')!;
}

function statement(): { lines: string; body: object } {
  const { seed, cred } = key!;
  if (key!.mode === 'anon') {
    const lines = signStatement(place.letter, key!.issuer, cred!, seed);
    return { lines, body: { entry: lines, if_few: input('own-drop').checked ? 'drop' : 'publish' } };
  }
  const comment = document.getElementById('own-comment') === null ? '' : typed('own-comment');
  const payload = formatPayload(typed('own-name'), typed('own-role'), comment);
  const lines = signStatement(place.letter, key!.issuer, cred!, seed, payload);
  return { lines, body: { entry: lines, payload: toBase64(bytesOf(payload)), salt: toBase64(commitSalt(seed)) } };
}

async function sign(): Promise<void> {
  key!.mode = chosen();
  offerKeyFile();
  if (choice && key!.mode === 'named') closeChoice();
  const { lines, body } = statement();
  const until = untilOf(await call(api('sign'), body, SIGN_BYTES));
  show('done');
  offerEntry(lines, until ?? new Date());
  element('own-outcome').textContent = until === null ? sentence('accepted')! : sentence('waiting', { time: clock(until) })!;
  const { policy, seen, index } = letter!;
  // From a place that everybody knows, and not from the signature's own.
  const watching = new Watching(policy, true, seen, isNew ? seen.record.size : index);
  let takenBack = false;
  onTakenBack(lines, () => { takenBack = true; });
  const sendAgain = async (): Promise<unknown> => {
    if (takenBack) throw new Refusal('taken-back');
    return call(api('sign'), body, SIGN_BYTES);
  };
  watching.await(lines, until, sendAgain).then(finish, (error) => say(explain(error, 'sign'), true));
}

// What shows to anybody that it is missing, once two epochs have passed.
function offerEntry(lines: string, due: Date): void {
  const minute = new Date(Math.min(Math.ceil(due.getTime() / 60_000) * 60_000, LAST_MINUTE));
  const link = element<HTMLAnchorElement>('own-entry');
  link.href = URL.createObjectURL(new Blob([`${lines}epoch ${minute.toISOString().slice(0, 16)}Z\n`], { type: 'application/octet-stream' }));
  link.download = `${place.slug}.ruban-entry`;
  const late = new Date(Math.min(minute.getTime() + 2000 * Number(valueOf(letter!.entry, 'epoch')), LAST_MINUTE));
  element('own-late').textContent = sentence('late', { time: clock(late) })!;
}

function finish({ index, entry, proof, note }: Found): void {
  key!.index = index;
  offerKeyFile();
  const receipt = ['c2sp.org/tlog-proof@v1', `extra ${toBase64(entry)}`, `index ${index}`, ...proof.map(toBase64), '', note].join('\n');
  const link = element<HTMLAnchorElement>('own-receipt');
  link.href = URL.createObjectURL(new Blob([receipt], { type: 'application/octet-stream' }));
  link.download = `${place.slug}.tlog-proof`;
  element('own-outcome').textContent = sentence(key!.mode === 'anon' ? 'recorded-anon' : 'recorded', { index: String(index) })!;
  element('own-proof').hidden = false;
  element('own-missing').hidden = true;
  own.dataset.index = String(index);
}

act('own-ask', 'check', begin);
act('own-have', 'check', goOn);
act('own-send', () => (isInvited(key!.issuer) ? 'issue' : 'code'), prove);
act('own-confirm', 'confirm', confirm);
if (document.getElementById('own-news') !== null) act('own-tell', 'news', tell);
act('own-sign', 'sign', sign);
element('own-sign').addEventListener('input', preview);
// Nothing is sent before the key was saved: who loses it can't be issued another.
const saved = (): void => {
  element<HTMLFieldSetElement>('own-address').disabled = false;
};
element('own-save-link').addEventListener('click', saved);
element('own-as-code').addEventListener('toggle', () => {
  const open = element<HTMLDetailsElement>('own-as-code').open;
  element('own-drawn').replaceChildren(...(open ? [drawCode(formatShortKey(key!), sentence('code-label')!)] : []));
  if (open) saved();
});
fillCodeOfLink();
element('by-server').hidden = true;
own.hidden = false;
