// SPDX-License-Identifier: AGPL-3.0-or-later
// A letter that takes names alone is signed in the visitor's own browser as any other is; and news are asked for apart from
// signing. In Chromium, in both languages, narrow and dark.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { checkPage, invalidNow } from './checks.mjs';
import { codeFor, runRuban } from './demo.mjs';
import { LETTER, NAMES_ONLY, callsOf, startVisits } from './own_visits.mjs';
import { acceptedByGo, acceptedByRuban, withoutGo } from './receipts.mjs';

const NARROW_DARK = { viewport: { width: 320, height: 900 }, colorScheme: 'dark' };
let visits, demo, folder;
const receipts = [];
before(async () => {
  visits = await startVisits();
  ({ demo, folder } = visits);
});
after(() => visits?.stop());

const names = (lang, options) => visits.visitor(lang, { letter: NAMES_ONLY, ...options });
const bodyOf = (post) => JSON.parse(post.postData());
const callOf = (posts, name) => posts.find((post) => new URL(post.url()).pathname.endsWith(`/${name}`));

for (const [lang, options, name, asked] of [
  ['fr', NARROW_DARK, 'Zoé Probeerder', /Quel texte imprimer/],
  ['en', {}, 'Zoë Probeerder', /What is to be printed/],
]) {
  test(`A_letter_of_names_is_signed_with_a_key_of_this_browser (${lang})`, async () => {
    const visit = await names(lang, options);
    const { page, posts } = visit;
    const looks = async (what) => [...await checkPage(page, `${lang} ${what}`), ...await invalidNow(page, `${lang} ${what}`)];
    assert.ok(await page.isHidden('#by-server'));
    assert.equal(await page.locator('#own-intro table.ways').count(), 0);
    assert.deepEqual(await looks('the start'), []);
    const email = `own-${lang}@mail.example`;
    await visits.proveAddress(visit, email, `names-${lang}`);
    assert.deepEqual(await looks('news'), []);
    assert.equal(await page.isChecked('#own-updates'), false);
    await page.click('#own-tell button');
    await page.waitForSelector('#own-choose:not([hidden])');
    assert.match(await page.textContent('#own-choose h2'), asked);
    assert.equal(await page.locator('[name=own-mode]').count(), 0);
    await page.fill('#own-name', name);
    await page.fill('#own-role', 'Test');
    assert.equal(await page.textContent('#own-line'), `${name}, Test`);
    assert.deepEqual(await looks('the line'), []);
    await page.click('#own-sign button');
    await page.waitForSelector('#own-proof:not([hidden])', { timeout: 30_000 });
    assert.deepEqual(await looks('the end'), []);
    assert.ok(await page.isHidden('#own-missing'));
    const receipt = await visits.save(page, '#own-receipt', `names-${lang}.tlog-proof`);
    await acceptedByRuban(receipt, folder);
    receipts.push(receipt);

    // No cookie, no name before the last call, no address in it, and nothing but the calls of every other letter.
    assert.deepEqual(callsOf(posts), ['code', 'confirm', 'issue', 'sign']);
    for (const post of posts) assert.equal((await post.allHeaders()).cookie, undefined);
    for (const post of posts.slice(0, 3)) assert.ok(!/Probeerder|named|anon/.test(post.postData()));
    assert.deepEqual(Object.keys(bodyOf(callOf(posts, 'issue'))).sort(), ['blinded', 'issuer', 'visit']);
    assert.equal(posts[3].postData().length, 16384);
    assert.deepEqual(Object.keys(bodyOf(posts[3])).sort(), ['entry', 'payload', 'salt']);
    assert.match(bodyOf(posts[3]).entry, /\nmode named\nvia client\n/);
    assert.ok(!posts[3].postData().includes(bodyOf(posts[0]).visit));

    const index = await page.getAttribute('#own', 'data-index');
    const entry = await (await fetch(`${demo.url}/api/v1/entries/${index}`)).text();
    assert.match(entry, /\nvia client\n/);
    const list = await (await fetch(`${demo.url}/${lang}${NAMES_ONLY}/signatures?q=${encodeURIComponent(name)}`)).text();
    assert.ok(list.includes(name));
    await visit.context.close();
  });
}

// Before anything is typed, both letters ask the server for the same things, and make the same calls up to the last.
test('What_is_sent_before_signing_says_nothing_of_what_the_letter_takes', async () => {
  const sent = [];
  for (const letter of [LETTER, NAMES_ONLY]) {
    const visit = await visits.visitor('en', { letter });
    await visits.prove(visit, `same@${letter === LETTER ? 'microsoft' : 'mail'}.example`, `same-${sent.length}`);
    sent.push(visit.posts.map((post) => [callsOf([post])[0], Object.keys(bodyOf(post)).sort(), post.postData().length > 300]));
    await visit.context.close();
  }
  assert.deepEqual(sent[0], sent[1]);
});

