// SPDX-License-Identifier: AGPL-3.0-or-later
// The pledge of a letter in Chromium: who has kept it says so with the key file, in the browser or without scripts; what is sent and
// what isn't, what the page refuses, and what everybody reads afterwards.
import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { checkPage, invalidHtml, invalidNow } from './checks.mjs';
import { startBrowser } from './demo.mjs';
import { PATH, startInviting } from './inviting.mjs';

const PLEDGE = `[pledge]
en = "If it stays shut, I will take my papers elsewhere."
fr = "Si elles restent fermées, j’emporterai mes papiers ailleurs."
due = 2018-07-01T00:00:00Z
`;
let chromium, inviting, folder, url, keys;

before(async () => {
  chromium = await startBrowser();
  inviting = await startInviting(5, PLEDGE);
  ({ folder, url } = inviting);
  keys = {};
  for (const [at, name, args] of [[0, 'grace', ['--name', 'Grace Example', '--yes']], [1, 'vera', ['--name', 'Vera Example', '--yes']],
    [2, 'left', ['--name', 'Léa Exemple', '--yes']], [3, 'anon', ['--anonymous', '--yes']], [4, 'unused', ['--issue-only']]]) {
    keys[name] = join(folder, `${name}.ruban-key`);
    await writeFile(join(folder, 'code'), `${inviting.codes[at]}\n`);
    for (const until = Date.now() + 150_000; ;) {
      const { code: ended, out } = await signing(name, '--code-file', join(folder, 'code'), ...args);
      if (ended === 0 && (name === 'unused' || out.includes('no. '))) break;
      assert.ok(Date.now() < until, out);
      await new Promise((pause) => setTimeout(pause, 2000));
    }
  }
  await signing('left', '--withdraw', '--yes');
});
after(async () => {
  await chromium?.stop();
  await inviting?.stop();
});

const signing = (name, ...args) =>
  inviting.run('sign', `${url}/en${PATH}`, '--credential', keys[name], '--allow-unwitnessed', ...args);
const count = async () => (await (await fetch(`${url}/api/v1${PATH}/count`)).json()).classes[0];
const text = async (path) => (await fetch(`${url}${path}`)).text();
const said = async (page) => (await page.textContent('main')).replace(/\s+/g, ' ');
const waitFor = async (holds) => {
  for (const until = Date.now() + 20_000; !await holds();) {
    assert.ok(Date.now() < until, String(holds));
    await new Promise((pause) => setTimeout(pause, 200));
  }
};

async function visitor(lang, options = {}) {
  const context = await chromium.browser.newContext(options);
  const page = await context.newPage();
  const posts = [], asked = [];
  page.on('request', (request) => {
    asked.push(new URL(request.url()).pathname);
    if (request.method() === 'POST') posts.push(request);
  });
  page.on('pageerror', (error) => { throw error; });
  await page.goto(`${url}/${lang}${PATH}/pledge`);
  if (options.javaScriptEnabled !== false) await page.waitForSelector('#own:not([hidden])');
  return { context, page, posts, asked };
}

async function open(page, key) {
  await page.setInputFiles('#own-file', key);
  await page.click('#own-open button');
}

