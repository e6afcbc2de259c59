// SPDX-License-Identifier: AGPL-3.0-or-later
// The vectors that other programs agree with, too.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { entriesOf } from './entries.mjs';
import { client } from './world.mjs';

const vectors = process.env.RUBAN_VECTORS;
// Indexes up to 2 to the 64th stay exact: as strings.
const json = async (name) => JSON.parse((await readFile(join(vectors, name), 'utf8')).replace(/: (\d{16,})/g, ': "$1"'));

test('Inclusion_proofs_hold_and_tampered_ones_do_not', async () => {
  const cases = await json('merkle/inclusion.json');
  assert.ok(cases.length > 90 && cases.some((one) => one.wantErr) && cases.some((one) => !one.wantErr));
  for (const one of cases) {
    const check = () => {
      const hashes = [one.leafHash, one.root, ...(one.proof ?? [])].map((text) => client.fixedFromBase64(text ?? '', 32));
      // What the reader of the file refuses never gets as far as the tree.
      if (hashes.includes(null)) throw new client.Refusal('hash');
      const [leaf, root, ...proof] = hashes;
      client.checkInclusion(BigInt(one.leafIdx), BigInt(one.treeSize), leaf, proof, root);
    };
    if (one.wantErr) assert.throws(check, client.Refusal, one.name);
    else check();
  }
});

test('The_known_answers_of_C2SP_hold', async () => {
  const { rfc6962, signed_note_example: note } = await json('c2sp_rfc6962_known_answers.json');
  const leaves = rfc6962.leaves_hex.map((hex) => client.leafHash(Buffer.from(hex, 'hex')));
  const root = (from, to) => {
    if (to - from === 1) return leaves[from];
    let k = 1;
    while (2 * k < to - from) k *= 2;
    return client.nodeHash(root(from, from + k), root(from + k, to));
  };
  for (let size = 1; size <= 8; ++size) assert.equal(client.toHex(root(0, size)), rfc6962.roots_hex_by_size[size]);
  const key = client.parseVerifierKey(note.vkey);
  const parsed = client.parseNote(`${note.text}\n${note.signature_line}\n`);
  assert.equal(parsed.text, note.text);
  assert.equal(parsed.signatures[0].id, key.id);
  assert.ok(client.verify(key.key, client.bytesOf(parsed.text), parsed.signatures[0].bytes));
  assert.ok(!client.verify(key.key, client.bytesOf(`${note.text}\n`), parsed.signatures[0].bytes));
});

test('Entries_are_read_as_strictly_as_the_audit_reads_them', async () => {
  let valid = 0, invalid = 0;
  for (const file of (await readdir(join(vectors, 'entries'))).filter((name) => name.endsWith('.txt'))) {
    for (const { verdict, text } of await entriesOf(file)) {
      const malformed = verdict.startsWith('not_an_entry');
      assert.equal(client.parseEntry(Buffer.from(text, 'latin1')) === null, malformed, `${file}: ${verdict}`);
      if (malformed) ++invalid;
      else ++valid;
    }
  }
  assert.ok(valid > 100 && invalid > 50, `${valid} valid, ${invalid} invalid`);
});

test('Ed25519_signatures_are_judged_by_the_strict_rule', async () => {
  let right = 0, wrong = 0;
  for (const { verdict, text } of await entriesOf('sign-ed25519.txt')) {
    const entry = Buffer.from(text, 'latin1');
    const parsed = client.parseEntry(entry);
    if (parsed?.type !== 'sign') continue;
    assert.equal(client.signedByItsKey(parsed, entry), !verdict.startsWith('wrong_signature'), verdict);
    if (verdict.startsWith('wrong_signature')) ++wrong;
    else ++right;
  }
  assert.ok(right > 0 && wrong > 3, `${right} right, ${wrong} wrong`);
});