test('News_are_asked_for_after_the_code_and_before_signing_and_never_travel_with_a_signature', async () => {
  const visit = await visits.visitor('fr', NARROW_DARK);
  const { page, posts } = visit;
  await visits.proveAddress(visit, 'nouvelles@microsoft.example', 'nouvelles');
  assert.match(await page.textContent('#own-news'), /peut deviner le reste/);
  assert.deepEqual(await checkPage(page, 'news, narrow and dark'), []);
  await page.check('#own-updates');
  await page.click('#own-tell button');
  await page.waitForSelector('#own-choose:not([hidden])');
  await page.fill('#own-name', 'Nina Nouvelle');
  await page.click('#own-sign button');
  await page.waitForSelector('#own-proof:not([hidden])', { timeout: 30_000 });
  assert.deepEqual(callsOf(posts), ['code', 'confirm', 'issue', 'news', 'sign']);
  const [, , issue, news, sign] = posts;
  assert.deepEqual(bodyOf(news), { visit: bodyOf(issue).visit });
  assert.equal((await news.allHeaders()).cookie, undefined);
  assert.equal((await news.allHeaders()).referer, undefined);
  assert.deepEqual(Object.keys(bodyOf(sign)).sort(), ['entry', 'payload', 'salt']);
  assert.ok(!sign.postData().includes(bodyOf(news).visit));
  await visit.context.close();
});

test('An_hour_that_is_over_keeps_nobody_from_signing', async () => {
  const visit = await names('en');
  const { page, posts } = visit;
  await visits.proveAddress(visit, 'late.news@mail.example', 'late-news');
  await page.route('**/news?version=1', (route) => route.fulfill({ status: 410, contentType: 'application/problem+json', body: '{}' }));
  await page.check('#own-updates');
  await page.click('#own-tell button');
  await page.waitForSelector('#own-status.warn');
  assert.match(await page.textContent('#own-status'), /leave the box empty, and go on/);
  await page.uncheck('#own-updates');
  await page.click('#own-tell button');
  await page.waitForSelector('#own-choose:not([hidden])');
  assert.deepEqual(callsOf(posts), ['code', 'confirm', 'issue', 'news']);
  await visit.context.close();
});

// A server that says it has the signature and drops it: the file that the page gives shows it to anybody.
test('The_entry_of_a_signature_that_is_missing_can_be_saved_and_shown', async () => {
  const visit = await names('en');
  const { page } = visit;
  await visits.prove(visit, 'missing@mail.example', 'missing');
  await page.route('**/sign?version=1', (route) => route.fulfill({ status: 200, contentType: 'application/json', body: '{"state":"accepted"}' }));
  await page.fill('#own-name', 'Mia Missing');
  await page.click('#own-sign button');
  await page.waitForSelector('#own-done:not([hidden])');
  await page.click('#own-missing summary');
  assert.match(await page.textContent('#own-late'), /isn’t there by \d\d:\d\d UTC/);
  assert.deepEqual(await checkPage(page, 'missing'), []);
  const file = await visits.save(page, '#own-entry', 'missing.ruban-entry');
  const text = await readFile(file, 'utf8');
  assert.match(text, /^ruban\/v1 sign\n[^]*\nsig \S+\nepoch \d{4}-\d\d-\d\dT\d\d:\d\dZ\n$/);
  assert.ok(!text.includes('Missing'), 'no name is in it');
  const home = { env: { ...process.env, XDG_CONFIG_HOME: folder, XDG_STATE_HOME: folder } };
  const early = await runRuban(['verify', '--missing', file, '--site', `${demo.url}/en${NAMES_ONLY}`], home);
  assert.equal(early.code, 1, early.out);
  assert.match(early.out, /It is good, and isn't in the record\. But it isn't late yet/);
  const old = join(folder, 'old.ruban-entry');
  await writeFile(old, text.replace(/epoch .*\n$/, `epoch ${new Date(Date.now() - 3600_000).toISOString().slice(0, 16)}Z\n`));
  const late = await runRuban(['verify', '--missing', old, '--site', demo.url], home);
  assert.equal(late.code, 0, late.out);
  assert.match(late.out, /Good, and missing/);
  await visit.context.close();
});

test('Without_scripts_the_form_is_as_it_was', async () => {
  const { context, page } = await names('fr', { javaScriptEnabled: false });
  assert.ok(await page.isHidden('#own'));
  assert.ok(await page.isVisible('#by-server form'));
  assert.equal(await page.locator('#by-server noscript').count(), 0);
  assert.ok(await page.isVisible('#updates'));
  await context.close();
});

// Somebody whose script didn't load sent the server's form: its faults aren't hidden behind a script that loads now.
test('The_faults_of_the_form_are_shown_where_a_script_could_take_over', async () => {
  const { context, page } = await names('en', { javaScriptEnabled: false });
  const csrf = await page.inputValue('#by-server [name=csrf]');
  const answer = await context.request.post(`${demo.url}/en${NAMES_ONLY}/sign`, {
    form: { csrf, name: '=1+1', email: 'x@mail.example' }, maxRedirects: 0,
  });
  assert.equal(answer.status(), 422);
  assert.ok(!(await answer.text()).includes('id="own"'));
  await context.close();
});

test('Go_accepts_the_receipts_of_those_who_signed_by_name', { skip: withoutGo }, async () => {
  assert.equal(receipts.length, 2);
  await acceptedByGo(demo.url, receipts);
});
