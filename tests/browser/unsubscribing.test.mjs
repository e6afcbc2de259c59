// SPDX-License-Identifier: AGPL-3.0-or-later
// The link of a news mail in Chromium: one button, no scripts, in both languages; a look changes nothing, a press ends it.
import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { checkPage, invalidHtml, invalidNow } from './checks.mjs';
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
let chromium, site, context, page;
before(async () => {
  chromium = await startBrowser();
  site = await startInviting(1, SUPPORTERS);
  context = await chromium.browser.newContext({ javaScriptEnabled: false });
  page = await context.newPage();
});
after(async () => {
  await chromium?.stop();
  await site?.stop();
});

const press = (selector) => Promise.all([page.waitForNavigation(), page.locator(selector).first().press('Enter')]);

// The newest mail to this address that the expression is found in: quoted-printable undone.
async function inMailTo(address, expression) {
  const folder = join(site.folder, 'mails');
  for (const until = Date.now() + 30_000; Date.now() < until;) {
    const files = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.eml')).sort().reverse();
    for (const name of files) {
      const mail = await readFile(join(folder, name), 'utf8');
      if (!mail.startsWith(`Delivered-To: ${address}`)) continue;
      const found = mail.replace(/=\r?\n/g, '').replace(/=C2=A0|=E2=80=AF/g, ' ').match(expression);
      if (found) return found[0];
    }
    await new Promise((pause) => setTimeout(pause, 100));
  }
  throw new Error(`no such mail to ${address}`);
}

async function subscribes(lang, name, address) {
  await context.clearCookies();
  await page.goto(`${site.url}/${lang}${PATH}/sign`);
  await page.check('[name=issuer][value=supporter-email]');
  await page.fill('[name=name]', name);
  await page.fill('[name=email]', address);
  await page.locator('[name=updates]').press('Space');
  await press('main form button[type=submit]');
  await page.fill('[name=code]', await inMailTo(address, /\b\d{4}\s\d{4}\b/));
  await press('[name=code]');
  await press('button[name=act][value=sign]');
}

const waiting = async () => JSON.parse(await site.done('letter', 'mails', 'open-the-archive', '--json', ...site.data));

test('A_look_changes_nothing_a_press_ends_it_and_pressing_again_says_the_same', async () => {
  const text = join(site.folder, 'news.md');
  await writeFile(text, '# The doors are open\n\nCome in.\n');
  const tell = () => site.done('letter', 'update', 'open-the-archive', '--text', `en=${text}`, ...site.data);
  await subscribes('en', 'Grace Example', 'grace@mail.example');
  await subscribes('fr', 'Zoé Example', 'zoe@mail.example');
  await tell();
  for (const [lang, address, ask, done] of [
    ['en', 'grace@mail.example', 'Get no more news of this letter', 'You get no more news of this letter'],
    ['fr', 'zoe@mail.example', 'Ne plus recevoir de nouvelles de cette lettre',
      'Vous ne recevrez plus de nouvelles de cette lettre']]) {
    const link = await inMailTo(address, /http:\/\/localhost:\d+\/\w\w\/letters\/open-the-archive\/v1\/unsubscribe\/[0-9a-f]{96}/);
    assert.ok(link.startsWith(`${site.url}/${lang}/`), link);
    await context.clearCookies();
    assert.deepEqual(await invalidHtml(link, lang), []);
    for (const width of [320, 1200]) {
      await page.setViewportSize({ width, height: 800 });
      const requests = [];
      page.on('request', (request) => requests.push(request.url()));
      await page.goto(link);
      page.removeAllListeners('request');
      assert.ok(requests.every((url) => url.startsWith(site.url)), String(requests));
      assert.equal(await page.textContent('h1'), ask);
      assert.equal(await page.locator('main button').count(), 1);
    }
    assert.deepEqual(await context.cookies(), []);
    await press('main button');
    assert.equal(await page.textContent('h1'), done);
    assert.equal(page.url(), link);
    assert.deepEqual(await invalidNow(page, lang), []);
    await page.goto(link);
    await press('main button');
    assert.equal(await page.textContent('h1'), done);
  }
  await tell();
  const [first, second] = await waiting();
  assert.equal(first.sent, 2);
  assert.deepEqual([second.sent, second.waiting, second.failed], [0, 0, 0]);
});

test('Its_pages_can_be_used_by_everybody_whatever_the_link', async () => {
  // axe runs in the page, so this visitor has scripts.
  const own = await chromium.browser.newContext();
  const there = await own.newPage();
  for (const lang of ['en', 'fr']) {
    for (const width of [320, 1200]) {
      await there.setViewportSize({ width, height: 800 });
      await there.goto(`${site.url}/${lang}${PATH}/v1/unsubscribe/nothing`);
      assert.deepEqual(await checkPage(there, `${lang} ask`), []);
      await Promise.all([there.waitForNavigation(), there.locator('main button').press('Enter')]);
      assert.deepEqual(await checkPage(there, `${lang} done`), []);
    }
  }
  await own.close();
});
