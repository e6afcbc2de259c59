// SPDX-License-Identifier: AGPL-3.0-or-later
// A visitor signs by the form, without scripts, keeps the receipt, withdraws, with scripts and without: in Chromium, in both
// languages. What scripts do on the signing page is in own_signing and names_only.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { codeFor, runRuban, startBrowser, startDemo } from './demo.mjs';
import { acceptedByGo, acceptedByRuban, withoutGo } from './receipts.mjs';

let demo, chromium, folder;
const receipts = [];
before(async () => {
  demo = await startDemo();
  chromium = await startBrowser();
  folder = await mkdtemp(join(tmpdir(), 'ruban-test-'));
});
after(async () => {
  await chromium?.stop();
  await demo?.stop();
  await rm(folder, { recursive: true, force: true });
});

const letter = '/letters/drop-ice-or-lose-us';

async function visitor(options) {
  const context = await chromium.browser.newContext({ acceptDownloads: true, ...options });
  return { context, page: await context.newPage() };
}

async function save(page, name, press) {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  const path = join(folder, name);
  await download.saveAs(path);
  return path;
}

// By keyboard, as it works in every browser: a click waits for frames that a page without scripts doesn't report.
async function press(page, selector) {
  await Promise.all([page.waitForNavigation(), page.locator(selector).first().press('Enter')]);
}

async function fillForm(page, lang, person) {
  await page.goto(`${demo.url}/${lang}${letter}/sign`);
  await page.fill('[name=name]', person.name);
  if (person.role) await page.fill('[name=role]', person.role);
  if (person.comment) await page.fill('[name=comment]', person.comment);
  await page.fill('[name=email]', person.email);
  await press(page, 'main form button[type=submit]');
}

async function typeCode(page, code) {
  await page.fill('[name=code]', code);
  await press(page, '[name=code]');
}

async function signs(page, lang, person) {
  await fillForm(page, lang, person);
  assert.match(page.url(), /\/sign\/code$/);
  await typeCode(page, await codeFor(demo, person.email));
  assert.match(page.url(), /\/sign\/preview$/);
  assert.ok((await page.textContent('main')).includes(person.name));
  await press(page, 'button[name=act][value=sign]');
}

async function receiptOf(page, name) {
  for (let i = 0; i < 50; ++i) {
    const link = page.locator('a[href$="/sign/receipt"]');
    if (await link.count()) return save(page, name, () => link.first().press('Enter'));
    await page.reload();
    await page.waitForTimeout(200);
  }
  throw new Error('the receipt was never published');
}

for (const [lang, scripts] of [['fr', false], ['en', true]]) {
  test(`Signing_by_name_ends_with_a_receipt_that_verifies (${lang}, withdrawn with scripts ${scripts ? 'on' : 'off'})`, async () => {
    const { context, page } = await visitor({ javaScriptEnabled: false });
    const person = { name: `Zoë Probeerder ${lang}`, role: 'Tester', email: `probe-${lang}@mail.example` };
    await signs(page, lang, person);
    assert.match(page.url(), /\/sign\/done$/);

    const receipt = await receiptOf(page, `${lang}.tlog-proof`);
    assert.ok((await readFile(receipt, 'utf8')).startsWith('c2sp.org/tlog-proof@v1\n'));
    await acceptedByRuban(receipt, join(folder, 'config'));
    receipts.push(receipt);

    const key = await save(page, `${lang}.ruban-key`, () => page.locator('form[action$="/sign/key"] button').press('Enter'));
    assert.ok((await readFile(key, 'utf8')).startsWith('ruban key v1\n'));
    await press(page, 'form[action$="/sign/key/forget"] button');
    assert.equal(await page.locator('form[action$="/sign/key"]').count(), 0, 'the server holds the key no more');

    // The letter's page has the name, once it is published.
    await page.goto(`${demo.url}/${lang}${letter}/signatures?q=${encodeURIComponent('Probeerder ' + lang)}`);
    assert.ok((await page.textContent('main')).includes(person.name));

    // A second time with the same address: the same pages up to the code, then the truth.
    const again = await visitor({ javaScriptEnabled: false });
    await signs(again.page, lang, { ...person, name: 'Another Name' });
    assert.match(again.page.url(), /\/sign\/already$/);
    await again.context.close();

    // Withdrawing by key file, and erasing.
    const leaving = await visitor({ javaScriptEnabled: scripts });
    await leaving.page.goto(`${demo.url}/${lang}${letter}/withdraw`);
    if (scripts) {
      await leaving.page.setInputFiles('#own-file', key);
      await leaving.page.click('#own-open button');
      await leaving.page.waitForSelector('#own-confirm:not([hidden])');
      await leaving.page.click('#own-take button');
      await leaving.page.waitForSelector('#own[data-state=recorded]');
    } else {
      await leaving.page.setInputFiles('[name=key_file]', key);
      await press(leaving.page, 'form[action$="/withdraw/key"] button[type=submit]');
      assert.match(leaving.page.url(), /\/withdraw\/confirm$/);
      assert.ok((await leaving.page.textContent('main')).includes(person.name));
      await press(leaving.page, 'form[action$="/withdraw/confirm"] button[type=submit]');
      assert.match(leaving.page.url(), /\/withdraw\/done$/);
    }
    await leaving.context.close();
    await context.close();
  });
}

