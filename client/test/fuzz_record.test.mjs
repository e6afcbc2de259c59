// SPDX-License-Identifier: AGPL-3.0-or-later
// A site whose files have faults: what is read from it is the record of its checkpoint, or a refusal.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { siteWith } from './letter_site.mjs';
import { holds, made, recipeFor } from './mutating.mjs';
import { Site, reasonOf } from './site.mjs';
import { client, entryAt, log } from './world.mjs';

const policy = `log ${log.vkey}\nquorum none\n`;
const all = Array.from({ length: 600 }, (_, i) => entryAt(i));

test('What_is_read_of_a_record_is_what_its_checkpoint_stands_for', async (t) => {
  const draw = fc.record({ nth: fc.nat(7), from: fc.constantFrom(0, 100, 256, 500, 599), recipe: recipeFor(['']) });
  await holds(t, draw, async ({ nth, from, recipe }) => {
    const site = new Site(all);
    let asked = 0;
    site.change = (path, bytes) => (asked++ === nth ? made([bytes], recipe) : bytes);
    const read = [];
    const reason = await reasonOf((async () => {
      const { record } = await client.seeRecord(client.parsePolicy(policy));
      await record.read(from, record.size, (entry, index) => read.push([index, entry]));
      await record.prove(from, all[from]);
    })());
    if (reason !== 'none') return false;
    assert.equal(read.length, all.length - from);
    for (const [index, entry] of read) assert.ok(all[index].equals(entry));
    return true;
  }, { runs: 60 });
});

test('A_letter_that_is_accepted_is_the_one_that_was_asked_for', async (t) => {
  const draw = fc.record({ nth: fc.nat(5), recipe: recipeFor(['']) });
  await holds(t, draw, async ({ nth, recipe }) => {
    const { site, place, entry } = siteWith({ before: all.slice(0, 3), after: all.slice(3, 5) });
    let asked = 0;
    site.change = (path, bytes) => (asked++ === nth ? made([bytes], recipe) : bytes);
    let letter;
    const reason = await reasonOf(client.checkLetter(place, policy).then((found) => (letter = found)));
    if (reason !== 'none') return false;
    assert.equal(letter.index, 3);
    assert.deepEqual(letter.entry, client.parseEntry(entry));
    return true;
  }, { runs: 120 });
});

test('Whatever_an_answer_says_a_letter_is_accepted_or_refused', async (t) => {
  const value = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constant({ toString: 1, valueOf: 1 }), fc.constant(3), fc.constant(3));
  const files = fc.oneof(value, fc.constant([0, 1]), fc.array(fc.oneof(fc.string(), value, fc.nat(1))));
  await holds(t, fc.record({ index: value, files, anonymous: value, until: value }), async (said) => {
    const { site, place, entry } = siteWith({ before: all.slice(0, 3) });
    const listed = Array.isArray(said.files) ? said.files.map((file) => (typeof file === 'number' && site.said.files[file]) || file) : said.files;
    site.files.set(site.api, JSON.stringify({ ...said, files: listed }));
    await reasonOf(Promise.resolve().then(() => client.untilOf(said)));
    assert.ok(['number', 'object'].includes(typeof client.peopleOf(said, 'staff-0')));
    let letter;
    const reason = await reasonOf(client.checkLetter(place, policy).then((found) => (letter = found)));
    if (reason === 'none') assert.deepEqual(letter.entry, client.parseEntry(entry));
    return reason === 'none';
  }, { runs: 120 });
});
