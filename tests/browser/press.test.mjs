// SPDX-License-Identifier: AGPL-3.0-or-later
// What the press takes away: the figures page at an instant, a proof that stands without the server, the frame on somebody
// else's page, badge, curve and feed.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { codeFor, ruban, runRuban, startBrowser, startDemo } from './demo.mjs';

const run = promisify(execFile);
const SLUG = 'drop-the-ice-contract';
let demo, chromium, folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ruban-press-'));
  // The demonstration's instance lies where temporary folders do.
  process.env.TMPDIR = folder;
  demo = await startDemo();
  chromium = await startBrowser();
});
after(async () => {
  await chromium?.stop();
  await demo?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

const text = async (path) => (await fetch(`${demo.url}${path}`)).text();
const json = async (path) => (await fetch(`${demo.url}${path}`)).json();
// What a place of the page says, in lines.
const said = async (page, selector) => (await page.locator(selector).allTextContents()).map((one) => one.replace(/[\u00a0\u202f]/g, ' '));

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

test('The_table_of_an_instant_is_the_count_of_the_API_and_its_evidence_is_the_records', async () => {
  const page = await chromium.browser.newPage();
  for (const at of ['2018-06-21T14:00Z', '2018-06-30T09:00Z']) {
    await page.goto(`${demo.url}/en/letters/${SLUG}/figures?at=${at}`);
    const { classes } = await json(`/api/v1/letters/${SLUG}/count?at=${at.replace('Z', ':00Z')}`);
    const cells = await page.$$eval('table.labelled tbody tr', (rows) => rows.map((row) => [...row.querySelectorAll('td')].slice(0, 4).map((cell) => Number(cell.textContent.replaceAll(',', '')))));
    assert.deepEqual(cells, classes.map((one) => [one.standing.named, one.standing.anon, one.withdrawn, one.taken_down]));
    const [tally, checkpoint] = await page.locator('details pre').allTextContents();
    const proof = await text(`/api/v1/letters/${SLUG}/proof?at=${at.replace('Z', ':00Z')}`);
    assert.equal(tally, await text(`/api/v1/entries/${/\nindex (\d+)\n/.exec(proof)[1]}`));
    assert.ok(proof.endsWith(`\n\n${checkpoint}`), checkpoint);
  }
  await page.close();
});

// The press of either language finds its sentence on both pages, the page's own language first.
test('The_sentences_to_quote_say_the_figure_and_its_instant_in_both_languages', async () => {
  const { title } = await json(`/api/v1/letters/${SLUG}`);
  const { classes } = await json(`/api/v1/letters/${SLUG}/count?at=2018-06-21T14:00:00Z`);
  const [employees, supporters] = classes.map(({ standing }) => standing.named + standing.anon);
  assert.notEqual(employees, supporters);
  const { host } = new URL(demo.url);
  const english = (count, label) => `On Thursday 21 June 2018 at 14:00 UTC, the open letter “${title.en}” had ${count} signatures in the class “${label}”, by the public record of ${host}.`;
  const french = (count, label) => `Le jeudi 21 juin 2018 à 14 h 00 UTC, la lettre ouverte « ${title.fr.replace('\u202f', ' ')} » comptait ${count} signatures dans la catégorie « ${label} », selon le registre public de ${host}.`;
  const quotes = {
    en: [english(employees, 'Employees of Microsoft'), english(supporters, 'Supporters')],
    fr: [french(employees, 'Personnel de Microsoft'), french(supporters, 'Soutiens')],
  };
  const page = await chromium.browser.newPage();
  for (const [lang, other] of [['en', 'fr'], ['fr', 'en']]) {
    await page.goto(`${demo.url}/${lang}/letters/${SLUG}/figures?at=2018-06-21T14:00Z`);
    assert.deepEqual(await said(page, '.quote'), [...quotes[lang], ...quotes[other]]);
    assert.deepEqual(await page.$$eval('.quote', (all) => all.map((one) => one.lang)), [lang, lang, other, other]);
  }
  await page.close();
});

test('The_table_behind_the_curve_says_what_its_JSON_says_and_leaves_repeats_out', async () => {
  const page = await chromium.browser.newPage();
  let repeats = 0;
  for (const slug of [SLUG, 'drop-ice-or-lose-us']) {
    const { points } = await json(`/letters/${slug}/curve.json`);
    const rows = points.map(({ at, classes }) => [at, ...classes.map(({ standing }) => String(standing.named + standing.anon))]);
    const changes = rows.filter((row, i) => i === 0 || row.slice(1).join() !== rows[i - 1].slice(1).join());
    repeats += rows.length - changes.length;
    for (const lang of ['en', 'fr']) {
      await page.goto(`${demo.url}/${lang}/letters/${slug}/figures`);
      const table = page.locator('details', { hasText: lang === 'en' ? 'The curve as a table' : 'La courbe sous forme de tableau' }).locator('table');
      assert.equal(await table.isVisible(), false);
      const shown = await table.locator('tbody tr').evaluateAll((all) => all.map((row) =>
        [row.querySelector('time').dateTime, ...[...row.querySelectorAll('td')].map((cell) => cell.textContent)]));
      assert.deepEqual(shown, changes, `${lang} ${slug}`);
      const heads = await table.locator('thead th').count();
      assert.equal(heads, rows[0].length);
    }
  }
  assert.ok(repeats > 0, 'no letter has a repeat to leave out');
  await page.close();
});

test('How_fast_a_letter_was_signed_is_said_of_each_class', async () => {
  const { points } = await json(`/letters/${SLUG}/curve.json`);
  const totals = ({ classes }) => classes.map(({ standing }) => standing.named + standing.anon);
  const countAt = async (at) => totals(await json(`/api/v1/letters/${SLUG}/count?at=${new Date(at).toISOString()}`));
  const day = 24 * 3600_000;
  const first = await countAt(Date.parse(points[0].at) + day);
  const before = await countAt(Date.parse(points.at(-1).at) - day);
  const last = totals(points.at(-1)).map((count, i) => count - before[i]);
  assert.ok(first[0] > 0 && last[0] > 0);
  const page = await chromium.browser.newPage();
  for (const [lang, words] of [
    ['en', (label, i) => `${label}: ${first[i]} within the first day, ${last[i]} more within the last 24 hours.`],
    ['fr', (label, i) => `${label} : ${first[i]} le premier jour, ${last[i]} de plus ces dernières 24 heures.`],
  ]) {
    await page.goto(`${demo.url}/${lang}/letters/${SLUG}/figures`);
    const labels = await page.locator('details table thead th bdi').allTextContents();
    assert.equal(labels.length, first.length);
    const lines = await said(page, 'section[aria-labelledby=time] > p');
    assert.deepEqual(lines.slice(0, labels.length), labels.map(words));
  }
  await page.close();
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
    // RFC 4287: each of these once, in the feed and in each entry, and no id twice.
    for (const one of [feed.documentElement, ...feed.querySelectorAll('entry')]) {
      for (const name of ['id', 'title', 'updated']) {
        const there = [...one.children].filter((child) => child.localName === name);
        if (there.length !== 1 || there[0].textContent === '') throw new Error(`${name} of ${one.localName}: ${there.length}`);
      }
      if (Number.isNaN(Date.parse(one.querySelector('updated').textContent))) throw new Error(one.textContent);
    }
    const ids = [...feed.querySelectorAll('id')].map((id) => id.textContent);
    if (new Set(ids).size !== ids.length) throw new Error(`an id twice: ${ids}`);
    if (feed.querySelector('feed > author > name') === null) throw new Error('no author');
    return [feed.querySelector('feed > link[rel=self]'), ...feed.querySelectorAll('entry > link')].map((link) => link.getAttribute('href'));
  }, xml);
  assert.equal(await (await fetch(entries.shift())).text(), xml, 'the feed says where it is');
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

test('What_was_taken_down_is_said_with_its_reasons', async () => {
  const page = await chromium.browser.newPage();
  const removed = async (lang) => {
    await page.goto(`${demo.url}/${lang}/letters/${SLUG}/figures`);
    return said(page, 'section[aria-labelledby=removed] li, section[aria-labelledby=removed] > p:first-of-type');
  };
  assert.equal((await removed('en'))[0], 'Nothing was taken down.');
  assert.equal((await removed('fr'))[0], 'Rien n’a été dépublié.');
  const { signatures } = await json(`/api/v1/letters/${SLUG}/signatures?limit=5`);
  const [instance] = (await readdir(folder)).filter((name) => name.startsWith('ruban-demo-'));
  for (const [i, reason] of ['abuse', 'test', 'abuse', 'owner', 'court'].entries()) {
    const done = await runRuban(['letter', 'takedown', SLUG, String(signatures[i].index), '--reason', reason, '--data', join(folder, instance, 'instance')]);
    assert.equal(done.code, 0, done.out);
  }
  for (const until = Date.now() + 20_000; ;) {
    if ((await json(`/api/v1/letters/${SLUG}/count`)).classes.reduce((sum, c) => sum + c.taken_down, 0) === 5) break;
    assert.ok(Date.now() < until, 'they aren’t taken down');
    await new Promise((pause) => setTimeout(pause, 100));
  }
  assert.deepEqual((await removed('en')).slice(0, -1), ['1 · asked for by who signed', '1 · ordered by a court', '2 · forged or abusive', '1 · a test of the operator']);
  assert.deepEqual((await removed('fr')).slice(0, -1), ['1 · à la demande de la personne qui avait signé', '1 · sur décision de justice', '2 · fausse ou abusive', '1 · essai de l’exploitant']);
  await page.close();
});