test('Who_has_kept_the_pledge_says_so_and_everybody_reads_it', async () => {
  assert.equal((await count()).kept, 0);
  assert.deepEqual(await invalidHtml(`${url}/fr${PATH}/pledge`, 'pledge, fr'), []);
  const { context, page, posts, asked } = await visitor('fr', { viewport: { width: 320, height: 900 }, colorScheme: 'dark' });
  assert.match(await said(page), /Il est dû : son jour, le dimanche 1er juillet 2018, est passé/);
  assert.match(await said(page), /Aucune des 2 personnes qui ont signé de leur nom n’a dit que c’est fait/);
  assert.match(await said(page), /sans nom n’apparaissent pas/);
  assert.match(await said(page), /prouver de nouveau votre adresse ne la fait pas revenir/);
  assert.ok(await page.isHidden('#by-server'));
  assert.deepEqual(await checkPage(page, 'pledge, fr'), []);
  await open(page, keys.grace);
  await page.waitForSelector('#own-confirm:not([hidden])');
  assert.match(await page.textContent('#own-what'), /à quelle minute vous l’avez dit/);
  assert.deepEqual(await checkPage(page, 'pledge to confirm, fr'), []);
  assert.equal(posts.length, 0);
  await page.click('#own-keep button');
  await page.waitForSelector('#own[data-state=recorded]');
  assert.match(await page.textContent('#own-outcome'), /entrée \d+/);
  assert.deepEqual(await checkPage(page, 'pledge kept, fr'), []);
  assert.deepEqual(await invalidNow(page, 'pledge kept, fr'), []);
  for (const post of posts) {
    assert.ok(new URL(post.url()).pathname.endsWith('/kept'));
    assert.equal((await post.allHeaders()).cookie, undefined);
    assert.equal(post.postData().length, 4096);
    assert.ok(!post.postData().includes('seed'));
  }
  assert.equal(posts.length, 1);
  assert.ok(!asked.some((path) => path.startsWith('/api/') && !path.endsWith('/kept')), 'the server is asked about no signature');
  assert.equal((await context.cookies()).length, 0);
  await context.close();

  await waitFor(async () => (await text(`/en${PATH}/pledge`)).includes('1 of 2 who signed with their name says that it is done'));
  const { kept, standing } = await count();
  assert.deepEqual([kept, standing.named], [1, 2]);
  for (const [path, what] of [[`/en${PATH}/pledge`, 'Grace Example'], [`/en${PATH}`, '1 of 2 who signed with their name'],
    [`/fr${PATH}`, '1 des 2 personnes qui ont signé de leur nom dit que c’est fait'],
    [`/en${PATH}/figures`, '1 of 2 who signed “Open the archive” with their name had said that the pledge is kept'],
    [`/en${PATH}/history`, 'I have done what the pledge asked'], [`${PATH}/badge.svg?of=pledge&lang=en`, 'Employees: pledge kept by 1 of 2'],
    [`${PATH}/feed.atom?lang=en`, 'I have done what the pledge asked']]) {
    assert.ok((await text(path)).includes(what), `${path}: ${what}`);
  }
  assert.ok(!(await text(`/en${PATH}/pledge`)).includes('Vera Example'));
  assert.equal((await fetch(`${url}${PATH}/badge.svg?of=others`)).status, 422);
  const audit = await inviting.run('audit', url, '--allow-unwitnessed');
  assert.equal(audit.code, 0, audit.out);
  assert.match(audit.out, /1 of these 2 by name say that they have done what the letter pledges/);
});

test('The_page_looks_before_it_sends_and_refuses_what_the_server_would', async () => {
  const { context, page, posts } = await visitor('en');
  await open(page, keys.grace);
  await page.waitForSelector('#own-done:not([hidden])');
  assert.match(await page.textContent('#own-done'), /You have said it before.*entry \d+/s);
  await page.reload();
  await page.waitForSelector('#own:not([hidden])');
  await writeFile(join(folder, 'nonsense.ruban-key'), 'ruban key v1\n');
  for (const [key, why] of [[keys.anon, 'has no name'], [keys.left, 'was withdrawn or taken down'], [keys.unused, 'holds no signature of this key'],
    [join(folder, 'nonsense.ruban-key'), 'isn’t a whole key file']]) {
    await open(page, key);
    await page.waitForFunction((words) => document.querySelector('#own-status').textContent.includes(words), why);
    assert.ok(await page.isVisible('#own-start'));
  }
  assert.equal(posts.length, 0);
  await context.close();
});