// Name and role in one line, the comment below it, as the page has them.
const lineIn = (place) => place.evaluate((node) => {
  const words = node.querySelector('p').cloneNode(true);
  words.querySelector('.small')?.remove();
  return { line: words.textContent.trim(), comment: node.querySelector('blockquote').textContent };
});

test('What_the_preview_shows_is_what_is_printed_to_the_character', async () => {
  for (const [lang, person] of [
    ['en', { name: 'Zoe\u0308 d’Essai-Ğökçe', role: 'R&D, “tests”', comment: 'First:   three spaces.\n\n  Tom & Ada say "no" – it\'s 5 & so on.\n\nالحروف\u00a0: the end' }],
    ['fr', { name: 'أمينة تجربة', role: 'Développeuse', comment: '« Pas en notre nom\u202f! »' }],
  ]) {
    const { context, page } = await visitor({ javaScriptEnabled: false });
    await fillForm(page, lang, { ...person, email: `line-${lang}@mail.example` });
    await typeCode(page, await codeFor(demo, `line-${lang}@mail.example`));
    assert.match(page.url(), /\/sign\/preview$/);
    const preview = await lineIn(page.locator('.line'));
    assert.equal(preview.line, `${person.name.normalize('NFC')}, ${person.role}`);
    assert.equal(preview.comment, person.comment.replace(/[^\S\n]+/g, ' ').replace(/\n /g, '\n'));  // spaces are drawn together when it is taken
    await press(page, 'button[name=act][value=sign]');
    await receiptOf(page, `line-${lang}.tlog-proof`);
    for (const shown of ['en', 'fr']) {
      await page.goto(`${demo.url}/${shown}${letter}/signatures?q=${encodeURIComponent(person.name.split(' ')[0])}`);
      assert.equal(await page.locator('ol.roll > li').count(), 1);
      assert.deepEqual(await lineIn(page.locator('ol.roll > li')), preview, shown);
    }
    await context.close();
  }
});

test('Withdrawing_by_proving_the_address_takes_the_signature_down', async () => {
  const { context, page } = await visitor({ javaScriptEnabled: false });
  const person = { name: 'Ilse Teruggekomen', email: 'owner@mail.example' };
  await signs(page, 'en', person);
  assert.match(page.url(), /\/sign\/done$/);
  const leaving = await visitor({ javaScriptEnabled: false });
  await leaving.page.goto(`${demo.url}/en${letter}/withdraw`);
  await leaving.page.fill('form[action$="/withdraw/address"] [name=email]', 'Owner@mail.example');
  await press(leaving.page, 'form[action$="/withdraw/address"] [name=email]');
  assert.match(leaving.page.url(), /\/withdraw\/code$/);
  await typeCode(leaving.page, await codeFor(demo, 'Owner@mail.example'));
  assert.match(leaving.page.url(), /\/withdraw\/confirm$/);
  assert.ok((await leaving.page.textContent('main')).includes(person.name));
  await press(leaving.page, 'form[action$="/withdraw/confirm"] button[type=submit]');
  assert.match(leaving.page.url(), /\/withdraw\/done$/);
  await leaving.context.close();
  await context.close();
});

test('A_wrong_code_can_be_tried_five_times_and_then_no_more', async () => {
  const { context, page } = await visitor({ javaScriptEnabled: false });
  const email = 'wrong@mail.example';
  await fillForm(page, 'en', { name: 'Wrong Digits', email });
  const code = await codeFor(demo, email);
  const wrong = code.startsWith('0') ? code.replace(/^0/, '1') : code.replace(/^\d/, '0');
  for (let i = 0; i < 5; ++i) {
    await typeCode(page, wrong);
    assert.match(page.url(), /\/sign\/code$/);
    assert.match(await page.title(), /^Error: /);
  }
  await typeCode(page, code);
  assert.match(page.url(), /\/sign\/code$/, 'the right code comes too late');
  await context.close();
});

