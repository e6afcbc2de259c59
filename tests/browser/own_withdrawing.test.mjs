// SPDX-License-Identifier: AGPL-3.0-or-later
// Withdrawing in the visitor's own browser with the key file: by name and without, before and after publication; what is asked for
// and sent, and that whatever goes wrong is said and can be tried again.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { checkPage, invalidNow } from './checks.mjs';
import { runRuban } from './demo.mjs';
import { newKey } from './lying_site.mjs';
import { LETTER, callsOf, startVisits } from './own_visits.mjs';

let visits;
before(async () => { visits = await startVisits(); });
after(() => visits?.stop());

const WITHDRAW = { path: '/withdraw' };
const NARROW = { colorScheme: 'dark', viewport: { width: 320, height: 900 } };
const seedOf = async (key) => (await readFile(key, 'utf8')).match(/\nseed (.+)\n/)[1];

// The demonstration's epochs are minutes: what must still wait a little later isn't signed at the end of one.
async function earlyInAnEpoch() {
  const second = (Date.now() / 1000) % 60;
  if (second > 30) await new Promise((done) => setTimeout(done, (61 - second) * 1000));
}

// Nothing that was sent holds the seed or a cookie, and nothing that was asked for names a key or a place.
async function checkWhatWasSent({ posts, asked }, key) {
  const seed = await seedOf(key);
  for (const post of posts) {
    assert.equal(post.postData().length, 4096);
    assert.ok(!post.postData().includes(seed));
    assert.equal((await post.allHeaders()).cookie, undefined);
  }
  const own = /^\/(log\/(checkpoint|tile\/\S+)|api\/v1\/letters\/[a-z-]+\/withdraw|static\/\S+|(fr|en)\/letters\/[a-z-]+\/(sign|withdraw))$/;
  assert.deepEqual(asked.filter((path) => !own.test(path)), []);
  // All of the letter's part, from its beginning on.
  assert.ok(asked.some((path) => /^\/log\/tile\/entries\/000(\.p\/\d+)?$/.test(path)), asked.join());
}

test('A_signature_by_name_is_withdrawn_in_English_and_counts_no_longer', async () => {
  const { named } = await visits.count();
  const signing = await visits.visitor('en');
  await visits.prove(signing, 'grace.leaves@microsoft.example', 'leaves');
  await signing.page.fill('#own-name', 'Grace Leaves');
  await signing.page.click('#own-sign button');
  await signing.page.waitForSelector('#own-proof:not([hidden])', { timeout: 30_000 });
  // The key file from before the signature: it knows neither mode nor place.
  const key = join(visits.folder, 'leaves.ruban-key');
  assert.match(await readFile(key, 'utf8'), /\nmode -\nindex -\n/);
  assert.equal((await visits.count()).named, named + 1);
  await signing.context.close();

  const visit = await visits.visitor('en', { ...WITHDRAW, ...NARROW });
  const { page, posts } = visit;
  assert.ok(await page.isHidden('#by-server'));
  assert.deepEqual(await checkPage(page, 'withdrawing, narrow and dark'), []);
  await visits.open(visit, key);
  await page.waitForSelector('#own-confirm:not([hidden])');
  assert.match(await page.textContent('#own-what'), /no\. \d+ in the record, with a name/);
  assert.ok(await page.isHidden('#own-take-back'));
  assert.deepEqual(await checkPage(page, 'what will be withdrawn, narrow and dark'), []);
  assert.equal(posts.length, 0);
  await page.click('#own-take button');
  await page.waitForSelector('#own[data-state=recorded]', { timeout: 30_000 });
  assert.match(await page.textContent('#own-outcome'), /counts no longer/);
  assert.deepEqual(await checkPage(page, 'withdrawn, narrow and dark'), []);
  assert.deepEqual(await invalidNow(page, 'withdrawn'), []);
  assert.deepEqual(callsOf(posts), ['withdraw']);
  await checkWhatWasSent(visit, key);
  await visit.context.close();
  assert.equal((await visits.count()).named, named);
  const names = await (await fetch(`${visits.demo.url}/en${LETTER}/signatures?q=Grace+Leaves`)).text();
  assert.ok(!names.includes('Grace Leaves</'));

  // Once more: it is known to be gone, and nothing is sent.
  const again = await visits.visitor('en', WITHDRAW);
  await visits.open(again, key);
  await again.page.waitForSelector('#own-done:not([hidden])');
  assert.match(await again.page.textContent('#own-outcome'), /was withdrawn before/);
  assert.equal(again.posts.length, 0);
  await again.context.close();
});