test('Without_scripts_the_server_signs_with_the_key_file_and_forgets_it', async () => {
  const { context, page } = await visitor('en', { javaScriptEnabled: false, viewport: { width: 320, height: 900 } });
  assert.match(await page.textContent('noscript'), /ruban sign --kept/);
  assert.ok(await page.isHidden('#own'));
  assert.equal((await context.cookies()).length, 0);
  await page.click('#by-server a');
  assert.deepEqual(await invalidHtml(page.url(), 'pledge key, en'), []);
  const send = async (key) => {
    await page.setInputFiles('#key_file', key);
    await page.click('form button[type=submit]');
  };
  for (const [key, why] of [[keys.anon, /without a name doesn’t say/], [keys.left, /was withdrawn or taken down/], [keys.unused, /holds no signature/],
    [keys.grace, /says already/], [join(folder, 'code'), /key file/]]) {
    await send(key);
    assert.match(await page.textContent('#key_file-error'), why);
    assert.match(await page.title(), /^Error: /);
  }
  await send(keys.vera);
  assert.match(page.url(), /\/pledge\/confirm$/);
  assert.match(await said(page), /I will take my papers elsewhere.*Vera Example/s);
  assert.equal((await count()).kept, 1);
  await page.click('form button[type=submit]');
  assert.match(page.url(), /\/pledge\/done$/);
  assert.match(await said(page), /You have said it.*Entry \d+ of the record/s);
  await page.goBack();
  assert.match(page.url(), /\/pledge\/done$/);
  await waitFor(async () => (await count()).kept === 2);
  await page.click('main .button');
  await waitFor(async () => (await text(`/en${PATH}/pledge`)).includes('2 of 2 who signed with their name say'));
  await context.close();

  // Who withdraws isn't counted any more, nor named.
  await signing('vera', '--withdraw', '--yes');
  await waitFor(async () => (await count()).kept === 1);
  assert.equal((await count()).standing.named, 1);
  await waitFor(async () => !(await text(`/en${PATH}/pledge`)).includes('Vera Example'));
  const audit = await inviting.run('audit', url, '--allow-unwitnessed');
  assert.equal(audit.code, 0, audit.out);
  assert.match(audit.out, /1 of these 1 by name/);
});

test('Before_it_is_due_the_page_asks_for_nothing_and_without_a_pledge_there_is_none', async () => {
  const toml = await readFile(join(folder, 'letter', 'letter.toml'), 'utf8');
  const one = await count();
  assert.ok('kept' in one);
  for (const [slug, pledge] of [['open-it-later', PLEDGE.replace('2018-07-01', '2998-07-01')], ['open-it-anyway', '']]) {
    const letter = join(folder, slug);
    await mkdir(letter);
    await writeFile(join(letter, 'letter.toml'), toml.replace(PLEDGE, pledge).replace('"open-the-archive"', `"${slug}"`));
    for (const name of ['en.md', 'fr.md']) await writeFile(join(letter, name), await readFile(join(folder, 'letter', name)));
    await inviting.done('letter', 'publish', letter, ...inviting.data);
    await waitFor(async () => (await fetch(`${url}/en/letters/${slug}`)).ok);
  }
  const page = await text('/en/letters/open-it-later/pledge');
  assert.match(page, /It isn’t due yet\./);
  assert.ok(!page.includes('<script') && !page.includes('<form'));
  assert.deepEqual(await invalidHtml(`${url}/en/letters/open-it-later/pledge`, 'pledge not due'), []);
  assert.match(await text('/en/letters/open-it-later'), /Due on/);
  assert.equal((await fetch(`${url}/en/letters/open-it-anyway/pledge`)).status, 404);
  assert.equal((await fetch(`${url}/letters/open-it-anyway/badge.svg?of=pledge`)).status, 404);
  const [counted] = (await (await fetch(`${url}/api/v1/letters/open-it-anyway/count`)).json()).classes;
  assert.ok(!('kept' in counted));
  const post = await fetch(`${url}/api/v1/letters/open-it-anyway/kept`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"entry":"x"}' });
  assert.equal(post.status, 404);
  assert.match((await post.json()).detail, /carries no pledge/);
});
