// SPDX-License-Identifier: AGPL-3.0-or-later
// Each reader of outside bytes, given valid ones with faults: it gives a value, or its own kind of refusal, and nothing else; and
// what it accepts is written again as the same bytes.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { entriesOf } from './entries.mjs';
import { holds, made, madeText, read, recipeFor, textRecipeFor } from './mutating.mjs';
import { ORIGIN, client, entryAt, log, policy, proof, witnessed, witnesses } from './world.mjs';

const vectors = process.env.RUBAN_VECTORS;
const names = (await readdir(join(vectors, 'entries'))).filter((name) => name.endsWith('.txt'));
const entries = (await Promise.all(names.map((name) => entriesOf(name)))).flat().map(({ text }) => Buffer.from(text, 'latin1'));
const valid = entries.filter((entry) => client.parseEntry(entry) !== null);
const bodyOf = (size) => `${ORIGIN}\n${size}\n${client.toBase64(new Uint8Array(32).fill(7))}\n`;
const notes = [75, 2 ** 40, 1].map((size) => `${bodyOf(size)}\n${log.signs(bodyOf(size))}${witnesses.map((w, i) => (i < size ? w.cosigns(bodyOf(size), 1529589600 + i) : '')).join('')}`);
const proofs = [proof(), proof(0, { size: 1 }), proof(63, { size: 64 }), ...notes.map((note) => proof(42, { note }))];
const keyFile = { origin: ORIGIN, letter: client.toBase64(new Uint8Array(32).fill(9)), issuer: 'employee-email', seed: new Uint8Array(32).fill(7),
  blinded: new Uint8Array(256).fill(1), cred: new Uint8Array(256).fill(2), mode: 'anon', index: 4 };
const keyFiles = [client.formatKeyFile(keyFile), client.formatShortKey(keyFile), client.formatKeyFile({ ...keyFile, cred: null, mode: 'named' })];
const { vkey } = log;

test('Base64_is_read_if_it_is_written_again_as_the_same_text', async (t) => {
  const texts = ['', 'QQ==', 'QUI=', 'QUJD', vkey.split('+')[2], client.toBase64(new Uint8Array(300).fill(0xfb))];
  await holds(t, textRecipeFor(texts), (recipe) => {
    const text = madeText(texts, recipe), bytes = client.fromBase64(text);
    assert.ok(bytes === null || client.toBase64(bytes) === text);
    assert.equal(bytes !== null, Buffer.from(text, 'base64').toString('base64') === text);
    return bytes !== null;
  });
  await holds(t, fc.uint8Array({ maxLength: 400 }), (bytes) => client.sameBytes(client.fromBase64(client.toBase64(bytes)), bytes), { both: false });
});

test('Integers_and_minutes_are_written_again_as_the_same_text', async (t) => {
  const texts = ['0', '1', '42', '9007199254740991', '2018-06-21T14:00Z', '2020-02-29T23:59Z', '0001-01-01T00:00Z'];
  await holds(t, textRecipeFor(texts), (recipe) => {
    const text = madeText(texts, recipe), integer = client.readInteger(text), minute = client.readMinute(text);
    if (integer !== null) assert.equal(String(integer), text);
    if (minute !== null) assert.equal(`${minute.toISOString().slice(0, 16)}Z`, text);
    return integer !== null || minute !== null;
  });
});

test('Verifier_keys_are_written_again_as_the_same_text', async (t) => {
  const texts = [vkey, ...witnesses.map((w) => w.vkey)];
  await holds(t, textRecipeFor(texts), (recipe) => {
    const text = madeText(texts, recipe), key = client.parseVerifierKey(text);
    if (key !== null) assert.equal(`${key.name}+${key.id}+${client.toBase64(Uint8Array.of(key.type, ...key.key))}`, text);
    return key !== null;
  });
});

