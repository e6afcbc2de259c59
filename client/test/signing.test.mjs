// SPDX-License-Identifier: AGPL-3.0-or-later
// What the signing script makes of a seed is what every other program makes of it, byte for byte.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { client } from './world.mjs';

const bytes = (hex) => Uint8Array.from(Buffer.from(hex, 'hex'));
const hex = (value) => Buffer.from(value).toString('hex');
const power = (base, exponent, n) => {
  let out = 1n;
  for (const bit of exponent.toString(2)) out = (out * out * (bit === '1' ? base : 1n)) % n;
  return out;
};

test('Blinding_is_that_of_RFC_9474_for_each_variant', async () => {
  const vectors = JSON.parse(await readFile(join(process.env.RUBAN_VECTORS, 'rfc9474_appendixA.json'), 'utf8'));
  assert.equal(vectors.length, 4);
  for (const one of vectors) {
    const modulus = bytes(one.n), message = bytes(one.prepared_msg), salt = bytes(one.salt);
    assert.equal(hex(client.encodePss(message, salt, modulus.length)), one.encoded_msg, one.name);
    // The vectors give the inverse of the factor alone; with both primes one comes from the other.
    const n = client.toNumber(modulus), inverse = client.toNumber(bytes(one.inv));
    const order = (client.toNumber(bytes(one.p)) - 1n) * (client.toNumber(bytes(one.q)) - 1n);
    const factor = client.toBytes(power(inverse, order - 1n, n), modulus.length);
    const blinding = client.blind(modulus, message, salt, factor);
    assert.equal(hex(blinding.blinded), one.blinded_msg, one.name);
    assert.equal(blinding.inverse, inverse, one.name);
    if (one.salt === '') continue;  // a credential's has 48 bytes
    assert.equal(hex(client.finalize(modulus, message, bytes(one.blind_sig), inverse)), one.sig, one.name);
    const wrong = bytes(one.blind_sig);
    wrong[9] ^= 1;
    assert.throws(() => client.finalize(modulus, message, wrong, inverse), client.Refusal, one.name);
    assert.ok(!client.verifyPss(modulus, message.slice(1), bytes(one.sig)), one.name);
  }
});

test('Whatever_is_blinded_comes_back_as_a_credential', async () => {
  const [one] = JSON.parse(await readFile(join(process.env.RUBAN_VECTORS, 'rfc9474_appendixA.json'), 'utf8'));
  const modulus = bytes(one.n), n = client.toNumber(modulus), d = client.toNumber(bytes(one.d));
  const seed = new Uint8Array(32).fill(9), letter = client.toBase64(new Uint8Array(32).fill(1));
  const { message, blinding } = client.requestCredential(modulus, letter, 'employee-email', seed);
  assert.deepEqual(client.requestCredential(modulus, letter, 'employee-email', seed).blinding, blinding);
  const answer = client.toBytes(power(client.toNumber(blinding.blinded), d, n), modulus.length);
  assert.ok(client.verifyPss(modulus, message, client.finalize(modulus, message, answer, blinding.inverse)));
});

test('A_seed_gives_what_docs_formats_key_file_says', () => {
  const seed = new Uint8Array(32).fill(0x42);
  assert.equal(hex(client.publicKey(seed)), '72b269be1bb96ba72a67b72ba29fce6ba4f942bca5a1c65dd5b5d0c2cdfe4aac');
  assert.equal(hex(client.credentialNonce(seed)), 'b2feec7b47a88bb00d69af028e03c41f27c4d78acd53f74fe134a14b88de98ee');
  assert.equal(hex(client.pssSalt(seed)),
    '7719690bb2e02789966c8989c250501c495e313b12bd0bcbf4be0edf5799f6cdd63d98f567601bbd71b776adbd0e9ebb');
  assert.equal(hex(client.commitSalt(seed)), 'b09a1508b59735df7d3bc64870edd7abd81b586816bbaa0c8c154643df6700df');
  assert.match(hex(client.blindingFactor(seed, new Uint8Array(256).fill(0xff))), /^171855bb9ecc6e32e870e17e53ecbcd7/);
  const low = new Uint8Array(256);
  low[0] = 0x80;
  assert.match(hex(client.blindingFactor(new Uint8Array(32).fill(2), low)), /^2fb97453954016c374b677d328c1db11/);
});

