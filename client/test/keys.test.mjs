// SPDX-License-Identifier: AGPL-3.0-or-later
// Keys and signatures by the rule of docs/formats/record.md, in the corners where verifiers differ.
import assert from 'node:assert/strict';
import { createPublicKey, verify } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { badKeys, vkeyOf } from './bad_keys.mjs';
import { holds } from './mutating.mjs';
import { ORIGIN, client, log } from './world.mjs';

test('Keys_of_small_or_mixed_order_or_in_another_spelling_are_none', () => {
  assert.equal(vkeyOf(ORIGIN, 1, log.raw), log.vkey);
  assert.ok(client.isValidKey(log.raw));
  for (const [what, raw] of badKeys) {
    assert.ok(!client.isValidKey(raw), what);
    for (const type of [1, 4]) assert.equal(client.parseVerifierKey(vkeyOf(ORIGIN, type, raw)), null, what);
    // R = S = 0 and its like, that lax verifiers take for some keys.
    for (const [, r] of badKeys) assert.ok(!client.verify(raw, Buffer.from('x'), Buffer.concat([r, Buffer.alloc(32)])), what);
  }
});

test('A_signature_is_read_in_one_spelling_only', () => {
  const L = 2n ** 252n + 27742317777372353535851937790883648493n;
  const message = Buffer.from('one'), signature = Buffer.from(log.signature(message));
  assert.ok(client.verify(log.raw, message, signature));
  const s = BigInt(`0x${Buffer.from(signature.subarray(32)).reverse().toString('hex')}`);
  for (let k = 1n; s + k * L < 2n ** 256n; ++k) {
    const other = Buffer.concat([signature.subarray(0, 32), Buffer.from((s + k * L).toString(16).padStart(64, '0'), 'hex').reverse()]);
    assert.ok(!client.verify(log.raw, message, other), `${k}`);
  }
  for (const length of [0, 32, 63, 65, 128]) assert.ok(!client.verify(log.raw, message, Buffer.concat([signature, signature]).subarray(0, length)));
  for (const [what, r] of badKeys) assert.ok(!client.verify(log.raw, message, Buffer.concat([r, signature.subarray(32)])), what);
});

test('What_is_accepted_here_other_verifiers_accept_as_well', async (t) => {
  const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), log.raw]);
  const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  const draw = fc.record({ message: fc.uint8Array({ maxLength: 100 }), flip: fc.oneof(fc.constant(null), fc.nat(64 * 8 - 1)) });
  await holds(t, draw, ({ message, flip }) => {
    const signature = Buffer.from(log.signature(message));
    if (flip !== null) signature[flip >> 3] ^= 1 << (flip & 7);
    const accepted = client.verify(log.raw, message, signature);
    assert.equal(accepted, flip === null);
    assert.equal(accepted, verify(null, message, key, signature));
    return accepted;
  }, { runs: 100 });
});

test('Any_bytes_are_a_key_or_none', async (t) => {
  const bytes = fc.oneof(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.uint8Array({ maxLength: 40 }));
  await holds(t, bytes, (key) => client.isValidKey(key), { runs: 300 });
});
