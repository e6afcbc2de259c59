// SPDX-License-Identifier: AGPL-3.0-or-later
// What was done to a proof, and the reason that is given for refusing it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ORIGIN, client, entryAt, keyOf, leaf, log, policy, proof, reason, verdict, witnessed, witnesses } from './world.mjs';

const whole = proof();
const lines = whole.split('\n');
const BODY = whole.slice(whole.indexOf('\n\n') + 2, whole.lastIndexOf('\n\n') + 1);
// The proof with line `at` replaced.
const withLine = (at, ...texts) => [...lines.slice(0, at), ...texts, ...lines.slice(at + 1)].join('\n');
const cosigned = (...seconds) => proof(42, { note: `${BODY}\n${log.signs(BODY)}${seconds.map((s, i) => (s ? witnesses[i].cosigns(BODY, s) : '')).join('')}` });

test('An_honest_proof_is_accepted_at_every_place_of_every_size', () => {
  for (let size = 1; size <= 75; size += 1 + (size >> 2)) {
    for (let index = 0; index < size; ++index) assert.equal(reason(proof(index, { size })), 'none', `${index} of ${size}`);
  }
  const said = verdict(whole);
  assert.equal(said.entry.type, 'tally');
  assert.equal(said.index, 42n);
  assert.equal(said.judgement.asked, false);
  assert.equal(said.judgement.witnessed, false);
});

for (const [what, expected, text] of [
  ['another file', 'not-a-proof', 'hello\n'],
  ['nothing', 'not-a-proof', ''],
  ['a later version', 'not-a-proof', whole.replace('@v1', '@v2')],
  ['a byte order mark', 'not-a-proof', `\ufeff${whole}`],
  ['line ends of Windows', 'line-ends', whole.replaceAll('\n', '\r\n')],
  ['half of it', 'cut', whole.slice(0, whole.indexOf('index'))],
  ['no entry', 'no-extra', withLine(1, ...[]).replace(/^(.*\n)\n/, '$1')],
  ['an entry that is no base64', 'extra', withLine(1, 'extra !!!!')],
  ['an entry in base64 that is not canonical', 'extra', withLine(1, 'extra QQ==').replace('QQ==', 'QR==')],
  ['an entry twice', 'index', withLine(1, lines[1], lines[1])],
  ['a line of another kind after the entry', 'index', withLine(1, lines[1], 'also 1')],
  ['a line of another kind after the index', 'hash', withLine(2, lines[2], 'also 1')],
  ['an unknown line', 'extra', withLine(1, 'also 1')],
  ['an index with a leading zero', 'index', withLine(2, 'index 042')],
  ['an index above 2 to the 53rd', 'index', withLine(2, 'index 9007199254740992')],
  ['a negative index', 'index', withLine(2, 'index -1')],
  ['a hash of 31 bytes', 'hash', withLine(3, Buffer.alloc(31).toString('base64'))],
  ['a hash that is not canonical', 'hash', withLine(3, `${lines[3].slice(0, -2)}${lines[3].at(-2) === 'B' ? 'D' : 'B'}=`)],
  ['64 hashes', 'too-many-hashes', withLine(3, ...Array(64).fill(lines[3]))],
  ['hashes swapped', 'not-included', withLine(3, lines[4], lines[3]).split('\n').filter((_, i) => i !== 5).join('\n')],
  ['a hash missing', 'missing-hashes', withLine(3).split('\n').filter((_, i) => i !== 3).join('\n')],
  ['a hash too many', 'extra-hashes', withLine(3, lines[3], lines[3])],
  ['another entry', 'not-included', proof(42, { entry: entryAt(41) })],
  ['another index', 'not-included', withLine(2, 'index 43')],
  ['an index beyond the end', 'beyond', withLine(2, 'index 75')],
  ['another origin', 'other-record', whole.replaceAll(ORIGIN, 'other.example/log')],
  ['a key that nobody knows', 'unknown-key', proof(42, { key: keyOf(ORIGIN, 1, 'somebody else') })],
  ['a larger size in the checkpoint', 'wrong-signature', whole.replace('\n75\n', '\n76\n')],
  ['a known key and a wrong signature beside a right one', 'wrong-signature', proof(42, { note: `${BODY}\n${log.signs(BODY)}${log.signs('x\n')}` })],
  ['a fourth line in the checkpoint', 'checkpoint', proof(42, { body: `${BODY}more\n` })],
  ['a size with a leading zero, signed', 'checkpoint', proof(42, { body: BODY.replace('\n75\n', '\n075\n') })],
  ['no signature', 'note-unsigned', proof(42, { note: `${BODY}\n` })],
  ['no line feed at the end', 'note-cut', whole.slice(0, -1)],
  ['a signature line of another form', 'note-line', proof(42, { note: `${BODY}\n${log.signs(BODY)}- a b\n` })],
  ['a signature line that is not canonical', 'note-line', proof(42, { note: `${BODY}\n\u2014 a.example AAAAAAB=\n` })],
  ['a control character', 'note-characters', proof(42, { note: `${BODY}\n${log.signs(BODY)}\u0007\n` })],
  ['65 signatures', 'note-too-many', proof(42, { note: `${BODY}\n${log.signs(BODY).repeat(65)}` })],
  ['10,000 signature lines', 'note-too-long', proof(42, { note: `${BODY}\n${log.signs(BODY)}${'\u2014 a.example AAAAAAAAAAAA\n'.repeat(10_000)}` })],
  ['a note above 256 KiB', 'note-too-long', proof(42, { note: `${BODY}\n\u2014 a.example ${'AAAA'.repeat(66_000)}\n` })],
  ['a file above 512 KiB', 'too-long', whole + 'x'.repeat(512 * 1024)],
]) {
  test(`Refused_as_${expected}: ${what}`, () => assert.equal(reason(text), expected));
}

