// SPDX-License-Identifier: AGPL-3.0-or-later
// Signing in the visitor's own browser, by name and without: what is sent and what isn't, what is kept, and what the page
// refuses of a server that lies. In Chromium, in both languages, with one key file carried from one visit to the next.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { checkPage, invalidNow } from './checks.mjs';
import { codeFor, runRuban } from './demo.mjs';
import { lying, newKey, withWeakKey } from './lying_site.mjs';
import { LETTER, callsOf, readCode, startVisits, untilShown } from './own_visits.mjs';
import { acceptedByGo, acceptedByRuban, withoutGo } from './receipts.mjs';

let visits, demo, folder;
const receipts = [];
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
  // Who sees what, before anything is asked: with this letter's method.
  const intro = await page.textContent('#own-intro');
  for (const said of [/Que votre adresse a demandé un code/, /Non pas quelle signature est la vôtre/]) assert.match(intro, said);
  assert.doesNotMatch(intro, /code d’invitation/);
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
  await acceptedByRuban(receipt, folder);
  receipts.push(receipt);
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
  assert.ok(await page.isVisible('#own-read'), 'who returns can read what was checked, too');
  await page.fill('#own-name', 'Grace Later');
  await page.fill('#own-role', 'Engineer');
  assert.equal(await page.textContent('#own-line'), 'Grace Later, Engineer');
  assert.deepEqual(await checkPage(page, 'own signing, narrow and dark'), []);
  await page.click('#own-sign button');
  await page.waitForSelector('#own-proof:not([hidden])', { timeout: 30_000 });
  assert.deepEqual(callsOf(posts), ['sign']);
  const receipt = await save(page, '#own-receipt', 'grace.tlog-proof');
  await acceptedByRuban(receipt, folder);
  receipts.push(receipt);
  const names = await (await fetch(`${demo.url}/en${LETTER}/signatures?q=Grace+Later`)).text();
  assert.ok(names.includes('Grace Later'));
  await later.context.close();
});

test('A_step_comes_at_once_and_nothing_glides_under_the_finger', async () => {
  const { context, page } = await visitor('en', { reducedMotion: 'no-preference' });
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior), 'auto');
  await context.close();
});