test('A_key_file_is_read_as_it_was_written_and_no_other', () => {
  const file = { origin: 'ruban.example.org/log', letter: client.toBase64(new Uint8Array(32)), issuer: 'employee-email',
    seed: new Uint8Array(32).fill(7), blinded: new Uint8Array(256).fill(1), cred: null, mode: null, index: null };
  const text = client.formatKeyFile(file);
  assert.deepEqual(client.parseKeyFile(text), file);
  assert.deepEqual(client.parseKeyFile(text.replaceAll('\n', '\r\n')), file);
  for (const end of ['', '\r']) assert.deepEqual(client.parseKeyFile(text.slice(0, -1) + end), file);
  for (const end of ['\r\r\n', '\n\n', '\n\r', '\r\r']) assert.throws(() => client.parseKeyFile(text.slice(0, -1) + end), client.Refusal);
  const full = { ...file, cred: new Uint8Array(256).fill(2), mode: 'anon', index: 12 };
  assert.deepEqual(client.parseKeyFile(client.formatKeyFile(full)), full);
  for (const [from, to] of [['ruban key v1', 'ruban key v2'], ['mode -', 'mode sealed'], ['index -', 'index 01'],
    ['seed B', 'seed !'], ['/log', '/l+g'], ['/log', '/log/'], ['origin ', 'origin https://'], ['cred -', `cred ${client.toBase64(new Uint8Array(384))}`], ['cred -', 'cred AAAA'], ['issuer e', 'issuer E'], ['\nmode', '\n\nmode'], ['index -\n', 'index -\nmore\n']]) {
    assert.throws(() => client.parseKeyFile(text.replace(from, to)), client.Refusal, from);
  }
});

test('Bytes_of_any_number_are_written_in_base64', () => {
  for (const length of [0, 1, 2, 3, 1 << 20]) {
    const bytes = new Uint8Array(length).fill(0xa7);
    assert.equal(client.toBase64(bytes), Buffer.from(bytes).toString('base64'));
  }
});

test('Statements_are_entries_that_their_key_has_signed', () => {
  const seed = new Uint8Array(32).fill(3), letter = client.toBase64(new Uint8Array(32).fill(1)), cred = new Uint8Array(256).fill(5);
  const payload = client.formatPayload('Grace Example', '', 'One line.\nAnother.');
  assert.equal(payload, 'ruban payload v1\nname Grace Example\ncomment One line.\ncomment Another.\n');
  const texts = [`${client.signStatement(letter, 'employee-email', cred, seed)}epoch 2018-06-19T14:00Z\n`,
    `${client.signStatement(letter, 'employee-email', cred, seed, payload)}epoch 2018-06-19T14:00Z\n`,
    `${client.withdrawStatement(letter, 12, seed)}time 2018-06-19T14:00Z\n`,
    `${client.keptStatement(letter, 12, seed)}time 2018-06-19T14:00Z\n`];
  for (const text of texts) {
    const entry = new TextEncoder().encode(text), parsed = client.parseEntry(entry);
    assert.ok(parsed !== null, text);
    assert.ok(client.signedByItsKey(parsed, entry), text);
  }
  assert.equal(client.valueOf(client.parseEntry(new TextEncoder().encode(texts[0])), 'commit'), '-');
});

test('What_is_taken_back_in_one_tab_is_heard_of_in_another', async () => {
  const heard = [];
  const ends = [client.onTakenBack('ruban/v1 sign\nown\n', () => heard.push('own')), client.onTakenBack('ruban/v1 sign\nother\n', () => heard.push('other'))];
  const all = new BroadcastChannel('ruban-taken-back');
  const said = new Promise((done) => { all.onmessage = ({ data }) => done(data); });
  client.announceTakenBack('ruban/v1 sign\nown\n');
  assert.match(await said, /^[0-9a-f]{64}$/);  // nothing of the entry itself
  await new Promise((done) => setTimeout(done, 50));
  for (const end of [...ends, () => all.close()]) end();
  assert.deepEqual(heard, ['own']);
});
