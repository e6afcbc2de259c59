// SPDX-License-Identifier: AGPL-3.0-or-later
// A letter that was exported, read from the disk in Chromium: every link of every page leads to a file, nothing is fetched
// from anywhere, and the audit of the folder agrees with what the pages say.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { runRuban, startBrowser, startDemo } from './demo.mjs';

const SLUG = 'drop-the-ice-contract';
let demo, chromium, folder, archive, nameless, home;

const inArchive = (name) => pathToFileURL(join(archive, name)).href;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ruban-archive-'));
  home = { env: { ...process.env, XDG_CONFIG_HOME: folder } };
  // The demonstration's instance lies where temporary folders do.
  process.env.TMPDIR = folder;
  demo = await startDemo();
  chromium = await startBrowser();
  const [instance] = (await readdir(folder)).filter((name) => name.startsWith('ruban-demo-'));
  const data = join(folder, instance, 'instance');
  archive = join(folder, 'archive');
  nameless = join(folder, 'nameless');
  const made = await runRuban(['export', SLUG, '--to', archive, '--data', data], home);
  assert.equal(made.code, 0, made.out);
  assert.match(made.out, /An archive outlives a withdrawal/);
  const without = await runRuban(['export', SLUG, '--to', nameless, '--without-names', '--data', data], home);
  assert.equal(without.code, 0, without.out);
  const again = await runRuban(['export', SLUG, '--to', archive, '--data', data], home);
  assert.equal(again.code, 1, again.out);
  assert.match(again.out, /There is something of this name already/);
});
after(async () => {
  await chromium?.stop();
  await demo?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

test('Every_link_of_every_page_leads_to_a_file_and_nothing_is_fetched_or_complained_of', async () => {
  const context = await chromium.browser.newContext();
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (message) => { if (message.type() === 'error') complaints.push(`${page.url()}: ${message.text()}`); });
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error}`));
  page.on('requestfailed', (request) => {  // not those that the next page cuts off, such as the icon's
    const why = request.failure()?.errorText;
    if (why !== 'net::ERR_ABORTED') complaints.push(`${page.url()}: ${request.url()} failed: ${why}`);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith('file://')) complaints.push(`${page.url()} fetched ${request.url()}`);
  });
  const waiting = [inArchive('index.html')];
  const seen = new Set(waiting);
  while (waiting.length > 0) {
    const address = waiting.shift();
    await page.goto(address);
    const links = await page.$$eval('[href], [src]', (all) => all
      .filter((one) => !['canonical', 'alternate'].includes(one.getAttribute('rel')))
      .map((one) => one.href?.baseVal ?? one.href ?? one.src));
    for (const link of links) {
      const url = new URL(link);
      if (url.protocol !== 'file:') continue;
      url.hash = '';
      const file = fileURLToPath(url.href);
      assert.ok(file.startsWith(`${archive}/`), `${address} leads out of the archive: ${link}`);
      assert.ok(existsSync(file), `${address} leads to nothing: ${link}`);
      if (file.endsWith('.html') && !seen.has(url.href)) {
        seen.add(url.href);
        waiting.push(url.href);
      }
    }
  }
  await context.close();
  assert.deepEqual(complaints, []);
  for (const lang of ['fr', 'en']) {
    for (const name of ['', '/signatures', '/signatures/2.html', '/figures', '/history', '/demands', '/answers']) {
      const file = `${lang}/letters/${SLUG}${name}${name.endsWith('.html') ? '' : '/index.html'}`;
      assert.ok(seen.has(inArchive(file)), `no link leads to ${file}`);
    }
  }
  assert.ok(seen.size > 20, `${seen.size} pages`);
});

test('The_letter_reads_in_both_languages_and_says_that_it_is_an_archive', async () => {
  const context = await chromium.browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(inArchive(`fr/letters/${SLUG}/index.html`));
  assert.match(await page.locator('aside.banner').textContent(), /archive d’une lettre ouverte/);
  const french = await page.locator('h1').textContent();
  await page.locator('header.top a[hreflang=en]').click();
  assert.equal(page.url(), inArchive(`en/letters/${SLUG}/index.html`));
  assert.match(await page.locator('aside.banner').textContent(), /This is an archive of an open letter/);
  assert.notEqual(await page.locator('h1').textContent(), french);
  assert.equal(await page.locator('form').count(), 0);
  const style = await page.evaluate(() => getComputedStyle(document.querySelector('main')).paddingTop);
  assert.notEqual(style, '0px');  // the style sheet was found
  await context.close();
});

test('A_proof_of_the_archive_is_checked_by_its_own_page_without_a_server', async () => {
  const context = await chromium.browser.newContext();
  const page = await context.newPage();
  await page.goto(inArchive('en/verify/index.html'));
  await page.setInputFiles('#verify-file', join(archive, `api/v1/letters/${SLUG}/v1/proof.tlog-proof`));
  await page.locator('#verify-result').waitFor();
  assert.match(await page.locator('#verify-result').textContent(), /It is in the record/);
  await context.close();
});

test('The_audit_of_the_folder_agrees_with_its_pages', async () => {
  for (const place of [archive, nameless]) {
    const audit = await runRuban(['audit', place, '--json'], home);
    assert.equal(audit.code, 0, audit.out);
    const report = JSON.parse(audit.out);
    assert.ok(report.passed, audit.out);
    const letter = report.letters.find((one) => one.slug === SLUG);
    assert.ok(letter.agrees && letter.text_matches, audit.out);
    const context = await chromium.browser.newContext();
    const page = await context.newPage();
    await page.goto(pathToFileURL(join(place, `en/letters/${SLUG}/figures/index.html`)).href);
    const table = await page.locator('table.labelled').textContent();
    const byClass = {};
    for (const issuer of letter.issuers) {
      byClass[issuer.class] ??= [0, 0];
      byClass[issuer.class][0] += issuer.named;
      byClass[issuer.class][1] += issuer.anon;
    }
    for (const counts of Object.values(byClass)) {
      for (const count of counts) assert.ok(table.includes(count.toLocaleString('en')), `${count} isn't in ${table}`);
    }
    await context.close();
  }
});

test('Without_names_no_page_shows_who_signed', async () => {
  const csv = await readFile(join(archive, `api/v1/letters/${SLUG}/v1/signatures.csv`), 'utf8');
  const names = [...csv.matchAll(/,valid,"([^"]+)"/g)].map((match) => match[1]);
  assert.ok(names.length > 100, `${names.length} names`);
  const texts = [];
  const walk = async (place) => {
    for (const one of await readdir(place, { withFileTypes: true })) {
      const path = join(place, one.name);
      if (one.isDirectory()) await walk(path);
      else if (/\.(html|csv|json|txt)$/.test(one.name)) texts.push(await readFile(path, 'utf8'));
    }
  };
  await walk(nameless);
  const all = texts.join('\n');
  for (const name of names) assert.ok(!all.includes(name), `${name} is named`);
});
