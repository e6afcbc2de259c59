// SPDX-License-Identifier: AGPL-3.0-or-later
// Signing in the visitor's own browser, by name and without: what is sent and what isn't, what is kept, and what the page
// refuses of a server that lies. In Chromium, in both languages, with one key file carried from one visit to the next.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { checkPage } from './checks.mjs';
import { codeFor, runRuban } from './demo.mjs';
import { LETTER, callsOf, startVisits } from './own_visits.mjs';

let visits, demo, folder;
before(async () => {
  visits = await startVisits();
  ({ demo, folder } = visits);
});
after(() => visits?.stop());

const count = () => visits.count();
const visitor = (lang, options) => visits.visitor(lang, options);
const save = (page, selector, name) => visits.save(page, selector, name);
const prove = (visit, email, name) => visits.prove(visit, email, name);

test('Somebody_signs_without_a_name_in_French', async () => {
  const before = await count();
  const visit = await visitor('fr');
  const { page, posts } = visit;
  await prove(visit, 'anonyme@microsoft.example', 'anonyme');
  assert.match(await page.textContent('#own-people'), /au moins 50 personnes/);
  await page.check('#own-anon');
  await page.click('#own-sign button');
  await page.waitForSelector('#own-proof:not([hidden])', { timeout: 150_000 });
  const receipt = await save(page, '#own-receipt', 'anonyme.tlog-proof');
  const key = await save(page, '#own-done a[data-key-file]', 'anonyme.ruban-key');

  assert.deepEqual(callsOf(posts), ['code', 'confirm', 'issue', 'sign']);
  for (const post of posts) assert.equal((await post.allHeaders()).cookie, undefined);
  const sent = posts.at(-1).postData();
  assert.equal(sent.length, 16384);
  assert.ok(!sent.includes('payload') && !sent.includes('anonyme'));
  for (const post of posts.slice(0, 3)) assert.ok(!/named|anon"/.test(post.postData()), 'no call before it tells the mode');
  assert.deepEqual(await count(), { named: before.named, anon: before.anon + 1 });
  const home = { env: { ...process.env, XDG_CONFIG_HOME: folder, XDG_STATE_HOME: folder } };
  const audit = await runRuban(['audit', demo.url, '--allow-unwitnessed'], home);
  assert.equal(audit.code, 0, audit.out);
  const verified = await runRuban(['verify', receipt], home);
  assert.equal(verified.code, 0, verified.out);
  assert.match(await readFile(key, 'utf8'), /\nmode anon\nindex \d+\n/);
  await visit.context.close();
});

test('Somebody_signs_by_name_in_English_later_with_the_key_file', async () => {
  const first = await visitor('en');
  const key = await prove(first, 'grace.later@microsoft.example', 'grace');
  await first.context.close();

  const later = await visitor('en', { colorScheme: 'dark', viewport: { width: 320, height: 900 } });
  const { page, posts } = later;
  await page.click('#own-start summary');
  await page.setInputFiles('#own-file', key);
  await page.click('#own-have button');
  await page.waitForSelector('#own-choose:not([hidden])');
  await page.fill('#own-name', 'Grace Later');
  await page.fill('#own-role', 'Engineer');
  assert.equal(await page.textContent('#own-line'), 'Grace Later, Engineer');
  assert.deepEqual(await checkPage(page, 'own signing, narrow and dark'), []);
  await page.click('#own-sign button');
  await page.waitForSelector('#own-proof:not([hidden])', { timeout: 30_000 });
  assert.deepEqual(callsOf(posts), ['sign']);
  const names = await (await fetch(`${demo.url}/en${LETTER}/signatures?q=Grace+Later`)).text();
  assert.ok(names.includes('Grace Later'));
  await later.context.close();
});

test('Who_has_a_credential_is_told_to_use_it', async () => {
  const visit = await visitor('en');
  const { page } = visit;
  await page.check('#own-employee-email');
  await page.click('#own-ask button');
  await save(page, '#own-save-link', 'again.ruban-key');
  await page.fill('#own-email', 'grace.later@microsoft.example');
  const used = await codeFor(demo, 'grace.later@microsoft.example');
  await page.click('#own-send button');
  await page.waitForSelector('#own-code:not([hidden])');
  let code = used;
  while (code === used) code = await codeFor(demo, 'grace.later@microsoft.example');
  await page.fill('#own-digits', code);
  await page.click('#own-confirm button');
  await page.waitForSelector('#own-status.warn');
  assert.match(await page.textContent('#own-status'), /issued to this address before/);
  await visit.context.close();
});

// What a dishonest server might show to one reader: nothing is sent, and the page says why.
for (const [name, pattern, change, said] of [
  ['another_text', '**/files/en.md', (body) => `${body} `, /text isn’t the one/],
  ['another_place_in_the_record', '**/api/v1/letters/*?version=1', (body) => body.replace(/"index":\d+/, '"index":1'), /second letter|isn’t the one that stands/],
  ['another_record', '**/log/tile/entries/**', (body) => body, /don’t fit together|isn’t the one/],
]) {
  test(`A_server_that_shows_${name}_is_refused`, async () => {
    const visit = await visitor('en');
    const { page, posts } = visit;
    await page.route(pattern, async (route) => {
      const answer = await route.fetch();
      if (name !== 'another_record') return route.fulfill({ response: answer, body: change(await answer.text()) });
      const bytes = Buffer.from(await answer.body());
      bytes[40] ^= 1;
      return route.fulfill({ response: answer, body: bytes });
    });
    await page.check('#own-employee-email');
    await page.click('#own-ask button');
    await page.waitForSelector('#own-status.warn');
    assert.match(await page.textContent('#own-status'), said);
    assert.equal(posts.length, 0);
    await visit.context.close();
  });
}

test('An_answer_that_is_no_answer_is_said_and_can_be_tried_again', async () => {
  const visit = await visitor('fr');
  const { page, posts } = visit;
  const api = '**/api/v1/letters/*?version=1';
  await page.check('#own-employee-email');
  await page.route(api, (route) => route.fulfill({ status: 200, contentType: 'text/html', body: '<h1>Wait</h1>' }));
  await page.click('#own-ask button');
  await page.waitForSelector('#own-status.warn');
  assert.match(await page.textContent('#own-status'), /ne peut être comprise/);
  await page.unroute(api);
  await page.route(api, (route) => route.fulfill({ status: 502, body: 'Bad gateway' }));
  await page.click('#own-ask button');
  await page.waitForSelector('#own-status.warn');
  assert.match(await page.textContent('#own-status'), /partie du registre public/);
  await page.unroute(api);
  assert.equal(posts.length, 0);
  await page.click('#own-ask button');
  await page.waitForSelector('#own-save:not([hidden])');
  await save(page, '#own-save-link', 'patient.ruban-key');
  await page.route('**/code?version=1', (route) => route.fulfill({ status: 503, contentType: 'text/html', body: 'busy' }));
  await page.fill('#own-email', 'patient@microsoft.example');
  await page.click('#own-send button');
  await page.waitForSelector('#own-status.warn');
  assert.match(await page.textContent('#own-status'), /surchargé/);
  await visit.context.close();
});

test('Without_scripts_the_page_says_why_a_name_is_needed', async () => {
  const { context, page } = await visitor('fr', { javaScriptEnabled: false });
  assert.ok(await page.isHidden('#own'));
  assert.match(await page.textContent('#by-server noscript'), /JavaScript/);
  assert.ok(await page.isVisible('#by-server form'));
  await context.close();
});
