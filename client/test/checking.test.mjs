// SPDX-License-Identifier: AGPL-3.0-or-later
// What is checked of a letter before anything is blinded for it.
import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { Site, reasonOf } from './site.mjs';
import { client, leaf, log, witnesses } from './world.mjs';

const sha256 = (text) => createHash('sha256').update(text).digest();
const spki = Array.from({ length: 2 }, () => generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'der', type: 'spki' }));
// A modulus that 3 divides, of the same length, and odd.
const weak = Buffer.from(spki[1]);
const n = BigInt(`0x${weak.subarray(33, 289).toString('hex')}`);
Buffer.from((n - (n % 6n) + 3n).toString(16), 'hex').copy(weak, 33);

const lines = 'witness w0 ' + witnesses[0].vkey + '\nquorum w0\n';
const TOML = `slug = "a-letter"\n\n[witnesses]\npolicy = '''\n${lines}'''\n`;
const policy = `log ${log.vkey}\nquorum none\n`;
const now = () => Math.floor(Date.now() / 1000);

// A site with one letter; what differs from an honest one is given.
function siteWith({ keys = spki, toml = 'slug = "a-letter"\n', own = '-', before = [], after = [], version = 1 } = {}) {
  const files = { 'en.md': 'Hello.\n', 'letter.toml': toml };
  const hash = sha256(Object.entries(files).map(([name, text]) => `${sha256(text).toString('hex')}  ${name}\n`).join(''));
  const entry = Buffer.from(`ruban/v1 letter\nslug a-letter\nversion ${version}\nfollows -\ntext-sha256 ${hash.toString('base64')}\nmodes named anon\n` +
    keys.map((key, i) => `issuer staff-${i} staff ${key.toString('base64')}\n`).join('') +
    `witness-policy-sha256 ${own}\nseal none\nthreshold -\nopens 2018-06-19T14:00Z\ncloses -\nepoch 3600\nmin-batch 5\ntime 2018-06-19T14:00Z\n`);
  const site = new Site([...before, entry, ...after]);
  const place = { slug: 'a-letter', version, letter: leaf(entry).toString('base64') };
  const listed = Object.keys(files).map((name) => `/letters/a-letter/v${version}/files/${name}`);
  site.files.set(`/api/v1/letters/a-letter?version=${version}`, JSON.stringify({ index: before.length, files: listed }));
  for (const [i, [, text]] of Object.entries(files).entries()) site.files.set(listed[i], text);
  return { site, place, entry };
}

test('An_honest_letter_is_accepted_wherever_it_stands', async () => {
  for (const count of [0, 3, 300]) {
    const filler = Array.from({ length: count }, (_, i) => Buffer.from(`no entry ${i}\n`));
    const { place, entry } = siteWith({ before: filler, after: filler });
    const letter = await client.checkLetter(place, policy);
    assert.equal(letter.index, count);
    assert.ok(client.parseEntry(entry));
    assert.equal(client.modulusOf(letter.entry, 'staff-1').length, 256);
  }
});

test('One_weak_key_among_the_issuers_is_enough_to_refuse', async () => {
  assert.equal(await reasonOf(client.checkLetter(siteWith({ keys: [weak] }).place, policy)), 'issuer-key');
  assert.equal(await reasonOf(client.checkLetter(siteWith({ keys: [spki[0], weak] }).place, policy)), 'issuer-key');
});

test('A_second_letter_of_the_name_is_refused', async () => {
  const { entry } = siteWith({ toml: 'slug = "another"\n' });
  const { place } = siteWith({ before: [entry] });
  assert.equal(await reasonOf(client.checkLetter(place, policy)), 'second-letter');
  // Whoever hides the first one has to change what was read.
  const { site, place: hidden } = siteWith({ before: [entry] });
  site.change = (path, bytes) => (path.includes('entries') ? Buffer.from(String(bytes).replace('version 1', 'version 2')) : bytes);
  assert.equal(await reasonOf(client.checkLetter(hidden, policy)), 'not-included');
});

test('A_letter_that_asks_for_witnesses_of_its_own_is_refused_without_them', async () => {
  const own = sha256(lines).toString('base64');
  const judged = async (cosigned, options = {}) => {
    const { site, place } = siteWith({ toml: TOML, own, ...options });
    site.cosigned = cosigned;
    return reasonOf(client.checkLetter(place, policy));
  };
  assert.equal(await judged((body) => witnesses[0].cosigns(body, now())), 'none');
  assert.equal(await judged(() => ''), 'no-quorum');
  assert.equal(await judged((body) => witnesses[1].cosigns(body, now())), 'no-quorum');
  assert.equal(await judged((body) => witnesses[0].cosigns(body, now() - 4000)), 'no-quorum');
  assert.equal(await judged((body) => witnesses[0].cosigns(body, now()), { own: sha256('x').toString('base64') }), 'letter-policy');
  assert.equal(await judged((body) => witnesses[0].cosigns(body, now()), { toml: 'slug = "a-letter"\n' }), 'letter-policy');
});

test('A_quorum_is_one_of_witnesses_that_cosigned_within_the_hour', async () => {
  const asked = `log ${log.vkey}\n${witnesses.map((w, i) => `witness w${i} ${w.vkey}\n`).join('')}group two 2 w0 w1 w2\nquorum two\n`;
  const judged = async (...seconds) => {
    const { site, place } = siteWith();
    site.cosigned = (body) => seconds.map((s, i) => witnesses[i].cosigns(body, s)).join('');
    return reasonOf(client.checkLetter(place, asked));
  };
  assert.equal(await judged(now(), now() - 60), 'none');
  assert.equal(await judged(now()), 'no-quorum');
  assert.equal(await judged(now(), now() - 4000), 'no-quorum');
});

test('A_policy_is_found_however_TOML_writes_it_and_by_its_hash_alone', () => {
  const text = 'witness a b\nquorum a\n', hash = sha256(text).toString('base64');
  const found = (toml) => client.findPolicy(toml, hash);
  for (const toml of [`[witnesses]\npolicy = '''\n${text}'''\n`, `[witnesses]\npolicy="""\n${text}"""\n`,
    `[witnesses]\npolicy = "witness a b\\nquorum a\\n"\n`, `witnesses = { policy = "witness a b\\nquorum a\\n" }\n`,
    `witnesses.policy = """witness a b\\n\\\n   quorum a\n"""\n`, `title = "policy = '''x'''"\n[witnesses]\n"policy" = '''${text}'''\n`]) {
    assert.equal(found(toml), text, toml);
  }
  for (const toml of ['', `[witnesses]\npolicy = '''\n${text} '''\n`, `[witnesses]\npolicy = '''\n${text}`, `[witnesses]\npolicy = 'quorum a'\n`]) {
    assert.equal(found(toml), null, toml);
  }
});

test('The_short_key_is_a_key_file_from_which_the_rest_is_made_again', () => {
  const file = { origin: 'ruban.example.org/log', letter: client.toBase64(new Uint8Array(32)), issuer: 'employee-email',
    seed: new Uint8Array(32).fill(7), blinded: new Uint8Array(256).fill(1), cred: new Uint8Array(256), mode: 'anon', index: 4 };
  const short = client.formatShortKey(file);
  assert.ok(short.length < 260, short);
  assert.deepEqual(client.parseKeyFile(short), { ...file, blinded: null, cred: null, mode: null, index: null });
});
