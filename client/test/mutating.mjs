// SPDX-License-Identifier: AGPL-3.0-or-later
// Faults for valid files, written as recipes that fast-check draws, and makes shorter where one has found something. The same
// ones in each run; RUBAN_FUZZ_SECONDS=n draws others for n seconds a property, RUBAN_FUZZ_SEED=n those of a run that is to be repeated.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { client } from './world.mjs';

const SECONDS = Number(process.env.RUBAN_FUZZ_SECONDS ?? 0);
export const SEED = Number(process.env.RUBAN_FUZZ_SEED ?? (SECONDS > 0 ? Date.now() % 2 ** 31 : 20180621));

const LATIN = 'latin1';  // one character for each byte
const LONGEST = 1 << 21;  // characters that repeated lines may come to: Node's regular expressions, used below, give up on a line of 10 MB
const utf8 = (text) => Buffer.from(text).toString(LATIN);
const TOKENS = ['\r\n', '\r', '\n', '\n\n', '\0', '\t', ' ', '  ', '+', '-', '/', '//', '=', '==', '"', "'''", '"""', '\\', '\x7f', '\xff', '\xc0\x80',
  '\xed\xa0\x80', '\xef\xbb\xbf', ...['\u2014 ', '\u0085', '\u00a0', '\u2028', '\u3000', '\u{1f58b}'].map(utf8), '0', '00', '-1', '1e3', '0x1',
  '2147483648', '9007199254740991', '9007199254740992', '9223372036854775807', '9223372036854775808', '18446744073709551616', '9'.repeat(400),
  'none', 'all', 'any', 'A', '====', '__proto__', 'constructor', 'ruban/v1 ', 'extra ', 'index 0\n', 'AAAA\n', 'group g 1 w0\n', 'quorum none\n'];

const at = fc.nat(2 ** 31 - 1);  // a place, modulo what there is
const some = fc.nat(40);
const op = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(fc.constant('flip'), at, fc.nat(7)) },
  { weight: 3, arbitrary: fc.tuple(fc.constant('put'), at, fc.constantFrom(...TOKENS)) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('over'), at, fc.constantFrom(...TOKENS)) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('delete'), at, some) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('double'), at, some) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('number'), at, fc.constantFrom(...TOKENS)) },
  { weight: 3, arbitrary: fc.tuple(fc.constant('base64'), at, fc.nat(6)) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('swap lines'), at, at) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('drop line'), at) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('line again'), at, fc.constantFrom(1, 1, 1, 2, 7, 8, 63, 64, 65)) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('graft'), at, at, fc.nat(15)) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('cut'), at) },
  { weight: 1, arbitrary: fc.constant(['windows']) },
);
// Long ones are rare: each takes as long as a hundred others.
const long = fc.oneof(fc.tuple(fc.constant('line again'), at, fc.constantFrom(1000, 10_000)),
  fc.tuple(fc.constant('fill'), at, fc.constantFrom(...TOKENS), fc.constantFrom(70_000, 300_000, 1 << 20)));
const ops = fc.oneof({ weight: 60, arbitrary: fc.array(op, { maxLength: 4 }) }, { weight: 1, arbitrary: fc.tuple(long) });

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
function otherBase64(text, how) {
  const bare = text.replace(/=+$/, '');
  const last = ALPHABET.indexOf(bare.at(-1));
  return [`${bare.slice(0, -1)}${ALPHABET[last ^ 1]}${text.slice(bare.length)}`, bare, `${text}=`, text.slice(4), `AAAA${text}`,
    text.replace(/[+/]/g, (c) => (c === '+' ? '-' : '_')), Buffer.alloc(32).toString('base64')][how];
}

function replaceOne(text, pattern, place, by) {
  const found = [...text.matchAll(pattern)];
  if (found.length === 0) return text;
  const one = found[place % found.length];
  return text.slice(0, one.index) + by(one[0]) + text.slice(one.index + one[0].length);
}