test('Notes_are_written_again_as_the_same_text', async (t) => {
  await holds(t, textRecipeFor(notes), (recipe) => {
    const text = madeText(notes, recipe), note = read(() => client.parseNote(text));
    if (note === null) return false;
    const lines = note.signatures.map(({ name, id, bytes }) => `\u2014 ${name} ${Buffer.concat([Buffer.from(id, 'hex'), bytes]).toString('base64')}\n`);
    assert.equal(`${note.text}\n${lines.join('')}`, text);
    assert.equal(Buffer.from(text).toString(), text);  // as bytes, too
    return true;
  });
});

test('Checkpoints_are_judged_or_refused_and_their_body_is_written_again_as_the_same_text', async (t) => {
  const judged = (text, by) => read(() => client.judgeCheckpoint(text, client.parsePolicy(by)));
  const check = (text, by) => {
    const judgement = judged(text, by);
    if (judgement === null) return false;
    const { origin, size, root } = judgement.checkpoint;
    assert.equal(`${origin}\n${size}\n${client.toBase64(root)}\n`, client.parseNote(text).text);
    for (const { time } of judgement.cosigned) assert.match(time.toISOString(), /^\d{4}-/);
    return true;
  };
  await holds(t, textRecipeFor(notes), (recipe) => check(madeText(notes, recipe), witnessed), { runs: 150 });
  // Signed, whatever it says.
  const bodies = [bodyOf(0), bodyOf(75), bodyOf((1n << 63n) - 1n)];
  await holds(t, textRecipeFor(bodies), (recipe) => {
    const body = madeText(bodies, recipe);
    return check(`${body}\n${log.signs(body)}${witnesses[0].cosigns(body, 1)}`, policy);
  }, { runs: 200 });
});

test('Proofs_are_written_again_as_the_same_bytes', async (t) => {
  await holds(t, recipeFor(proofs), (recipe) => {
    const bytes = made(proofs, recipe), parsed = read(() => client.parseProof(bytes));
    if (parsed === null) return false;
    const text = `c2sp.org/tlog-proof@v1\nextra ${client.toBase64(parsed.extra)}\nindex ${parsed.index}\n` +
      `${parsed.hashes.map((hash) => `${client.toBase64(hash)}\n`).join('')}\n${parsed.checkpoint}`;
    assert.ok(Buffer.from(text).equals(bytes));
    return true;
  });
});

test('A_verdict_on_a_changed_proof_is_the_one_on_the_proof_or_a_refusal', async (t) => {
  const entryOf = ({ type, values }) => `ruban/v1 ${type}\n${[...values].flatMap(([key, all]) => all.map((value) => `${key} ${value}\n`)).join('')}`;
  await holds(t, recipeFor(proofs.slice(0, 3)), (recipe) => {
    const verdict = read(() => client.verifyProof(made(proofs, recipe), witnessed));
    if (verdict !== null) assert.equal(entryOf(verdict.entry), String(entryAt(Number(verdict.index))));
    return verdict !== null;
  }, { runs: 150 });
});

// As the server writes it.
const formatPolicy = ({ logs, witnesses: all, groups, quorum }) => {
  const text = (key) => `${key.name}+${key.id}+${client.toBase64(Uint8Array.of(key.type, ...key.key))}`;
  return `${logs.map((key) => `log ${text(key)}\n`).join('')}${all.map(({ name, key }) => `witness ${name} ${text(key)}\n`).join('')}` +
    `${groups.map(({ name, k, members }) => `group ${name} ${k} ${members.join(' ')}\n`).join('')}quorum ${quorum}\n`;
};

