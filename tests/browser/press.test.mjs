// SPDX-License-Identifier: AGPL-3.0-or-later
// What the press takes away: the figures page at an instant, a proof that stands without the server, the frame on somebody
// else's page, badge, curve and feed.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { codeFor, ruban, startBrowser, startDemo } from './demo.mjs';

const run = promisify(execFile);
const SLUG = 'drop-the-ice-contract';
let demo, chromium, folder;
before(async () => {
  demo = await startDemo();
  chromium = await startBrowser();
  folder = await mkdtemp(join(tmpdir(), 'ruban-press-'));
});
after(async () => {
  await chromium?.stop();
  await demo?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

const text = async (path) => (await fetch(`${demo.url}${path}`)).text();

test('A_reporter_asks_for_an_instant_and_takes_away_its_proof', async () => {
  const context = await chromium.browser.newContext({ javaScriptEnabled: false, acceptDownloads: true });
  const page = await context.newPage();
  await page.goto(`${demo.url}/fr/letters/${SLUG}`);
  await Promise.all([page.waitForNavigation(), page.locator('a', { hasText: 'Chiffres à citer' }).press('Enter')]);
  await page.fill('[name=at]', '2018-06-21 14:00');
  await Promise.all([page.waitForNavigation(), page.locator('main form button').press('Enter')]);
  const count = await (await fetch(`${demo.url}/api/v1/letters/${SLUG}/count?at=2018-06-21T14:00:00Z`)).json();
  const { named, anon } = count.classes[0].standing;
  const quote = await page.locator('.quote').first().textContent();
  assert.match(quote, new RegExp(`^Le jeudi 21\\sjuin 2018 à 14\\sh\\s00\\sUTC, .* ${named + anon} signatures`));
  const download = page.waitForEvent('download');
  await page.locator('a', { hasText: 'Télécharger la preuve' }).press('Enter');
  const file = join(folder, 'count.tlog-proof');
  await (await download).saveAs(file);
  await context.close();

  const home = { env: { ...process.env, XDG_CONFIG_HOME: folder } };
  await run(ruban, ['audit', demo.url], home);  // pins the record's key
  const { stdout } = await run(ruban, ['verify', file], home);
  assert.match(stdout, new RegExp(`${named}`));
  assert.match(stdout, new RegExp(`${anon}`));
});

test('An_instant_that_cannot_be_counted_is_said_and_what_was_typed_stays', async () => {
  for (const [at, said] of [['soon', 'An instant is written like'], ['2999-01-01', 'lies ahead'], ['2001-01-01', 'wasn’t open']]) {
    const answer = await fetch(`${demo.url}/en/letters/${SLUG}/figures?at=${at}`);
    assert.equal(answer.status, 422);
    const page = await answer.text();
    assert.ok(page.includes(said), at);
    assert.ok(page.includes(`value="${at}"`), at);
  }
});

test('The_embed_is_one_request_in_a_frame_of_another_site_and_runs_no_script', async () => {
  const other = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end(`<!doctype html><title>Elsewhere</title><iframe src="${demo.url}/embed/${SLUG}?lang=fr"></iframe>`);
  });
  await new Promise((done) => other.listen(0, '127.0.0.1', done));
  const page = await chromium.browser.newPage();
  const asked = [];
  page.on('request', (request) => { if (request.url().startsWith(demo.url)) asked.push(request.url()); });
  await page.goto(`http://127.0.0.1:${other.address().port}/`);
  const frame = page.frames().find((f) => f.url().startsWith(demo.url));
  assert.match(await frame.locator('body').textContent(), /312/);
  assert.equal(await frame.locator('script').count(), 0);
  assert.deepEqual(asked, [`${demo.url}/embed/${SLUG}?lang=fr`]);
  assert.deepEqual(await page.context().cookies(), []);
  const letter = await fetch(`${demo.url}/en/letters/${SLUG}`);
  assert.match(letter.headers.get('content-security-policy'), /frame-ancestors 'none'/);
  await page.close();
  other.closeAllConnections();
  await new Promise((done) => other.close(done));
});

