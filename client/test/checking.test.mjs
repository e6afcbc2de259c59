// SPDX-License-Identifier: AGPL-3.0-or-later
// What is checked of a letter before anything is blinded for it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sha256, siteWith, spki } from './letter_site.mjs';
import { reasonOf } from './site.mjs';
import { ORIGIN, client, leaf, log, witnesses } from './world.mjs';

// A modulus that 3 divides, of the same length, and odd.
const weak = Buffer.from(spki[1]);
const n = BigInt(`0x${weak.subarray(33, 289).toString('hex')}`);
Buffer.from((n - (n % 6n) + 3n).toString(16), 'hex').copy(weak, 33);

const lines = 'witness w0 ' + witnesses[0].vkey + '\nquorum w0\n';
const TOML = `slug = "a-letter"\n\n[witnesses]\npolicy = '''\n${lines}'''\n`;
const policy = `log ${log.vkey}\nquorum none\n`;
const now = () => Math.floor(Date.now() / 1000);

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

test('An_issuer_whose_key_another_letter_had_before_is_refused', async () => {
  const { entry } = siteWith({ keys: [spki[1]] });
  const other = Buffer.from(String(entry).replace('slug a-letter', 'slug another'));
  assert.ok(client.parseEntry(other));
  assert.equal(await reasonOf(client.checkLetter(siteWith({ before: [other] }).place, policy)), 'issuer-key');
  assert.equal(await reasonOf(client.checkLetter(siteWith({ keys: [spki[0]], before: [other] }).place, policy)), 'none');
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

test('Another_letter_than_the_one_that_was_meant_is_refused', async () => {
  const { place } = siteWith();
  assert.equal((await client.checkLetter(place, policy)).texts.get('en'), 'Hello.\n');
  for (const letter of ['', client.toBase64(sha256('another'))]) {
    assert.equal(await reasonOf(client.checkLetter({ ...siteWith().place, letter }, policy)), 'letter-entry');
  }
});

// What a proxy in front says isn't ours to understand: its status is told.
test('Who_refuses_in_words_that_are_no_text_is_heard_all_the_same', async () => {
  for (const type of ['text/html', 'text/html; charset=iso-8859-1', null]) {
    globalThis.fetch = async () => new Response(Buffer.from('d\xe9bord\xe9', 'latin1'), { status: 503, headers: type === null ? {} : { 'Content-Type': type } });
    await assert.rejects(client.call('/api/v1/letters/a/sign', {}), (error) => error instanceof client.Denied && error.status === 503);
  }
});

test('A_void_letter_takes_neither_a_name_nor_a_key_from_another', async () => {
  const { entry } = siteWith();
  const nothing = Buffer.from(String(entry).replace('follows -', `follows ${client.toBase64(sha256('nothing'))}`));
  assert.ok(client.parseEntry(nothing));
  assert.equal(await reasonOf(client.checkLetter(siteWith({ before: [nothing] }).place, policy)), 'none');
});

test('A_letter_follows_an_earlier_one_of_its_name_or_none', async () => {
  const first = siteWith({ keys: [spki[0]], toml: 'slug = "a-letter"\n\n' }).entry;
  const other = Buffer.from(String(first).replace('slug a-letter', 'slug another'));
  const judged = async (before, follows) =>
    reasonOf(client.checkLetter(siteWith({ keys: [spki[1]], before, version: 2, follows: leaf(follows).toString('base64') }).place, policy));
  assert.equal(await judged([first], first), 'none');
  assert.equal(await judged([other], other), 'letter-entry');
  assert.equal(await judged([], first), 'letter-entry');
});

test('Who_never_stops_sending_is_left', async () => {
  const { site, place } = siteWith();
  let sent = 0;
  const endless = new ReadableStream({ pull: (to) => (++sent, to.enqueue(new Uint8Array(65536))) });
  const served = globalThis.fetch;
  globalThis.fetch = async (path) => (path.includes('/entries/') ? new Response(endless) : served(path));
  assert.equal(await reasonOf(client.checkLetter(place, policy)), 'answer');
  assert.ok(sent > 30 && sent < 40, String(sent));
  assert.ok(site.asked.length > 0);
});

test('A_checkpoint_is_read_as_the_bytes_that_were_served', async () => {
  const judged = async (change) => {
    const { site, place } = siteWith();
    site.change = (path, bytes) => (path === '/log/checkpoint' ? change(bytes) : bytes);
    return reasonOf(client.checkLetter(place, policy));
  };
  const unknown = (name) => (bytes) => Buffer.concat([bytes, Buffer.from('\u2014 '), Buffer.from(name, 'latin1'), Buffer.from(' AAAAAAAA\n')]);
  assert.equal(await judged(unknown('a.example')), 'none');
  assert.equal(await judged(unknown('\xff')), 'answer');
  assert.notEqual(await judged((bytes) => Buffer.concat([Buffer.from('\ufeff'), bytes])), 'none');
});

test('A_record_too_large_for_exact_numbers_is_refused', async () => {
  const { site, place } = siteWith();
  const judged = (size) => {
    const body = `${ORIGIN}\n${size}\n${client.toBase64(sha256('root'))}\n`;
    site.change = (path, bytes) => (path === '/log/checkpoint' ? Buffer.from(`${body}\n${log.signs(body)}`) : bytes);
    return reasonOf(client.seeRecord(client.parsePolicy(policy)));
  };
  assert.equal(await judged('9007199254740991'), 'none');
  for (const size of ['9007199254740992', '9007199254740993', '9223372036854775807']) assert.equal(await judged(size), 'checkpoint', size);
  site.change = (path, bytes) => bytes;
  assert.equal(await reasonOf(client.checkLetter(place, policy)), 'none');
});

test('Whatever_the_server_says_of_a_letter_is_checked_before_it_is_used', async () => {
  const judged = (said) => {
    const { site, place } = siteWith({ before: [Buffer.from('no entry\n')] });
    site.files.set(site.api, JSON.stringify({ ...site.said, ...said(site.said) }));
    return reasonOf(client.checkLetter(place, policy));
  };
  assert.equal(await judged(() => ({})), 'none');
  for (const index of [{ valueOf: 1, toString: 1 }, [1], '1', null, 1.5, -1, 2]) assert.equal(await judged(() => ({ index })), 'letter-entry', JSON.stringify(index));
  for (const files of [null, {}, 'en.md', [{}], [1]]) assert.equal(await judged(() => ({ files })), 'answer', JSON.stringify(files));
  assert.equal(await judged(({ files }) => ({ files: files.slice(1) })), 'letter-text');
  assert.equal(await judged(({ files }) => ({ files: [...files, files[0]] })), 'letter-text');
});

test('A_letter_is_made_of_files_with_the_names_of_a_folder', async () => {
  const judged = (name) => reasonOf(client.checkLetter(siteWith({ more: { [name]: 'More.\n' } }).place, policy));
  assert.equal(await judged('zh.md'), 'none');
  for (const name of ['zh.html', 'ZH.md', '.md', 'zh md']) assert.equal(await judged(name), 'letter-text', name);
  // The same file from elsewhere.
  for (const elsewhere of ['https://other.example', '/letters/another/v1/files/..', '/x']) {
    const { site, place } = siteWith();
    const path = `${elsewhere}/en.md`;
    site.files.set(path, 'Hello.\n');
    site.files.set(site.api, JSON.stringify({ ...site.said, files: [path, site.said.files[1]] }));
    assert.equal(await reasonOf(client.checkLetter(place, policy)), 'letter-text', path);
    assert.ok(!site.asked.includes(path));
  }
  // One file whose name makes the list that two files make.
  const { site, place } = siteWith();
  const [first, second] = site.said.files;
  const name = `en.md\n${sha256(site.files.get(second)).toString('hex')}  letter.toml`;
  site.files.set(`/letters/a-letter/v1/files/${name}`, site.files.get(first));
  site.files.set(site.api, JSON.stringify({ ...site.said, files: [`/letters/a-letter/v1/files/${name}`] }));
  assert.equal(await reasonOf(client.checkLetter(place, policy)), 'letter-text');
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