test('Half_a_pair_of_UTF_16_is_refused_where_a_text_may_hold_one', () => {
  const note = `${BODY}\n${log.signs(BODY)}\u2014 a.example AAAAAAAA\n`;
  assert.equal(client.parseNote(note).signatures.length, 2);
  for (const half of ['\ud800', '\udc00']) {
    assert.throws(() => client.parseNote(note.replace('a.example', half)), client.Refusal);
    assert.ok(!client.isKeyName(half));
  }
  assert.ok(client.isKeyName('\u{1f58b}'));
});

test('Bytes_that_are_no_UTF_8_are_refused', () => {
  assert.equal(reason(Buffer.concat([Buffer.from(whole), Buffer.from([0xff])])), 'not-text');
});

test('An_entry_that_is_none_is_in_the_record_and_counts_for_nothing', () => {
  const entry = Buffer.from('ruban/v1 tally\nsize 1\n');
  const body = `${ORIGIN}\n1\n${leaf(entry).toString('base64')}\n`;
  assert.equal(reason(proof(0, { entry, hashes: [], body })), 'entry');
});

test('Any_character_changed_is_noticed', () => {
  for (let at = 0; at < whole.length; ++at) {
    const other = whole[at] === 'A' ? 'B' : 'A';
    // A signature by a name that nobody knows is passed over; then there is none by the record's key.
    assert.notEqual(reason(`${whole.slice(0, at)}${other}${whole.slice(at + 1)}`), 'none', `character ${at}`);
  }
  for (let end = 0; end < whole.length; end += 7) assert.notEqual(reason(whole.slice(0, end)), 'none', `${end} characters`);
});