function changed(text, [what, first, second, third], others) {
  const place = text === '' ? 0 : first % (text.length + 1);
  const lines = () => text.split(/(?<=\n)/);
  if (what === 'flip') return text.slice(0, place) + (place < text.length ? String.fromCharCode(text.charCodeAt(place) ^ (1 << second)) : '') + text.slice(place + 1);
  if (what === 'put') return text.slice(0, place) + second + text.slice(place);
  if (what === 'over') return text.slice(0, place) + second + text.slice(place + second.length);
  if (what === 'delete') return text.slice(0, place) + text.slice(place + second);
  if (what === 'double') return text.slice(0, place + second) + text.slice(place);
  if (what === 'number') return replaceOne(text, /\b\d+\b/g, first, () => second);
  if (what === 'base64') return replaceOne(text, /[A-Za-z0-9+/]{8,}=*/g, first, (found) => otherBase64(found, second));
  if (what === 'cut') return text.slice(0, place);
  if (what === 'fill') return text.slice(0, place) + second.repeat(Math.ceil(third / second.length)) + text.slice(place);
  if (what === 'windows') return text.replaceAll('\n', '\r\n');
  const all = lines(), i = first % all.length;
  if (what === 'swap lines') {
    const j = second % all.length;
    [all[i], all[j]] = [all[j], all[i]];
  } else if (what === 'drop line') {
    all.splice(i, 1);
  } else if (what === 'line again') {
    all.splice(i, 0, ...Array(Math.min(second, Math.floor(LONGEST / (text.length + 1)))).fill(all[i]));
  } else if (what === 'graft') {  // a line of another file
    const other = others[second % others.length].split(/(?<=\n)/);
    all.splice(i, third % 2, other[third % other.length]);
  } else {
    assert.fail(what);
  }
  return all.join('');
}

const asLatin = (file) => (typeof file === 'string' ? utf8(file) : Buffer.from(file).toString(LATIN));

// A recipe for one of these files, and what is made by it.
export const recipeFor = (files) => fc.record({ file: fc.nat(files.length - 1), ops });
export function made(files, { file, ops: recipe }) {
  const others = files.map(asLatin);
  return Buffer.from(recipe.reduce((text, one) => changed(text, one, others), others[file]), LATIN);
}
// As pages get it, that read text; a lone half of a pair can't come in UTF-8, but in an object's text.
export const textRecipeFor = (files) => fc.record({ file: fc.nat(files.length - 1), ops, lone: fc.oneof({ weight: 15, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: at }) });
export function madeText(files, recipe) {
  const text = made(files, recipe).toString();
  if (recipe.lone === null) return text;
  const place = recipe.lone % (text.length + 1);
  return `${text.slice(0, place)}${recipe.lone % 2 === 0 ? '\ud800' : '\udc00'}${text.slice(place)}`;
}

// `property` holds for as many as `runs` draws, and both of what it may answer, accepted (true) and refused (false), was seen.
export async function holds(t, arbitrary, property, { runs = 1000, both = true } = {}) {
  const seen = { true: 0, false: 0 };
  const counted = async (value) => {
    ++seen[await property(value)];
  };
  const done = await fc.check(fc.asyncProperty(arbitrary, counted),
    { seed: SEED, numRuns: SECONDS > 0 ? 2 ** 30 : runs, ...(SECONDS > 0 ? { interruptAfterTimeLimit: SECONDS * 1000 } : {}) });
  t.diagnostic(`${done.numRuns} runs of seed ${SEED}, ${seen.true} accepted`);
  if (done.failed) throw new Error(fc.defaultReportMessage(done), { cause: done.errorInstance });
  if (both) assert.ok(seen.true > 0 && seen.false > 0, `${seen.true} accepted, ${seen.false} refused`);
}

// For as long as a property is tried, numbers to draw from.
export function* rounds() {
  const end = Date.now() + SECONDS * 1000;
  for (let i = 0; i === 0 || Date.now() < end; ++i) yield (SEED + i) % 2 ** 31;
}

// What was read, or null where it was refused; anything else that is thrown is a fault.
export function read(work) {
  try {
    return work();
  } catch (error) {
    if (error instanceof client.Refusal) return null;
    throw error;
  }
}
