// SPDX-License-Identifier: AGPL-3.0-or-later
// The page of a witness that watches over the demonstration and over a log that has never asked.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { checkPage, invalidHtml } from './checks.mjs';
import { freePort, ruban, runRuban, startBrowser, startDemo } from './demo.mjs';

const NEVER = 'log.example/record+7a3e1380+Aa8Go+MpFxTk81bBnJsVzRlR7G5mYqp3vgdUfyiTgzQd';
let demo, chromium, folder, witness, url;
before(async () => {
  demo = await startDemo();
  chromium = await startBrowser();
  folder = await mkdtemp(join(tmpdir(), 'ruban-witness-'));
  const port = await freePort();
  url = `http://localhost:${port}`;
  const data = ['--data', folder];
  const done = async (...args) => {
    const { code, out } = await runRuban(['witness', ...args, ...data]);
    assert.equal(code, 0, out);
  };
  await done('init', '--name', 'witness.journal.example/2018', '--url', url, '--port', String(port), '--run-by', 'Le Journal',
    '--contact', 'securite@journal.example', '--recount');
  const key = (await (await fetch(`${demo.url}/log/policy`)).text()).split(' ')[1];
  await done('add-log', key, `${demo.url}/log`);
  await done('add-log', NEVER, 'https://log.example/log');
  witness = spawn(ruban, ['witness', 'serve', ...data], { stdio: 'ignore' });
  for (const until = Date.now() + 20_000; Date.now() < until;) {
    if (await fetch(`${url}/healthz`).then((answer) => answer.ok, () => false)) break;
    await new Promise((pause) => setTimeout(pause, 50));
  }
});
after(async () => {
  witness?.kill('SIGTERM');
  await chromium?.stop();
  await demo?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

test('It_cosigns_the_demonstration_after_recounting_it', async () => {
  const checkpoint = await (await fetch(`${demo.url}/log/checkpoint`)).text();
  for (const until = Date.now() + 60_000; ;) {
    const answer = await fetch(`${url}/add-checkpoint`, { method: 'POST', body: `old 0\n\n${checkpoint}` });
    if (answer.status === 200) break;
    assert.equal(answer.status, 503, await answer.text());  // it still reads
    assert.ok(Date.now() < until);
  }
});

test('Its_page_says_who_it_is_and_what_it_has_signed', async () => {
  for (const [lang, scheme, width, said] of [
    ['fr', 'dark', 320, ['Le Journal, témoin de lettres ouvertes', 'Ce témoin recompte aussi', 'signées le', 'Rien de signé']],
    ['en', 'light', 1280, ['Le Journal is a witness of open letters', 'This witness also recounts', 'signed on', 'Nothing signed yet']]]) {
    const context = await chromium.browser.newContext({ colorScheme: scheme, viewport: { width, height: 900 } });
    const page = await context.newPage();
    await page.goto(`${url}/${lang}/`);
    assert.deepEqual(await checkPage(page, lang), []);
    assert.deepEqual(await invalidHtml(`${url}/${lang}/`, lang), []);
    const text = await page.locator('main').textContent();
    for (const words of said) assert.ok(text.includes(words), `${words} isn't in: ${text}`);
    if (process.env.RUBAN_SCREENSHOTS) await page.screenshot({ path: `${process.env.RUBAN_SCREENSHOTS}/witness-${lang}.png`, fullPage: true });
    await page.locator('main a', { hasText: lang === 'fr' ? 'point de contrôle signé' : 'signed checkpoint' }).press('Enter');
    await page.waitForURL(/checkpoint$/);
    assert.match(await page.locator('body').textContent(), /— witness\.journal\.example\/2018 /);
    await context.close();
  }
});
