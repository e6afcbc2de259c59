// SPDX-License-Identifier: AGPL-3.0-or-later
// Signing with an invitation code in Chromium: from the link of a mail, with scripts and without, in both languages; what
// is sent, and what the page says to a slip of the pen and to a code that was used.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { checkPage } from './checks.mjs';
import { startBrowser } from './demo.mjs';
import { PATH, startInviting } from './inviting.mjs';

const SUPPORTERS = `[[class]]
name = "supporter"
en = "Supporters"
fr = "Soutiens"
[[issuer]]
label = "supporter-email"
class = "supporter"
method = "email-any"
`;
let chromium, inviting, folder, url, codes;
before(async () => {
  chromium = await startBrowser();
  inviting = await startInviting(4, SUPPORTERS);
  ({ folder, url, codes } = inviting);
});
after(async () => {
  await chromium?.stop();
  await inviting?.stop();
});

const slipOf = (code) => code.slice(0, -1) + (code.endsWith('0') ? '1' : '0');

async function visitor(lang, hash = '', options = {}) {
  const context = await chromium.browser.newContext({ acceptDownloads: true, ...options });
  const page = await context.newPage();
  const posts = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') posts.push(request);
  });
  page.on('pageerror', (error) => { throw error; });
  await page.goto(`${url}/${lang}${PATH}/sign${hash}`);
  return { context, page, posts };
}

const press = (page, button) => Promise.all([page.waitForNavigation(), page.locator(button).press('Enter')]);

async function makeKey(page) {
  await page.waitForSelector('#own:not([hidden])');
  await page.check('#own-employee-invitation');
  await page.click('#own-ask button');
  await page.waitForSelector('#own-save:not([hidden])');
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('#own-save-link')]);
  await download.saveAs(join(folder, 'a.ruban-key'));
}

test('A_link_brings_the_code_along_and_no_address_is_asked_for', async () => {
  const { context, page, posts } = await visitor('fr', `#code=${codes[0]}`);
  await page.waitForSelector('#own:not([hidden])');
  assert.match(await page.textContent('#own-intro'), /Un code d’invitation prouve que vous êtes des leurs, et non qui vous êtes/);
  await makeKey(page);
  assert.equal(new URL(page.url()).hash, '');
  assert.equal(await page.inputValue('#own-invitation'), codes[0]);
  assert.ok(await page.isHidden('#own-by-mail'));
  assert.deepEqual(await checkPage(page, 'invitation, fr'), []);
  await page.click('#own-by-code button');
  await page.waitForSelector('#own-choose:not([hidden])');
  await page.fill('#own-name', 'Zoé Exemple');
  await page.click('#own-sign button');
  await page.waitForSelector('#own-proof:not([hidden])', { timeout: 30_000 });
  assert.deepEqual(posts.map((post) => new URL(post.url()).pathname.split('/').pop()), ['issue', 'sign']);
  for (const post of posts) {
    assert.equal((await post.allHeaders()).cookie, undefined);
    assert.equal((await post.allHeaders()).referer, undefined);
  }
  assert.ok(!posts[1].postData().includes(codes[0]) && !posts[0].postData().includes('Exemple'));
  const names = await (await fetch(`${url}/fr${PATH}/signatures`)).text();
  assert.ok(names.includes('Zoé Exemple'));
  await context.close();
});

test('A_slip_an_unknown_code_and_a_used_one_are_told_apart_and_nothing_is_lost', async () => {
  const { context, page } = await visitor('en', '', { viewport: { width: 320, height: 900 }, colorScheme: 'dark' });
  await makeKey(page);
  for (const [code, said] of [
    [slipOf(codes[1]), /There is a slip in this code/],
    ['B9D5-MPJT-B9D5-MPJT-B9D5-MPJT-BAME', /Nobody was given this code/],
    [codes[0], /issued for this code before/],
  ]) {
    await page.fill('#own-invitation', code);
    await page.click('#own-by-code button');
    await page.waitForFunction((source) => new RegExp(source).test(document.querySelector('#own-status').textContent), said.source);
    assert.equal(await page.inputValue('#own-invitation'), code);
  }
  assert.deepEqual(await checkPage(page, 'invitation, narrow and dark'), []);
  await page.fill('#own-invitation', codes[1].toLowerCase().replaceAll('-', ' '));
  await page.click('#own-by-code button');
  await page.waitForSelector('#own-choose:not([hidden])');
  await context.close();
});

test('Without_scripts_the_form_takes_the_code', async () => {
  for (const [lang, code, step, used] of [['en', codes[2], 'Step 2 of 2', null], ['fr', codes[2], null, 'Ce code a déjà servi']]) {
    const { context, page } = await visitor(lang, '', { javaScriptEnabled: false, viewport: { width: 320, height: 900 } });
    await page.check('#by-server [value=employee-invitation]');
    await page.fill('#name', 'Grace Example');
    await page.fill('#invitation', slipOf(code));
    await press(page, '#by-server button[type=submit]');
    assert.ok((await page.title()).match(/^(Error|Erreur)/), await page.title());
    assert.equal(await page.getAttribute('#invitation', 'aria-invalid'), 'true');
    await page.fill('#invitation', code);
    await press(page, '#by-server button[type=submit]');
    if (step) assert.match(await page.textContent('main'), new RegExp(step));
    await press(page, 'button[value=sign]');
    if (used) assert.equal(await page.textContent('h1'), used);
    else assert.match(await page.textContent('main'), /Grace Example/);
    await context.close();
  }
});

test('Who_chooses_the_other_group_is_asked_for_an_address', async () => {
  const { context, page } = await visitor('en');
  await page.waitForSelector('#own:not([hidden])');
  await page.check('#own-supporter-email');
  await page.click('#own-ask button');
  await page.waitForSelector('#own-save:not([hidden])');
  assert.ok(await page.isVisible('#own-email') && await page.isHidden('#own-by-code'));
  await context.close();
});