test('Bad_input_is_shown_beside_its_field_and_nothing_typed_is_lost', async () => {
  const { context, page } = await visitor({ javaScriptEnabled: false });
  for (const name of ['=1+1', '<b>Bold</b>', 'http://x.example', '\u202eevil', ' ', 'x'.repeat(10_000)]) {
    await page.goto(`${demo.url}/en${letter}/sign`);
    const response = await context.request.post(`${demo.url}/en${letter}/sign`, {
      form: { csrf: await page.inputValue('[name=csrf]'), name, email: 'kept@mail.example', role: 'Kept role' },
      maxRedirects: 0,
    });
    assert.equal(response.status(), 422, name.slice(0, 20));
    const body = await response.text();
    assert.match(body, /<title>Error: /);
    assert.ok(body.includes('kept@mail.example') && body.includes('Kept role'));
    assert.ok(!body.includes('<b>Bold</b>'));
  }
  for (const email of ['nobody', 'a@b@c.example', 'x@[127.0.0.1]', 'x@mailinator.com']) {
    await page.goto(`${demo.url}/en${letter}/sign`);
    const response = await context.request.post(`${demo.url}/en${letter}/sign`, {
      form: { csrf: await page.inputValue('[name=csrf]'), name: 'Some Body', email },
      maxRedirects: 0,
    });
    assert.equal(response.status(), 422, email);
  }
  const outside = await page.goto(`${demo.url}/en/letters/drop-the-ice-contract/sign`);
  assert.equal(outside.status(), 200);
  const refused = await context.request.post(`${demo.url}/en/letters/drop-the-ice-contract/sign`, {
    form: { csrf: await page.inputValue('[name=csrf]'), name: 'Some Body', email: 'x@elsewhere.example', issuer: 'employee-email' },
    maxRedirects: 0,
  });
  assert.equal(refused.status(), 422);
  await context.close();
});

test('A_form_without_its_token_or_from_elsewhere_is_refused', async () => {
  const { context, page } = await visitor();
  await page.goto(`${demo.url}/en${letter}/sign`);
  const form = { name: 'Some Body', email: 'forged@mail.example' };
  const without = await context.request.post(`${demo.url}/en${letter}/sign`, { form, maxRedirects: 0 });
  assert.equal(without.status(), 403);
  const csrf = await page.inputValue('[name=csrf]');
  const elsewhere = await context.request.post(`${demo.url}/en${letter}/sign`, {
    form: { ...form, csrf }, headers: { origin: 'https://elsewhere.example' }, maxRedirects: 0,
  });
  assert.equal(elsewhere.status(), 403);
  await context.close();
});

// With a visit of each kind under way, so that nothing but the missing token can be the reason.
test('No_form_is_taken_without_the_token_of_its_visit', async () => {
  const source = await readFile(new URL('../../src/web/routes.cc', import.meta.url), 'utf8');
  const forms = [...source.matchAll(/\bpost\(letter \+ "([^"]+)"/g)].map(([, rest]) => rest).filter((rest) => !rest.startsWith('/unsubscribe/'));
  assert.ok(forms.length >= 15, forms.join());
  const { context, page } = await visitor({ javaScriptEnabled: false });
  const person = { name: 'Tess Token', email: 'token@mail.example' };
  await signs(page, 'en', person);
  await receiptOf(page, 'token.tlog-proof');
  const csrf = await page.locator('[name=csrf]').first().inputValue();
  const key = await readFile(await save(page, 'token.ruban-key', () => page.locator('form[action$="/sign/key"] button').press('Enter')));
  const post = (rest, data) => context.request.post(`${demo.url}/en${letter}${rest}`, { ...data, maxRedirects: 0 });
  const file = { name: 'token.ruban-key', mimeType: 'text/plain', buffer: key };
  for (const begun of ['pledge', 'withdraw']) {
    const answer = await post(`/${begun}/key`, { multipart: { csrf, key_file: file } });
    assert.match(answer.headers().location ?? await answer.text(), new RegExp(`/${begun}/confirm$`));
  }
  const other = await visitor({ javaScriptEnabled: false });
  await other.page.goto(`${demo.url}/en${letter}/sign`);
  const foreign = await other.page.inputValue('[name=csrf]');
  await other.context.close();
  assert.notEqual(foreign, csrf);

  const filled = { ...person, code: '12345678', act: 'sign', erase: 'yes' };
  for (const version of ['', '/v1']) {
    for (const rest of forms) {
      for (const token of [{}, { csrf: '' }, { csrf: foreign }]) {
        const answer = await post(version + rest, { form: { ...filled, ...token } });
        assert.equal(answer.status(), 403, `${version}${rest} ${JSON.stringify(token)}`);
        assert.match(await answer.text(), /This form has expired/);
      }
    }
  }
  const names = await (await fetch(`${demo.url}/en${letter}/signatures?q=Token`)).text();
  assert.ok(names.includes(person.name), 'nothing was withdrawn');
  // The last first: whoever has signed and sends the form once more begins another visit.
  for (const rest of forms.reverse()) {
    const answer = await post(rest, { form: { ...filled, csrf } });
    assert.doesNotMatch(await answer.text(), /This form has expired/, rest);
  }
  await context.close();
});

test('The_audit_agrees_with_the_pages_after_all_of_this', async () => {
  await new Promise((done) => setTimeout(done, 1500));  // two publications
  const audit = await runRuban(['audit', demo.url, '--allow-unwitnessed'], { env: { ...process.env, XDG_CONFIG_HOME: join(folder, 'config') } });
  assert.equal(audit.code, 0, audit.out);
  assert.match(audit.out, /agrees with the page/);
});

test('Go_accepts_the_receipts_of_the_form', { skip: withoutGo }, async () => {
  assert.equal(receipts.length, 2);
  await acceptedByGo(demo.url, receipts);
});