test('Policies_that_were_read_are_read_the_same_once_written', async (t) => {
  const texts = [policy, witnessed, `# a remark\n\nlog ${vkey} https://${ORIGIN}\nwitness a ${witnesses[0].vkey} https://a.example\n` +
    `witness b ${witnesses[1].vkey}\nwitness c ${witnesses[2].vkey}\ngroup g any a b\ngroup h all g\t c\nquorum h\n`];
  await holds(t, textRecipeFor(texts), (recipe) => {
    const read1 = read(() => client.parsePolicy(madeText(texts, recipe)));
    if (read1 === null) return false;
    assert.deepEqual(client.parsePolicy(formatPolicy(read1)), read1);
    assert.equal(client.quorumMet(read1, []), !client.asksForWitnesses(read1));
    const keys = [...read1.logs, ...read1.witnesses.map((one) => one.key)];
    for (const type of [1, 4]) {
      const same = keys.filter((key) => key.type === type).map((key) => client.toHex(key.key));
      assert.equal(new Set(same).size, same.length);
    }
    return true;
  }, { runs: 400 });
});

test('Entries_are_written_again_as_the_same_bytes', async (t) => {
  await holds(t, recipeFor(valid), (recipe) => {
    const bytes = made(valid, recipe), entry = client.parseEntry(bytes);
    if (entry === null) return false;
    const lines = [...entry.values].flatMap(([key, all]) => all.map((value) => `${key} ${value}\n`));
    assert.ok(Buffer.from(`ruban/v1 ${entry.type}\n${lines.join('')}`).equals(bytes));
    assert.equal(typeof client.signedByItsKey(entry, bytes), 'boolean');
    return true;
  }, { runs: 1000 });
});

test('Key_files_are_written_again_as_the_same_text_but_for_line_ends', async (t) => {
  await holds(t, textRecipeFor(keyFiles), (recipe) => {
    const text = madeText(keyFiles, recipe), file = read(() => client.parseKeyFile(text));
    if (file === null) return false;
    assert.equal(client.formatKeyFile(file), `${text.replaceAll('\r\n', '\n').replace(/[\r\n]$/, '')}\n`);
    return true;
  });
});

test('A_policy_that_is_found_in_TOML_has_its_hash', async (t) => {
  const hash = client.toBase64(createHash('sha256').update(witnessed).digest());
  const texts = [`slug = "a"\n[witnesses]\npolicy = '''\n${witnessed}'''\n`, `[witnesses]\n"policy"="""\n${witnessed}"""\n`,
    `witnesses.policy = "${witnessed.replaceAll('\n', '\\n')}"\n`];
  await holds(t, textRecipeFor(texts), (recipe) => {
    const found = client.findPolicy(madeText(texts, recipe), hash);
    assert.ok(found === null || found === witnessed);
    return found !== null;
  });
});

test('An_inclusion_proof_holds_for_one_leaf_at_one_place', async (t) => {
  const hash = (byte) => client.leafHash(Uint8Array.of(byte));
  const hashes = fc.array(fc.nat(255), { maxLength: 66 }).map((all) => all.map(hash));
  const number = fc.oneof(fc.bigInt({ min: 0n, max: 100n }), fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }));
  await holds(t, fc.tuple(number, number, hashes), ([index, size, all]) => {
    assert.equal(read(() => client.checkInclusion(index, size, hash(1), all, hash(2)) ?? true), null);
    const roots = index > 0n && index < size ? client.consistencyRoots(index, size, all) : null;
    assert.ok(roots === null || all.length > 0);
    return roots !== null;
  });
});

test('Blind_signatures_of_any_bytes_are_refused', async (t) => {
  const [{ n }] = JSON.parse(await readFile(join(vectors, 'rfc9474_appendixA.json'), 'utf8'));
  const modulus = Buffer.from(n, 'hex'), seed = new Uint8Array(32).fill(3);
  const bytes = fc.oneof(fc.uint8Array({ maxLength: 600 }), fc.uint8Array({ minLength: modulus.length, maxLength: modulus.length }), fc.constant(new Uint8Array(1 << 20).fill(255)));
  const { message, blinding } = client.requestCredential(modulus, keyFile.letter, 'a-b', seed);
  await holds(t, bytes, (answer) => {
    assert.equal(client.verifyPss(modulus, message, answer), false);
    return read(() => client.finalize(modulus, message, answer, blinding.inverse)) !== null;
  }, { runs: 200, both: false });
});