test('Witnessed_is_said_when_the_quorum_holds_and_not_before', () => {
  const judged = (text) => verdict(text, witnessed).judgement;
  assert.deepEqual([judged(whole).asked, judged(whole).witnessed, judged(whole).cosigned.length, judged(whole).of], [true, false, 0, 3]);
  assert.equal(judged(cosigned(1529589600)).witnessed, false);
  const two = judged(cosigned(1529589600, 0, 1529589660));
  assert.equal(two.witnessed, true);
  assert.deepEqual(two.cosigned.map((one) => one.name), ['w0', 'w2']);
  assert.equal(two.cosigned[1].time.toISOString(), '2018-06-21T14:01:00.000Z');
  // One witness counts once, with its last time.
  const twice = judged(cosigned(1529589600) + witnesses[0].cosigns(BODY, 1529589720));
  assert.deepEqual([twice.witnessed, twice.cosigned.length, twice.cosigned[0].time.toISOString()], [false, 1, '2018-06-21T14:02:00.000Z']);
  // Witnesses that this policy doesn't name say nothing.
  assert.equal(verdict(cosigned(1529589600, 1529589600), policy).judgement.cosigned.length, 0);
});

test('A_witness_whose_signature_is_wrong_is_refused', () => {
  const note = `${BODY}\n${log.signs(BODY)}`;
  assert.equal(reason(proof(42, { note: note + witnesses[0].cosigns('other\n', 1529589600) }), witnessed), 'wrong-witness');
  assert.equal(reason(proof(42, { note: note + witnesses[0].cosigns(BODY, 0) }), witnessed), 'wrong-witness');
  assert.equal(reason(proof(42, { note: note + witnesses[0].cosigns(BODY, 253402300800) }), witnessed), 'wrong-witness');
  assert.equal(reason(proof(42, { note: note + witnesses[0].line(Buffer.alloc(64)) }), witnessed), 'wrong-witness');
});

test('Each_key_of_the_record_must_have_signed_rightly_where_it_has_signed', () => {
  const next = keyOf(ORIGIN, 1, 'the next key');
  for (const keys of [[log, next], [next, log]]) {
    const by = `${keys.map((key) => `log ${key.vkey}\n`).join('')}quorum none\n`;
    const judged = (...lines) => reason(proof(42, { note: `${BODY}\n${lines.join('')}` }), by);
    assert.equal(judged(log.signs(BODY)), 'none');
    assert.equal(judged(next.signs(BODY)), 'none');
    assert.equal(judged(log.signs(BODY), next.signs(BODY)), 'none');
    assert.equal(judged(log.signs(BODY), next.signs('x\n')), 'wrong-signature');
    assert.equal(judged(log.signs('x\n'), next.signs(BODY)), 'wrong-signature');
    assert.equal(judged(keyOf(ORIGIN, 1, 'somebody else').signs(BODY)), 'unknown-key');
  }
});

test('One_witness_under_two_names_makes_no_quorum', () => {
  const twin = keyOf('twin.example', 4, 'one');
  assert.deepEqual(twin.raw, witnesses[0].raw);
  const by = `log ${log.vkey}\nwitness a ${witnesses[0].vkey}\nwitness b ${twin.vkey}\ngroup two all a b\nquorum two\n`;
  const note = `${BODY}\n${log.signs(BODY)}${witnesses[0].cosigns(BODY, 1)}${twin.cosigns(BODY, 1)}`;
  assert.equal(reason(proof(42, { note }), by), 'policy');
});

test('A_policy_that_cannot_be_read_is_said', () => {
  for (const wrong of ['', policy.slice(0, -1), policy.replaceAll('\n', '\r\n'), `#\u0007\n${policy}`, `#${'#'.repeat(64 * 1024)}\n${policy}`,
    `log ${log.vkey}\n${policy}`, 'quorum other\n', `log ${log.vkey}\n`, `log ${log.vkey.replace(/\+......../, '+00000000')}\nquorum none\n`,
    witnessed.replace('group two 2', 'group two 4'), `${policy}quorum none\n`, `log ${witnesses[0].vkey}\nquorum none\n`]) {
    assert.equal(reason(whole, wrong), 'policy', wrong);
  }
});
