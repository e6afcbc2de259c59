// SPDX-License-Identifier: AGPL-3.0-or-later
// Every page: accessible (axe), valid (html-validate), legible at 320 px, light and dark; no stranger is asked for
// anything; no cookie before it is needed; a first visit is small.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { checkPage, invalidHtml, invalidNow } from './checks.mjs';
import { codeFor, startBrowser, startDemo } from './demo.mjs';

let demo, chromium;
before(async () => {
  demo = await startDemo();
  chromium = await startBrowser();
});
after(async () => {
  await chromium?.stop();
  await demo?.stop();
});

const paths = ['/', '/about', '/verify', '/demo/mail', '/letters/nowhere',
  ...['drop-the-ice-contract', 'drop-ice-or-lose-us'].flatMap((slug) =>
    ['', '/v1', '/signatures', '/signatures?q=a', '/history', '/figures', '/figures?at=2018-06-21%2014:00', '/figures?at=soon', '/sign', '/withdraw', '/pledge', '/pledge/key',
      '/demands', '/answers', '/news', '/evidence', '/evidence/2', '/evidence/9'].map((rest) => `/letters/${slug}${rest}`))];

// Nobody takes the demonstration for a letter of theirs: each page says once, at its top, what it is.
const BANNER = { en: ['This is a demonstration.', 'what you sign here protects nobody'], fr: ['Ceci est une démonstration.', 'signer ici ne protège personne'] };
async function checkBanner(page, lang, name) {
  const banners = await page.locator('aside.banner').evaluateAll((all) => all.map((one) => (one.checkVisibility() ? one.textContent : '')));
  const right = banners.length === 1 && BANNER[lang].every((words) => banners[0].includes(words));
  return right ? [] : [`${name}: its banners: ${JSON.stringify(banners)}`];
}

for (const [scheme, width] of [['light', 1280], ['dark', 320]]) {
  test(`Every_public_page_is_accessible_and_fits (${scheme}, ${width} px)`, async () => {
    const context = await chromium.browser.newContext({ colorScheme: scheme, viewport: { width, height: 900 } });
    const page = await context.newPage();
    const strangers = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(demo.url) && !request.url().startsWith('data:')) strangers.push(request.url());
    });
    const problems = [];
    for (const lang of ['fr', 'en']) {
      for (const path of paths) {
        await page.goto(`${demo.url}/${lang}${path}`);
        problems.push(...await checkPage(page, `/${lang}${path}`), ...await checkBanner(page, lang, `/${lang}${path}`));
      }
    }
    assert.deepEqual(problems, []);
    assert.deepEqual(strangers, []);
    await context.close();
  });
}

test('Every_public_page_is_valid_HTML', async () => {
  const problems = [];
  for (const lang of ['fr', 'en']) {
    for (const path of paths) problems.push(...await invalidHtml(`${demo.url}/${lang}${path}`, `/${lang}${path}`));
  }
  assert.deepEqual(problems.slice(0, 20), []);
});

test('Every_step_of_signing_and_withdrawing_is_accessible_and_fits', async () => {
  for (const [lang, scheme, width] of [['fr', 'dark', 320], ['en', 'light', 1280]]) {
    const context = await chromium.browser.newContext({ colorScheme: scheme, viewport: { width, height: 900 } });
    const page = await context.newPage();
    // The steps are those of the form: the page's script never comes. Without any scripts axe doesn't run.
    await page.route(/\/static\/sign\.[0-9a-f]+\.js$/, (route) => route.abort());
    const letter = `${demo.url}/${lang}/letters/drop-ice-or-lose-us`;
    const email = `steps-${lang}@mail.example`;
    const problems = [];
    const look = async (name) => {
      problems.push(...await checkPage(page, `${lang} ${name}`));
      problems.push(...await invalidNow(page, `${lang} ${name}`), ...await checkBanner(page, lang, `${lang} ${name}`));
    };
    const submit = (selector) => Promise.all([page.waitForNavigation(), page.locator(selector).first().press('Enter')]);
    await page.goto(`${letter}/sign`);
    await page.fill('[name=name]', '=1+1');
    await page.fill('[name=email]', email);
    await submit('main form button[type=submit]');
    await look('the form with a fault');
    await page.fill('[name=name]', 'Nguyễn Thị Thử Nghiệm');
    await submit('main form button[type=submit]');
    await look('the code');
    await page.fill('[name=code]', '1');
    await submit('main form button[type=submit]');
    await look('the code with a fault');
    await page.fill('[name=code]', await codeFor(demo, email));
    await submit('main form button[type=submit]');
    await look('the preview');
    await submit('button[value=sign]');
    await look('the receipt');
    await page.waitForTimeout(1500);
    await page.reload();
    await look('the receipt, published');
    await page.goto(`${letter}/withdraw`);
    await page.fill('form[action$="/withdraw/address"] [name=email]', email);
    await submit('form[action$="/withdraw/address"] [name=email]');
    await look('the code to withdraw');
    await page.fill('[name=code]', await codeFor(demo, email));
    await submit('main form button[type=submit]');
    await look('what will be withdrawn');
    await submit('form[action$="/withdraw/confirm"] button[type=submit]');
    await look('withdrawn');
    assert.deepEqual(problems, []);
    await context.close();
  }
});

// A frame on somebody else's page has no room for the banner.
test('A_frame_on_another_site_says_that_its_figures_are_invented', async () => {
  const page = await chromium.browser.newPage();
  for (const [lang, said] of [['en', 'A demonstration: its signatories are invented.'], ['fr', 'Une démonstration\u202f: les signataires sont inventés.']]) {
    for (const slug of ['drop-the-ice-contract', 'drop-ice-or-lose-us']) {
      await page.goto(`${demo.url}/embed/${slug}?lang=${lang}`);
      assert.deepEqual(await page.locator('.demo').allTextContents(), [said]);
      assert.ok(await page.locator('.demo').isVisible());
    }
  }
  await page.close();
});

test('A_first_visit_to_the_letter_is_small_and_leaves_no_cookie', async () => {
  const context = await chromium.browser.newContext();
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  let bytes = 0, requests = 0;
  session.on('Network.loadingFinished', (event) => {
    bytes += event.encodedDataLength;
    ++requests;
  });
  await page.goto(`${demo.url}/en/letters/drop-the-ice-contract`, { waitUntil: 'networkidle' });
  assert.ok(requests <= 4, `${requests} requests`);
  assert.ok(bytes <= 30_000, `${bytes} bytes over the wire`);
  assert.deepEqual(await context.cookies(), []);
  await page.goto(`${demo.url}/en/letters/drop-the-ice-contract/sign`);
  const [cookie] = await context.cookies();
  assert.equal(cookie.name, '__Host-visit');
  assert.ok(cookie.httpOnly && cookie.secure && cookie.sameSite === 'Lax' && cookie.expires === -1);
  await context.close();
  assert.ok(gzipSync(await (await fetch(`${demo.url}/en/letters/drop-the-ice-contract`)).text()).length < 20_000);
});

test('A_letter_prints_without_its_navigation', async () => {
  const context = await chromium.browser.newContext();
  const page = await context.newPage();
  await page.goto(`${demo.url}/fr/letters/drop-the-ice-contract`);
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.locator('a[href$="/sign"]').first().isVisible(), false);
  assert.ok((await page.pdf({ format: 'A4' })).length > 10_000);
  await context.close();
});