test('The_text_that_was_checked_is_shown_before_anything_is_sent', async () => {
  for (const [lang, file] of [['en', 'en.md'], ['fr', 'fr.md']]) {
    const { context, page, posts } = await visitor(lang);
    if (await page.locator('#own-employee-email').count()) await page.check('#own-employee-email');
    await page.click('#own-ask button');
    await untilShown(page, '#own-save');
    const written = await (await fetch(`${demo.url}${LETTER}/v1/files/${file}`)).text();
    const facts = await (await fetch(`${demo.url}${LETTER}/v1/files/letter.toml`)).text();
    assert.match(facts, /\[\[demand/);
    assert.equal(await page.textContent('#own-checked'), `${written}\n${facts}`);
    assert.ok(await page.isVisible('#own-read'), 'what was checked can be read');
    assert.equal(posts.length, 0);
    await context.close();
  }
});

test('Who_began_with_a_name_signs_by_name_or_not_at_all', async () => {
  // A server that refuses once has the name, and knows whose key it is.
  const prepare = (page) => page.route('**/sign?version=1', (route) => route.fulfill({ status: 503, contentType: 'application/problem+json',
    body: JSON.stringify({ type: 'about:blank', title: 'Busy', status: 503, detail: 'Busy.' }) }));
  const visit = await visitor('en', { prepare });
  const { page } = visit;
  await prove(visit, 'began@microsoft.example', 'began');
  await page.check('#own-named');
  await page.fill('#own-name', 'Ada Example');
  await page.click('#own-sign button');
  await page.waitForFunction(() => document.querySelector('#own-status.warn:not([hidden])'));
  const key = await save(page, '#own-choose a[data-key-file]', 'began-named.ruban-key');
  assert.match(await readFile(key, 'utf8'), /\nmode named\n/);
  assert.ok(await page.isDisabled('#own-anon'));
  assert.match(await page.textContent('#own-people'), /was begun with this key/);
  await visit.context.close();
});

test('A_link_says_which_letter_it_means_and_another_one_is_refused', async () => {
  const { letter } = await (await fetch(`${demo.url}/api/v1${LETTER}`)).json();
  const id = Buffer.from(letter, 'base64').toString('hex');
  const meant = await (await fetch(`${demo.url}/en${LETTER}?id=${id}`)).text();
  for (const path of ['sign', 'withdraw']) assert.ok(meant.includes(`${LETTER}/${path}?id=${id}"`), path);
  // The other language, and the address as it is printed, which leads to the reader's own.
  for (const path of ['', '/sign', '/withdraw', '/quote']) {
    const page = await (await fetch(`${demo.url}/en${LETTER}${path}?id=${id}`)).text();
    assert.ok(page.includes(`/fr${LETTER}${path}?id=${id}" lang="fr"`), path);
    assert.ok(!page.slice(0, page.indexOf('</head>')).includes('?id='), `${path}: the address for everybody has no id`);
    const bare = await fetch(`${demo.url}${LETTER}${path}?id=${id}`, { redirect: 'manual', headers: { 'Accept-Language': 'fr' } });
    assert.equal(bare.headers.get('location'), `/fr${LETTER}${path}?id=${id}`);
  }
  const garbled = await fetch(`${demo.url}${LETTER}?id=%0d%0aX: y`, { redirect: 'manual' });
  assert.ok(garbled.status === 400 || garbled.headers.get('location').endsWith('?id='), String(garbled.status));
  for (const other of ['0'.repeat(64), id.toUpperCase(), id.slice(1), '']) {
    for (const path of ['', '/sign', '/figures']) {
      const answer = await fetch(`${demo.url}/en${LETTER}${path}?id=${other}`);
      assert.equal(answer.status, 409, `${path}?id=${other}`);
      const text = await answer.text();
      assert.match(text, /means another letter than the one that stands here/);
      // In the reader's other language it is no less another letter.
      assert.match(text, new RegExp(`href="/fr${LETTER}${path}\\?id=(${other})?"`));
    }
  }
  // A server that shows its page all the same: the page's own program compares.
  for (const other of ['1'.repeat(64), 'garbled']) {
    const prepare = (page) => page.route(`**${LETTER}/sign?*`, async (route) => route.fulfill({ response: await route.fetch({ url: `${demo.url}/en${LETTER}/sign` }) }));
    const { context, page, posts } = await visitor('en', { path: `/sign?id=${other}`, prepare });
    if (await page.locator('#own-employee-email').count()) await page.check('#own-employee-email');
    await page.click('#own-ask button');
    await page.waitForFunction(() => document.querySelector('#own-status.warn:not([hidden])'));
    assert.match(await page.textContent('#own-status'), /Nothing was sent/);
    assert.equal(posts.length, 0);
    await context.close();
  }
});

test('Who_has_a_credential_is_told_to_use_it', async () => {
  const visit = await visitor('en');
  const { page } = visit;
  await page.check('#own-employee-email');
  await page.click('#own-ask button');
  await save(page, '#own-save-link', 'again.ruban-key');
  await page.fill('#own-email', 'grace.later@microsoft.example');
  const used = await codeFor(demo, 'grace.later@microsoft.example');
  await page.click('#own-by-mail button');
  await untilShown(page, '#own-code');
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

// A server that lies consistently isn't found out by its page; but what it says must still be sound.
test('A_weak_key_is_refused_although_all_else_fits_together', async () => {
  const tries = [[{}, null], [{ change: withWeakKey }, /certify yours is weak/],
    [{ quorum: `witness w ${newKey('w.example', 4).vkey}\nquorum w\n` }, /too few witnesses/]];
  for (const [lie, said] of tries) {
    const visit = await visitor('en', { prepare: await lying(demo.url, LETTER, lie) });
    const { page, posts } = visit;
    await page.check('#own-employee-email');
    await page.click('#own-ask button');
    await page.waitForSelector(said === null ? '#own-save:not([hidden])' : '#own-status.warn');
    if (said !== null) assert.match(await page.textContent('#own-status'), said);
    assert.equal(posts.length, 0);
    await visit.context.close();
  }
});

test('The_key_is_kept_as_a_code_and_its_text_is_enough_to_sign_and_to_withdraw', async () => {
  const first = await visitor('fr', { colorScheme: 'dark', viewport: { width: 320, height: 900 } });
  const { page, posts } = first;
  await page.check('#own-employee-email');
  await page.click('#own-ask button');
  await page.waitForSelector('#own-save:not([hidden])');
  assert.ok(await page.isDisabled('#own-email'));
  assert.equal(await page.locator('#own-drawn svg').count(), 0);
  await page.click('#own-as-code summary');
  await page.waitForSelector('#own-drawn svg');
  assert.ok(await page.isEnabled('#own-email'));
  assert.deepEqual(await checkPage(page, 'the code of a key, narrow and dark'), []);
  assert.deepEqual(await invalidNow(page, 'the code of a key'), []);
  const text = await readCode(page, '#own-drawn svg');
  const kept = await readFile(await save(page, '#own-save-link', 'code.ruban-key'), 'utf8');
  assert.equal(text, kept.replace(/\nblinded .+/, '\nblinded -'));
  assert.equal(posts.length, 0);
  // Hidden again, nothing of it is left in the page.
  await page.click('#own-as-code summary');
  await page.waitForSelector('#own-drawn svg', { state: 'detached' });
  await first.context.close();

  const paste = async (visit, form) => {
    if (form === '#own-have') await visit.page.click('#own-start > details > summary');
    await visit.page.click(`${form} summary`);
    await visit.page.fill('#own-text', `${text}\n `);
    await visit.page.click(`${form} button`);
  };
  const signing = await visitor('en');
  await paste(signing, '#own-have');
  await signing.page.waitForSelector('#own-save:not([hidden])');
  assert.equal(await readFile(await save(signing.page, '#own-save-link', 'code-again.ruban-key'), 'utf8'), kept);
  await signing.page.fill('#own-email', 'photo@microsoft.example');
  await signing.page.click('#own-by-mail button');
  await untilShown(signing.page, '#own-code');
  await signing.page.fill('#own-digits', await codeFor(demo, 'photo@microsoft.example'));
  await signing.page.click('#own-confirm button');
  await signing.page.waitForSelector('#own-news:not([hidden])');
  await signing.page.click('#own-tell button');
  await signing.page.waitForSelector('#own-choose:not([hidden])');
  await signing.page.fill('#own-name', 'Pola Photo');
  await signing.page.click('#own-sign button');
  await signing.page.waitForSelector('#own-proof:not([hidden])', { timeout: 30_000 });
  await signing.context.close();

  const leaving = await visitor('en', { path: '/withdraw' });
  await paste(leaving, '#own-open');
  await leaving.page.waitForSelector('#own-confirm:not([hidden])');
  await leaving.page.click('#own-take button');
  await leaving.page.waitForSelector('#own[data-state=recorded]', { timeout: 30_000 });
  await leaving.context.close();
});

test('A_credential_of_a_key_file_is_verified_before_it_is_used', async () => {
  const first = await visitor('en');
  const text = await readFile(await prove(first, 'changed@microsoft.example', 'changed'), 'utf8');
  await first.context.close();
  const cred = Buffer.from(text.match(/\ncred (.+)\n/)[1], 'base64');
  cred[100] ^= 1;
  const file = join(folder, 'wrong.ruban-key');
  await writeFile(file, text.replace(/\ncred .+\n/, `\ncred ${cred.toString('base64')}\n`));
  const visit = await visitor('en');
  await visit.page.click('#own-start summary');
  await visit.page.setInputFiles('#own-file', file);
  await visit.page.click('#own-have button');
  await visit.page.waitForSelector('#own-status.warn');
  assert.match(await visit.page.textContent('#own-status'), /credential in this key file isn’t one/);
  assert.equal(visit.posts.length, 0);
  await visit.context.close();
});

test('What_the_server_has_lost_is_sent_again_until_the_record_holds_it', async () => {
  const visit = await visitor('en');
  const { page, posts } = visit;
  await prove(visit, 'patience@microsoft.example', 'patience');
  let lost = 0;
  await page.route('**/sign?version=1', (route) => {
    if (++lost > 1) return route.continue();
    return route.fulfill({ status: 200, contentType: 'application/json', body: '{"state":"accepted"}' });
  });
  await page.fill('#own-name', 'Patience Example');
  await page.click('#own-sign button');
  await page.waitForSelector('#own-done:not([hidden])');
  assert.ok(await page.isHidden('#own-proof'));
  await page.waitForSelector('#own-proof:not([hidden])', { timeout: 60_000 });
  const sent = posts.filter((post) => post.url().includes('/sign?'));
  assert.equal(sent.length, 2);
  assert.equal(sent[0].postData(), sent[1].postData());
  await visit.context.close();
});

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
  await page.click('#own-by-mail button');
  await page.waitForSelector('#own-status.warn');
  assert.match(await page.textContent('#own-status'), /surchargé/);
  await visit.context.close();
});

test('Without_scripts_the_page_says_why_a_name_is_needed', async () => {
  const { context, page } = await visitor('fr', { javaScriptEnabled: false });
  assert.ok(await page.isHidden('#own'));
  assert.match(await page.textContent('#by-server noscript'), /JavaScript.*le serveur la crée pour vous, et saurait à qui elle est/s);
  assert.ok(await page.isVisible('#by-server form'));
  await context.close();
});

test('Go_accepts_the_receipt_without_a_name_and_the_one_with', { skip: withoutGo }, async () => {
  assert.equal(receipts.length, 2);
  await acceptedByGo(demo.url, receipts);
});
