// SPDX-License-Identifier: AGPL-3.0-or-later
// A word to the press, left in Chromium with the key file of a signature without a name: what is sent and what isn't, what the
// page refuses, and what the organisers publish of it.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { checkPage } from './checks.mjs';
import { startBrowser } from './demo.mjs';
import { PATH, startInviting } from './inviting.mjs';

const WORDS = 'They promised us in January.\n\nNothing was done.';
let chromium, inviting, folder, url, data, keys, done;

before(async () => {
  chromium = await startBrowser();
  inviting = await startInviting(3);
  ({ folder, url, data, done } = inviting);
  const { codes } = inviting;
  // Two have signed by the program, one without a name; the third only has a credential.
  keys = {};
  for (const [name, code, args] of [['named', codes[0], ['--name', 'Grace Example', '--yes']], ['anon', codes[1], ['--anonymous', '--yes']],
    ['unused', codes[2], ['--issue-only']]]) {
    keys[name] = join(folder, `${name}.ruban-key`);
    await writeFile(join(folder, 'code'), `${code}\n`);
    const sign = ['sign', `${url}/en${PATH}`, '--credential', keys[name], '--allow-unwitnessed', '--code-file', join(folder, 'code'), ...args];
    for (const until = Date.now() + 150_000; ;) {
      const { code: ended, out } = await inviting.run(...sign);
      if (ended === 0 && (name === 'unused' || out.includes('no. '))) break;
      assert.ok(Date.now() < until, out);
      await new Promise((pause) => setTimeout(pause, 2000));
    }
  }
});
after(async () => {
  await chromium?.stop();
  await inviting?.stop();
});

async function visitor(lang, options = {}) {
  const context = await chromium.browser.newContext(options);
  const page = await context.newPage();
  const posts = [], asked = [];
  page.on('request', (request) => {
    asked.push(new URL(request.url()).pathname);
    if (request.method() === 'POST') posts.push(request);
  });
  page.on('pageerror', (error) => { throw error; });
  await page.goto(`${url}/${lang}${PATH}/quote`);
  if (options.javaScriptEnabled !== false) await page.waitForSelector('#own:not([hidden])');
  return { context, page, posts, asked };
}

async function open(page, key) {
  await page.setInputFiles('#own-file', key);
  await page.click('#own-open button');
}

const figures = async (lang) => (await fetch(`${url}/${lang}${PATH}/figures`)).text();

test('A_signatory_without_a_name_leaves_a_word_and_the_organisers_publish_it', async () => {
  const { context, page, posts, asked } = await visitor('fr', { viewport: { width: 320, height: 900 }, colorScheme: 'dark' });
  assert.deepEqual(await checkPage(page, 'quote, fr'), []);
  await open(page, keys.anon);
  await page.waitForSelector('#own-say:not([hidden])');
  assert.match(await page.textContent('#own-tied'), /qui n’a pas de nom/);
  await page.fill('#own-words', 'See https://example.org');
  await page.click('#own-leave button');
  await page.waitForSelector('#own-status.warn');
  assert.equal(await page.inputValue('#own-words'), 'See https://example.org');
  await page.fill('#own-words', `\n ${WORDS.replace('\n\n', '\n\n\n\n')} \n`);
  await page.click('#own-leave button');
  await page.waitForSelector('#own-done:not([hidden])');
  assert.equal(await page.textContent('#own-said'), WORDS);
  assert.deepEqual(await checkPage(page, 'quote left, fr'), []);
  for (const post of posts) {
    assert.ok(new URL(post.url()).pathname.endsWith('/quote'));
    assert.equal((await post.allHeaders()).cookie, undefined);
    assert.equal(post.postData().length, 16384);
    assert.ok(!post.postData().includes('seed'));
  }
  assert.ok(!asked.some((path) => path.startsWith('/api/') && !path.endsWith('/quote')), 'the server is asked about no signature');
  await context.close();

  assert.ok(!(await figures('en')).includes('Nothing was done'));
  const [waiting] = JSON.parse(await done('letter', 'quotes', 'open-the-archive', '--json', ...data));
  assert.deepEqual([waiting.state, waiting.mode, waiting.text], ['proposed', 'anon', WORDS]);
  await done('letter', 'quotes', 'open-the-archive', '--publish', waiting.id, ...data);
  for (const [lang, said] of [['en', 'Verified, one of'], ['fr', 'Une personne vérifiée']]) {
    const isThere = (text) => text.includes('They promised us in January.\n\nNothing was done.') && text.includes(said);
    let text = await figures(lang);
    for (const until = Date.now() + 20_000; !isThere(text) && Date.now() < until; text = await figures(lang))
      await new Promise((pause) => setTimeout(pause, 200));
    assert.ok(isThere(text), text);
  }
  const { quotes } = await (await fetch(`${url}/api/v1${PATH}/quotes`)).json();
  assert.equal(Buffer.from(quotes[0].payload, 'base64').toString(), 'ruban quote v1\nquote They promised us in January.\nquote \nquote Nothing was done.\n');
  const entry = await (await fetch(`${url}/api/v1/entries/${quotes[0].index}`)).text();
  assert.ok(entry.startsWith('ruban/v1 quote\n') && !entry.includes('promised'));
  const audit = await inviting.run('audit', url, '--allow-unwitnessed');
  assert.equal(audit.code, 0, audit.out);

  // It goes with its signature.
  await done('sign', `${url}/en${PATH}`, '--credential', keys.anon, '--allow-unwitnessed', '--withdraw', '--yes');
  for (const until = Date.now() + 120_000; (await figures('en')).includes('Nothing was done');) {
    assert.ok(Date.now() < until);
    await new Promise((pause) => setTimeout(pause, 1000));
  }
});

test('Who_has_signed_by_name_leaves_one_by_the_program_and_the_organisers_drop_it', async () => {
  await writeFile(join(folder, 'words'), 'By name, and from the terminal.\n');
  const said = await done('sign', `${url}/en${PATH}`, '--credential', keys.named, '--allow-unwitnessed', '--quote', join(folder, 'words'), '--yes');
  assert.match(said, /The organisers have your statement/);
  const list = await done('letter', 'quotes', 'open-the-archive', ...data);
  const id = list.match(/^([0-9a-f]{64}) \(proposed\)/m)[1];
  assert.match(list, /By name, and from the terminal\./);
  await done('letter', 'quotes', 'open-the-archive', '--drop', id, ...data);
  assert.ok(!(await done('letter', 'quotes', 'open-the-archive', ...data)).includes(id));
});

test('A_key_that_has_not_signed_and_a_file_of_something_else_are_told_apart', async () => {
  const { context, page, posts } = await visitor('en');
  await open(page, keys.unused);
  await page.waitForFunction(() => document.querySelector('#own-status').textContent.includes('holds no signature of this key yet'));
  await writeFile(join(folder, 'nonsense.ruban-key'), 'ruban key v1\n');
  await open(page, join(folder, 'nonsense.ruban-key'));
  await page.waitForFunction(() => document.querySelector('#own-status').textContent.includes('isn’t a whole key file'));
  assert.equal(posts.length, 0);
  await context.close();
});

test('Without_scripts_the_page_says_why_it_needs_them', async () => {
  const { context, page } = await visitor('en', { javaScriptEnabled: false });
  assert.match(await page.textContent('noscript'), /ruban sign --quote/);
  assert.ok(await page.isHidden('#own'));
  await context.close();
});
