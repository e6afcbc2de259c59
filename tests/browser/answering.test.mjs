// SPDX-License-Identifier: AGPL-3.0-or-later
// The recipient's own answer in Chromium, with and without scripts: the link, the form with its faults, the preview, the end;
// in both languages, light and dark, at 320 px.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { checkPage, invalidNow } from './checks.mjs';
import { freePort, ruban, runRuban, startBrowser } from './demo.mjs';
import { startNameServer } from './name_server.mjs';

const PATH = '/letters/open-the-archive';
const LETTER = `slug = "open-the-archive"
languages = ["en", "fr"]
opens = 2018-06-01T00:00:00Z
modes = ["named"]
[title]
en = "Open the archive"
fr = "Ouvrez les archives"
[recipient]
name = "Ada Example"
domain = "archive.example"
[constituency]
en = "Everybody who reads"
fr = "Toutes les personnes qui lisent"
[[demand]]
number = 1
en = "Open it."
fr = "Ouvrez-les."
[[class]]
name = "reader"
en = "Readers"
fr = "Lectrices et lecteurs"
[[issuer]]
label = "reader-email"
class = "reader"
method = "email-any"
`;
let chromium, folder, server, names, url, data, link;

before(async () => {
  chromium = await startBrowser();
  names = await startNameServer();
  folder = await mkdtemp(join(tmpdir(), 'ruban-answering-'));
  data = ['--data', join(folder, 'data')];
  const done = async (...args) => {
    const { code, out } = await runRuban(args, { cwd: folder, env: { ...process.env, XDG_CONFIG_HOME: folder, XDG_STATE_HOME: folder } });
    assert.equal(code, 0, out);
    return out;
  };
  const letter = join(folder, 'letter');
  await mkdir(letter);
  await writeFile(join(letter, 'letter.toml'), LETTER);
  await writeFile(join(letter, 'en.md'), 'Dear Ada, open it.\n');
  await writeFile(join(letter, 'fr.md'), 'Chère Ada, ouvrez-les.\n');
  const port = String(await freePort());
  url = `http://localhost:${port}`;
  await done('init', '--url', url, '--port', port, '--mail', `file:${join(folder, 'mails')}`, ...data);
  await done('letter', 'publish', letter, ...data);
  server = spawn(ruban, ['serve', ...data], { stdio: 'ignore' });
  for (const until = Date.now() + 60_000; Date.now() < until;) {
    if (await fetch(`${url}/healthz`).then((answer) => answer.ok, () => false)) break;
    await new Promise((pause) => setTimeout(pause, 50));
  }
  const verify = (...args) => done('recipient', 'verify', 'open-the-archive', '--nameserver', names.address, '--json', ...args, ...data);
  names.says(JSON.parse(await verify()).line);
  link = async (...args) => JSON.parse(await verify(...args)).link;
});
after(async () => {
  await chromium?.stop();
  server?.kill('SIGTERM');
  names?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function recipient(options) {
  const context = await chromium.browser.newContext({ viewport: { width: 320, height: 900 }, ...options });
  const page = await context.newPage();
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('pageerror', (error) => { throw error; });
  return { context, page, asked };
}

const press = (page, button = 'form button.button') =>
  Promise.all([page.waitForNavigation(), page.locator(button).first().press('Enter')]);

async function fine(page, name) {
  assert.deepEqual(await checkPage(page, name), []);
  assert.deepEqual(await invalidNow(page, name), []);
}

for (const [lang, colorScheme, javaScriptEnabled] of [['en', 'light', true], ['fr', 'dark', true]]) {
  test(`A_recipient_answers_and_everybody_reads_it (${lang})`, async () => {
    const { context, page, asked } = await recipient({ colorScheme, javaScriptEnabled });
    const given = (await link('--lang', lang));
    const code = given.split('#code=')[1];
    await page.goto(given);
    await fine(page, 'code');
    await page.fill('#code', 'nonsense');
    await press(page);
    assert.match(await page.title(), lang === 'fr' ? /^Erreur/ : /^Error: /);
    assert.equal(await page.inputValue('#code'), 'nonsense');
    await fine(page, 'code, errors');
    await page.fill('#code', given);
    await press(page);
    assert.equal(new URL(page.url()).pathname, `/${lang}${PATH}/answer/write`);
    await fine(page, 'form');

    const title = lang === 'fr' ? 'Notre réponse' : 'Our answer';
    const [first, second] = lang === 'fr' ? ['Nous ouvrons.', 'We open.'] : ['We open.', 'Nous ouvrons.'];
    assert.ok(await page.isChecked(`#language-${lang}`));
    await page.fill('#title', title);
    await page.fill('#text', 'One.\n\n![a picture](https://other.example/x.png)\n');
    await page.fill('#said-1', first);
    await page.fill('#name', 'Ada Example');
    await page.fill('#role', 'Director');
    await page.locator('details summary').press('Enter');
    await page.fill('#title-2', 'Title of the other');
    await press(page);
    assert.match(await page.title(), lang === 'fr' ? /^Erreur/ : /^Error: /);
    assert.deepEqual(await page.$$eval('.errors a', (all) => all.map((a) => a.getAttribute('href'))), ['#text', '#text-2']);
    assert.equal(await page.inputValue('#said-1'), first);
    assert.equal(await page.inputValue('#title-2'), 'Title of the other');
    await fine(page, 'form, errors');

    await page.fill('#text', 'One **word**, and *another*.\n');
    await page.fill('#text-2', 'Some **other** words.\n');
    await page.fill('#said-2-1', second);
    await press(page);
    assert.equal(new URL(page.url()).pathname, `/${lang}${PATH}/answer/preview`);
    assert.equal(await page.locator('.statement').count(), 2);
    assert.equal(await page.textContent('.statement strong'), 'word');
    await fine(page, 'preview');
    const shown = await page.$$eval('.statement', (all) => all.map((one) => one.querySelector('.text').innerHTML));
    assert.ok(!(await (await fetch(`${url}/${lang}${PATH}/answers`)).text()).includes(title));

    // Back to the form: nothing is lost.
    await press(page, 'button[value=change]');
    assert.equal(await page.inputValue('#title'), title);
    await press(page);
    await press(page, 'button[value=answer]');
    for (const until = Date.now() + 60_000; !(await page.content()).includes('/proof"'); await page.reload()) assert.ok(Date.now() < until);
    await fine(page, 'done');

    // It stands as it was shown.
    const anchor = new URL(await page.getAttribute('main a[href*="/answers#"]', 'href'), url);
    for (const until = Date.now() + 60_000; ; ) {
      await page.goto(anchor.href);
      if (await page.locator(`.statement${anchor.hash}`).count()) break;
      assert.ok(Date.now() < until);
    }
    assert.equal(await page.$eval(`.statement${anchor.hash} .text`, (one) => one.innerHTML), shown[0]);
    assert.match(await page.textContent(`.statement${anchor.hash}`), /archive\.example/);
    await fine(page, 'answers');
    // No address that was asked for holds the code, and no stranger was asked.
    assert.ok(asked.every((one) => one.startsWith(url) && !one.split('#')[0].includes(code)));
    await context.close();
  });
}

test('Without_scripts_all_of_it_works', async () => {
  const { context, page } = await recipient({ javaScriptEnabled: false });
  const given = await link();
  await page.goto(given);
  await page.fill('#code', given.split('#code=')[1].toLowerCase().replaceAll('-', ' '));
  await press(page);
  await page.fill('#title', 'Short');
  await page.fill('#text', 'Words.');
  await page.fill('#name', 'Ada Example');
  await press(page);
  await press(page, 'button[value=answer]');
  assert.equal(new URL(page.url()).pathname, `/en${PATH}/answer/done`);
  await context.close();
  const audit = await runRuban(['audit', url, '--allow-unwitnessed'], { cwd: folder, env: { ...process.env, XDG_CONFIG_HOME: folder, XDG_STATE_HOME: folder } });
  assert.equal(audit.code, 0, audit.out);
});