// A reader copies the code and changes nothing.
test('The_embed_fits_into_the_frame_of_its_code_as_it_is_printed', async () => {
  for (const lang of ['fr', 'en']) {
    for (const slug of [SLUG, 'drop-ice-or-lose-us']) {
      const page = await chromium.browser.newPage();
      await page.goto(`${demo.url}/${lang}/letters/${slug}/figures`);
      const code = await page.locator('pre code', { hasText: '<iframe' }).textContent();
      const other = createServer((_, response) => {
        response.setHeader('Content-Type', 'text/html');
        response.end(`<!doctype html><title>Elsewhere</title>${code.replace('loading="lazy"', '')}`);
      });
      await new Promise((done) => other.listen(0, '127.0.0.1', done));
      const faults = [];
      page.on('console', (message) => { if (message.type() === 'error' && /Content Security/.test(message.text())) faults.push(message.text()); });
      await page.goto(`http://127.0.0.1:${other.address().port}/`);
      const frame = page.frames().find((f) => f.url().startsWith(demo.url));
      await frame.waitForLoadState();
      const { width, height, wide, high, align } = await frame.evaluate(() => {
        const root = document.documentElement;
        return { width: innerWidth, height: innerHeight, wide: root.scrollWidth, high: root.scrollHeight,
          align: getComputedStyle(document.querySelector('p')).textAlign };
      });
      assert.equal(width, 320);
      assert.equal(align, 'center');  // its styles are allowed
      assert.ok(high <= height && wide <= width, `${lang} ${slug}: ${wide} x ${high} in ${width} x ${height}`);
      const end = await frame.evaluate(() => document.body.lastElementChild.getBoundingClientRect().bottom);
      assert.ok(height - end < 160, `${lang} ${slug}: ${height - end} px of nothing below`);
      assert.deepEqual(faults, []);
      const marks = await frame.evaluate(() => [...document.querySelectorAll('svg')].map((svg) => [
        Number(svg.querySelector('text').textContent), (svg.querySelector('path')?.getAttribute('d').match(/h0/g) ?? []).length,
        (svg.querySelectorAll('path')[1]?.getAttribute('d').match(/h0/g) ?? []).length]));
      for (const [count, filled, open] of marks) assert.equal(filled + open, count);
      await page.close();
      other.closeAllConnections();
      await new Promise((done) => other.close(done));
    }
  }
});

test('Badge_and_curve_are_pictures_that_a_browser_shows_and_reads_aloud', async () => {
  const page = await chromium.browser.newPage();
  await page.goto(`${demo.url}/about`);
  for (const file of ['badge.svg?lang=fr', 'curve.svg?lang=en', 'curve.png']) {
    const size = await page.evaluate(async (src) => {
      const image = new Image();
      image.src = src;
      await image.decode();
      return [image.naturalWidth, image.naturalHeight];
    }, `${demo.url}/letters/${SLUG}/${file}`);
    assert.ok(size[0] > 100 && size[1] > 20, `${file}: ${size}`);
  }
  await page.close();
  assert.match(await text(`/letters/${SLUG}/badge.svg?lang=en`), /<title>.*312 Employees of Microsoft.*<\/title>/);
  assert.match(await text(`/letters/${SLUG}/badge.svg?lang=fr`), /<title>.*Personnel de Microsoft\u202f: 312\u202f; Soutiens\u202f: \d+.*<\/title>/);
  const curve = await text(`/letters/${SLUG}/curve.svg?lang=en`);
  assert.match(curve, /<title[^>]*>[^<]+<\/title><desc[^>]*>[^<]+<\/desc>/);
});

test('The_curve_as_a_table_and_as_JSON_say_the_same', async () => {
  const { points } = JSON.parse(await text(`/letters/${SLUG}/curve.json`));
  const [head, ...rows] = (await text(`/letters/${SLUG}/curve.csv`)).trim().split('\r\n');
  assert.equal(head, 'at,employee-named,employee-anon,supporter-named,supporter-anon');
  assert.deepEqual(rows, points.map((p) => [p.at, ...p.classes.flatMap((c) => [c.standing.named, c.standing.anon])].join(',')));
});