test('A_signature_without_a_name_is_taken_back_signed_again_and_withdrawn_in_French', async () => {
  const { anon } = await visits.count();
  const signing = await visits.visitor('fr');
  await visits.prove(signing, 'sans.nom@microsoft.example', 'sans-nom');
  await signing.page.check('#own-anon');
  await earlyInAnEpoch();
  await signing.page.click('#own-sign button');
  await signing.page.waitForSelector('#own-done:not([hidden])');
  const key = await visits.save(signing.page, '#own-done a[data-key-file]', 'sans-nom.ruban-key');
  await signing.context.close();  // it would be sent again from here

  const early = await visits.visitor('fr', WITHDRAW);
  await visits.open(early, key);
  await early.page.waitForSelector('#own-confirm:not([hidden])');
  assert.match(await early.page.textContent('#own-what'), /peut être reprise/);
  assert.ok(await early.page.isHidden('#own-take'));
  assert.deepEqual(await checkPage(early.page, 'reprendre'), []);
  await early.page.click('#own-take-back .warn');
  await early.page.waitForSelector('#own-done:not([hidden])');
  assert.match(await early.page.textContent('#own-outcome'), /avant d’être publiée/);
  await checkWhatWasSent(early, key);
  await early.context.close();
  // It waits no more.
  const none = await visits.visitor('fr', WITHDRAW);
  await visits.open(none, key);
  await none.page.waitForSelector('#own-confirm:not([hidden])');
  await none.page.click('#own-take-back .warn');
  await none.page.waitForSelector('#own-status.warn');
  assert.match(await none.page.textContent('#own-status'), /n’attend pas ici/);
  await none.context.close();

  const later = await visits.visitor('fr');
  await later.page.click('#own-start summary');
  await later.page.setInputFiles('#own-file', key);
  await later.page.click('#own-have button');
  await later.page.waitForSelector('#own-choose:not([hidden])');
  assert.ok(await later.page.isChecked('#own-anon'));
  await later.page.click('#own-sign button');
  await later.page.waitForSelector('#own-proof:not([hidden])', { timeout: 150_000 });
  await later.context.close();
  assert.equal((await visits.count()).anon, anon + 1);

  const visit = await visits.visitor('fr', { ...WITHDRAW, viewport: { width: 320, height: 900 } });
  const { page } = visit;
  await visits.open(visit, key);
  await page.waitForSelector('#own-confirm:not([hidden])');
  assert.match(await page.textContent('#own-what'), /fin de la période.* UTC/);
  assert.deepEqual(await checkPage(page, 'retrait sans nom'), []);
  await page.click('#own-take button');
  await page.waitForSelector('#own-done:not([hidden])');
  assert.match(await page.textContent('#own-outcome'), /en mémoire jusqu’au .* UTC/);
  await page.waitForSelector('#own[data-state=recorded]', { timeout: 150_000 });
  assert.match(await page.textContent('#own-done-title'), /est retirée/);
  await checkWhatWasSent(visit, key);
  await visit.context.close();
  assert.equal((await visits.count()).anon, anon);
  const home = { env: { ...process.env, XDG_CONFIG_HOME: visits.folder, XDG_STATE_HOME: visits.folder } };
  const audit = await runRuban(['audit', visits.demo.url, '--allow-unwitnessed'], home);
  assert.equal(audit.code, 0, audit.out);
});

