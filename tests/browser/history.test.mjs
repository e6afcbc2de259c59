// SPDX-License-Identifier: AGPL-3.0-or-later
// The history of a letter against the record: over all its pages, it lists every entry of the letter but signatures, once, in
// order, and what it prints of an entry is what the entry is. In Chromium, without scripts.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { startBrowser, startDemo } from './demo.mjs';
import { recordedEntries } from './tiles.mjs';

let demo, chromium, entries;
before(async () => {
  demo = await startDemo();
  chromium = await startBrowser();
  entries = await recordedEntries(demo.url);
});
after(async () => {
  await chromium?.stop();
  await demo?.stop();
});

const leafOf = (bytes) => createHash('sha256').update(Buffer.concat([Buffer.from([0]), bytes])).digest();
const lineOf = (entry, key) => entry.toString().match(new RegExp(`^${key} (.*)$`, 'm'))?.[1];
const typeOf = (entry) => entry.toString().match(/^ruban\/v1 (\w+)\n/)[1];

// The indexes of a letter's entries that are no signatures.
function recordedOf(slug) {
  const first = entries.find((entry) => typeOf(entry) === 'letter' && lineOf(entry, 'slug') === slug);
  const id = leafOf(first).toString('base64');
  return entries.flatMap((entry, index) => (entry === first || (typeOf(entry) !== 'sign' && lineOf(entry, 'letter') === id) ? [index] : []));
}

const listed = (page) => page.$$eval('ol.events > li', (all) => all.map((line) => ({
  id: line.id, time: line.querySelector('time').dateTime, leaf: line.querySelector('code').textContent,
  links: [...line.querySelectorAll('a')].map((link) => link.getAttribute('href')),
})));
const indexOf = (line) => Number(line.id.replace('entry-', ''));

// What each page lists, from the first one on as its links lead.
async function pagesOf(page, address) {
  const pages = [];
  await page.goto(demo.url + address);
  for (;;) {
    pages.push(await listed(page));
    const next = page.locator('a[rel=next]');
    if (await next.count() === 0) return pages;
    assert.ok(pages.length < 20, 'the pages have no end');
    await Promise.all([page.waitForNavigation(), next.press('Enter')]);
  }
}

for (const [lang, slug] of [['en', 'drop-the-ice-contract'], ['fr', 'drop-ice-or-lose-us']]) {
  test(`Its_pages_list_every_entry_of_the_letter_but_signatures_once_and_as_it_is (${slug})`, async () => {
    const context = await chromium.browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    const pages = await pagesOf(page, `/${lang}/letters/${slug}/history`);
    if (slug === 'drop-the-ice-contract') assert.ok(pages.length > 1, 'one page shows nothing of how they join');
    for (const full of pages.slice(0, -1)) assert.equal(full.length, 100);
    const lines = pages.flat();
    const indexes = lines.map(indexOf);
    for (let i = 1; i < indexes.length; ++i) assert.ok(indexes[i] > indexes[i - 1], `${indexes[i]} after ${indexes[i - 1]}`);
    assert.deepEqual(indexes, recordedOf(slug));
    for (const line of lines) {
      const index = indexOf(line);
      const entry = Buffer.from(await (await fetch(`${demo.url}/api/v1/entries/${index}`)).arrayBuffer());
      assert.deepEqual(entry, entries[index], `entry ${index}`);
      assert.equal(line.leaf, leafOf(entry).toString('hex'), `entry ${index}`);
      assert.equal(line.time, lineOf(entry, 'time'), `entry ${index}`);
      const proof = await (await fetch(`${demo.url}/api/v1/entries/${index}/proof`)).text();
      assert.equal(lineOf(proof, 'index'), String(index));
      assert.equal(lineOf(proof, 'extra'), entry.toString('base64'), `entry ${index}`);
      assert.deepEqual(line.links, [`/api/v1/entries/${index}`, `/api/v1/entries/${index}/proof`]);
    }
    await context.close();
  });
}

test('A_page_begins_after_the_entry_that_is_named_whether_or_not_it_is_one_of_the_letter', async () => {
  const context = await chromium.browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  const history = '/en/letters/drop-the-ice-contract/history';
  const all = recordedOf('drop-the-ice-contract');
  const signature = entries.findIndex((entry) => typeOf(entry) === 'sign');
  for (const after of [0, signature, all[99], all.at(-2), all.at(-1), entries.length, 999_999]) {
    await page.goto(`${demo.url}${history}?after=${after}`);
    assert.deepEqual((await listed(page)).map(indexOf), all.filter((index) => index > after).slice(0, 100), `after ${after}`);
    assert.equal(await page.locator('a[rel=next]').count(), all.filter((index) => index > after).length > 100 ? 1 : 0, `after ${after}`);
  }
  for (const after of ['-1', 'x', '1.5']) assert.equal((await fetch(`${demo.url}${history}?after=${after}`)).status, 422, after);
  await context.close();
});