test('The_feed_is_well_formed_Atom_and_leads_to_entries_with_their_proofs', async () => {
  const page = await chromium.browser.newPage();
  await page.goto(`${demo.url}/about`);
  const xml = await text(`/letters/${SLUG}/feed.atom?lang=en`);
  const entries = await page.evaluate((source) => {
    const feed = new DOMParser().parseFromString(source, 'application/xml');
    if (feed.querySelector('parsererror')) throw new Error(feed.textContent);
    return [...feed.querySelectorAll('entry')].map((e) => e.querySelector('link').getAttribute('href'));
  }, xml);
  assert.ok(entries.length > 0);
  const address = new URL(entries[0]);
  const history = await text(address.pathname + address.search);
  const id = address.hash.slice(1);
  assert.ok(history.includes(`id="${id}"`), entries[0]);
  const file = join(folder, 'entry.tlog-proof');
  await writeFile(file, await text(`/api/v1/entries/${id.replace('entry-', '')}/proof`));
  await run(ruban, ['verify', file], { env: { ...process.env, XDG_CONFIG_HOME: folder } });
  await page.close();
});

// The demonstration's story is of 2018, and whoever tries it signs today.
test('The_curve_of_a_letter_that_is_signed_again_years_later_is_cut_and_stays_complete', async () => {
  const before = JSON.parse(await text(`/letters/${SLUG}/curve.json`)).points.at(-1).classes[1].standing.named;
  const context = await chromium.browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  const press = (selector) => Promise.all([page.waitForNavigation(), page.locator(selector).first().press('Enter')]);
  await page.goto(`${demo.url}/en/letters/${SLUG}/sign`);
  await page.check('[name=issuer][value=supporter-email]');
  await page.fill('[name=name]', 'Ada Latecomer');
  await page.fill('[name=email]', 'latecomer@example.org');
  await press('main form button[type=submit]');
  await page.fill('[name=code]', await codeFor(demo, 'latecomer@example.org'));
  await press('[name=code]');
  await press('button[name=act][value=sign]');
  assert.match(page.url(), /\/sign\/done$/);
  for (const until = Date.now() + 20_000; ;) {
    if ((await (await fetch(`${demo.url}/api/v1/letters/${SLUG}/count`)).json()).classes[1].standing.named > before) break;
    assert.ok(Date.now() < until, 'the signature isn’t counted');
    await new Promise((pause) => setTimeout(pause, 100));
  }

  const { points } = JSON.parse(await text(`/letters/${SLUG}/curve.json`));
  const total = (point) => point.classes.reduce((sum, c) => sum + c.standing.named + c.standing.anon, 0);
  const old = points.filter((p) => p.at < '2019');
  assert.ok(new Set(old.map(total)).size > 20, `${new Set(old.map(total)).size} steps of growth`);
  assert.equal(points.at(-1).classes[1].standing.named, before + 1);
  const gaps = points.slice(1).map((p, i) => [Date.parse(p.at) - Date.parse(points[i].at), points[i], p]);
  const [, from, to] = gaps.reduce((most, gap) => (gap[0] > most[0] ? gap : most));
  assert.deepEqual(to.classes, from.classes);  // nothing happened in the quiet time
  assert.ok(points.length <= 160);

  await page.goto(`${demo.url}/en/letters/${SLUG}/figures`);
  const svg = page.locator('svg.curve');
  assert.match((await svg.textContent()).replace(/\s/g, ' '), /The axis is cut,/);
  // No line runs through a label: what is drawn of each class lies beside and below all words of the picture.
  const struck = await svg.evaluate((root) => {
    const lines = [...root.querySelectorAll('path[stroke="currentColor"][stroke-width], path.rule')].map((p) => p.getBoundingClientRect());
    return [...root.querySelectorAll('text')].filter((word) => {
      const box = word.getBoundingClientRect();
      return lines.some((line) => line.left < box.right && line.right > box.left && line.top < box.bottom - 2 && line.bottom > box.top + 2);
    }).map((word) => word.textContent);
  });
  assert.deepEqual(struck, []);
  await context.close();
});
