// SPDX-License-Identifier: AGPL-3.0-or-later
// Answers of a server that may say anything.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reasonOf } from './site.mjs';
import { client } from './world.mjs';

const answering = (text, options) => {
  globalThis.fetch = async () => new Response(text, { headers: { 'Content-Type': 'application/problem+json' }, ...options });
};
const strange = [{ toString: 1, valueOf: 1 }, null, [], 1, true];

test('What_a_server_says_no_with_is_a_text_or_the_status', async () => {
  const denied = async (body) => {
    answering(JSON.stringify(body), { status: 409 });
    return client.call('/x', {}).then(() => assert.fail(), (error) => error);
  };
  const said = await denied({ detail: 'Not now.', field: 'entry' });
  assert.ok(said instanceof client.Denied);
  assert.deepEqual([said.status, said.detail, said.field], [409, 'Not now.', 'entry']);
  for (const detail of strange) {
    const error = await denied({ detail, field: detail });
    assert.ok(error instanceof client.Denied, `${error}`);
    assert.deepEqual([error.detail, error.field], ['409', '']);
  }
});

test('An_answer_that_breaks_off_is_a_connection_that_failed', async () => {
  for (const status of [200, 503]) {
    answering(new ReadableStream({ pull: (to) => to.error(new TypeError('terminated')) }), { status });
    assert.equal(await reasonOf(client.call('/x', {})), 'offline');
  }
  answering(new ReadableStream({ pull: (to) => to.error(new TypeError('terminated')) }), {});
  assert.equal(await reasonOf(client.fetchBytes('/x')), 'offline');
});

test('A_time_to_wait_for_is_one_that_can_be_read', () => {
  assert.equal(client.untilOf({}), null);
  assert.equal(client.untilOf({ until: '2018-06-21T15:00:00Z' }).toISOString(), '2018-06-21T15:00:00.000Z');
  for (const until of [...strange, 'soon']) assert.throws(() => client.untilOf({ until }), client.Refusal);
});

test('Nothing_is_offered_to_be_anonymous_among_unless_the_server_says_how_many', () => {
  const set = { issuer: 'a-email', offered: true, at_least: 41 };
  assert.equal(client.peopleOf({ anonymous: [null, 1, { issuer: 'b' }, set] }, 'a-email'), 41);
  for (const anonymous of [...strange, [null], [set, set].map((one) => ({ ...one, offered: 1 })), [{ ...set, at_least: {} }], [{ ...set, issuer: 'b' }]]) {
    assert.equal(client.peopleOf({ anonymous }, 'a-email'), null, JSON.stringify(anonymous));
  }
});
