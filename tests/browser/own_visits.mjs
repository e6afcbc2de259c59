// SPDX-License-Identifier: AGPL-3.0-or-later
// Visits to the demonstration's letters by somebody whose browser signs and withdraws itself.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import jsQR from 'jsqr';
import { codeFor, startBrowser, startDemo } from './demo.mjs';

export const LETTER = '/letters/drop-the-ice-contract';
export const NAMES_ONLY = '/letters/drop-ice-or-lose-us';

// Waits for a step; if it doesn't come, the failure says what the page says instead.
export async function untilShown(page, step) {
  await page.waitForSelector(`${step}:not([hidden])`).catch(async (error) => {
    const state = await page.evaluate(() => ({
      says: document.querySelector('#own-status').textContent, busy: document.querySelector('#own').getAttribute('aria-busy'),
      steps: [...document.querySelectorAll('#own section, #own form')].filter((e) => e.checkVisibility()).map((e) => e.id),
      invalid: [...document.querySelectorAll('#own :invalid')].map((e) => `${e.id} ${e.value}`), focus: document.activeElement?.id,
    }));
    throw new Error(`${error.message}\nThe page: ${JSON.stringify(state)}`);
  });
}

export async function startVisits() {
  const demo = await startDemo();
  const chromium = await startBrowser();
  const folder = await mkdtemp(join(tmpdir(), 'ruban-own-'));
  return {
    demo, folder,
    async stop() {
      await chromium.stop();
      await demo.stop();
      await rm(folder, { recursive: true, force: true });
    },
    count: async () => (await (await fetch(`${demo.url}/api/v1${LETTER}/count`)).json()).classes[0].standing,

    // At `path` of the letter, once its script has taken over. `prepare` may change what the server answers.
    async visitor(lang, { letter = LETTER, path = '/sign', prepare, ...options } = {}) {
      const context = await chromium.browser.newContext({ acceptDownloads: true, ...options });
      const page = await context.newPage();
      const posts = [], asked = [];
      page.on('request', (request) => {
        asked.push(new URL(request.url()).pathname);
        if (request.method() === 'POST') posts.push(request);
      });
      page.on('pageerror', (error) => { throw error; });
      await prepare?.(page);
      await page.goto(`${demo.url}/${lang}${letter}${path}`);
      if (options.javaScriptEnabled !== false) await page.waitForSelector('#own:not([hidden])');
      return { context, page, posts, asked };
    },

    async save(page, selector, name) {
      const [download] = await Promise.all([page.waitForEvent('download'), page.click(selector)]);
      const file = join(folder, name);
      await download.saveAs(file);
      return file;
    },

    // As far as the question whether news are wanted; the key file is saved before anything is sent.
    async proveAddress({ page, posts }, email, name) {
      if (await page.locator('#own-employee-email').count()) await page.check('#own-employee-email');
      await page.click('#own-ask button');
      await page.waitForSelector('#own-save:not([hidden])');
      assert.equal(posts.length, 0);
      assert.ok(await page.isDisabled('#own-email'));
      await this.save(page, '#own-save-link', `${name}-first.ruban-key`);
      await page.fill('#own-email', email);
      await page.click('#own-by-mail button');
      await untilShown(page, '#own-code');
      await page.fill('#own-digits', await codeFor(demo, email));
      await page.click('#own-confirm button');
      await page.waitForSelector('#own-news:not([hidden])');
    },

    // As far as the choice, without a wish for news.
    async prove(visit, email, name) {
      await this.proveAddress(visit, email, name);
      const { page } = visit;
      await page.click('#own-tell button');
      await page.waitForSelector('#own-choose:not([hidden])');
      return this.save(page, '#own-choose a[data-key-file]', `${name}.ruban-key`);
    },

    // Withdrawing with a key file, as far as what is said of it.
    async open({ page }, key) {
      await page.setInputFiles('#own-file', key);
      await page.click('#own-open button');
    },
  };
}

export const callsOf = (posts) => posts.map((post) => new URL(post.url()).pathname.split('/').pop());

// What a camera would read off the screen.
export async function readCode(page, selector) {
  const png = (await page.locator(selector).screenshot()).toString('base64');
  const { width, height, pixels } = await page.evaluate(async (text) => {
    const image = await createImageBitmap(new Blob([Uint8Array.from(atob(text), (c) => c.charCodeAt(0))], { type: 'image/png' }));
    const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
    context.drawImage(image, 0, 0);
    return { width: image.width, height: image.height, pixels: [...context.getImageData(0, 0, image.width, image.height).data] };
  }, png);
  return jsQR(Uint8ClampedArray.from(pixels), width, height)?.data;
}