test('A_key_file_that_leads_nowhere_is_said_why_and_another_can_be_tried', async () => {
  const signing = await visits.visitor('en');
  const key = await readFile(await visits.prove(signing, 'never@microsoft.example', 'never'), 'utf8');
  await signing.context.close();
  const visit = await visits.visitor('en', WITHDRAW);
  const { page, posts } = visit;
  const said = async (change, pattern) => {
    const file = join(visits.folder, 'changed.ruban-key');
    await writeFile(file, change(key));
    await visits.open(visit, file);
    await page.waitForSelector('#own-status.warn');
    assert.match(await page.textContent('#own-status'), pattern);
  };
  await page.click('#own-open button');
  await page.waitForSelector('#own-status.warn');
  assert.match(await page.textContent('#own-status'), /Choose your key file/);
  await said((text) => text.slice(0, 100), /isn’t a whole key file/);
  await said((text) => text.replace(/letter .+/, `letter ${'A'.repeat(43)}=`), /belongs to another letter/);
  await said((text) => text.replace(/origin .+/, 'origin elsewhere.example/log'), /another site’s record: elsewhere\.example\/log/);
  await said((text) => text.replace(/cred .+/, 'cred -'), /no signature of this key/);
  await said((text) => text.replace('mode -', 'mode named'), /no signature of this key/);
  await page.route('**/log/checkpoint', (route) => route.abort());
  await said((text) => text, /can’t be reached/);
  await page.unroute('**/log/checkpoint');
  const tiles = '**/log/tile/entries/**';
  await page.route(tiles, async (route) => {
    const answer = await route.fetch();
    const bytes = Buffer.from(await answer.body());
    bytes[bytes.length - 4] ^= 1;
    return route.fulfill({ response: answer, body: bytes });
  });
  await said((text) => text, /don’t fit together/);
  await page.unroute(tiles);
  await page.route(tiles, (route) => route.fulfill({ status: 502, body: 'Bad gateway' }));
  await said((text) => text, /part of the public record/);
  await page.unroute(tiles);
  assert.deepEqual(await checkPage(page, 'refused'), []);
  assert.equal(posts.length, 0);
  // The server is down when it is asked; then it works.
  await page.click('#own-start summary');
  await page.fill('#own-text', `\n${key}`);
  await page.click('#own-open button');
  await page.waitForSelector('#own-confirm:not([hidden])');
  await page.route('**/withdraw?version=1', (route) => route.fulfill({ status: 503, contentType: 'text/html', body: 'busy' }));
  await page.click('#own-take-back .warn');
  await page.waitForSelector('#own-status.warn');
  assert.match(await page.textContent('#own-status'), /overloaded/);
  await page.unroute('**/withdraw?version=1');
  await page.click('#own-take-back .warn');
  await page.waitForFunction(() => /doesn’t wait there/.test(document.querySelector('#own-status').textContent));
  await page.click('[data-again]');
  assert.ok(await page.isVisible('#own-open'));
  await visit.context.close();
});

// The real record under a key of the test's own, and later another root of the same size.
test('Two_records_that_contradict_each_other_are_said_out_loud', async () => {
  const signing = await visits.visitor('en');
  const key = await visits.prove(signing, 'fork@microsoft.example', 'fork');
  await signing.page.fill('#own-name', 'Fay Fork');
  await signing.page.click('#own-sign button');
  await signing.page.waitForSelector('#own-proof:not([hidden])', { timeout: 30_000 });
  await signing.context.close();

  const origin = (await readFile(key, 'utf8')).match(/\norigin (.+)\n/)[1];
  const log = newKey(origin);
  let forked = null;
  const visit = await visits.visitor('en', { ...WITHDRAW, prepare: async (page) => {
    await page.route('**/withdraw', async (route) => {
      const answer = await route.fetch();
      const html = (await answer.text()).replace(/(id="own-policy" hidden>)[^<]*/, `$1log ${log.vkey}\nquorum none\n`);
      return route.fulfill({ response: answer, body: html });
    });
    let seen = '';
    await page.route('**/log/checkpoint', async (route) => {
      if (forked === null) seen = (await (await route.fetch()).text()).split('\n\n')[0];
      const [name, size, root] = seen.split('\n');
      const body = `${name}\n${size}\n${forked ?? root}\n`;
      return route.fulfill({ body: `${body}\n${log.signs(body)}` });
    });
  } });
  const { page } = visit;
  await visits.open(visit, key);
  await page.waitForSelector('#own-confirm:not([hidden])');
  forked = Buffer.alloc(32, 1).toString('base64');
  await page.click('#own-take button');
  await page.waitForSelector('#own-status.warn');
  assert.match(await page.textContent('#own-status'), /two public records that contradict each other/);
  await visit.context.close();
});

test('Without_scripts_the_page_says_that_the_file_goes_to_the_server', async () => {
  const { context, page } = await visits.visitor('fr', { ...WITHDRAW, javaScriptEnabled: false });
  assert.ok(await page.isHidden('#own'));
  assert.match(await page.textContent('#by-server noscript'), /Sans scripts, le fichier part au serveur/);
  assert.ok(await page.isVisible('#by-server form'));
  await context.close();
});
