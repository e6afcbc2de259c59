// SPDX-License-Identifier: AGPL-3.0-or-later
// How long the signing page's own code blinds, in Chromium: the request for a credential, from the seed, with a key of 2,048 bits.
//
//   node blinding.mjs ALL.MJS ROUNDS     prints {"blind_ms": [...], "finalize_ms": [...]}
import { createRequire } from 'node:module';
import { constants, createPrivateKey, generateKeyPairSync, privateDecrypt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const browserTests = join(fileURLToPath(import.meta.url), '../../../tests/browser/package.json');
const { chromium } = createRequire(browserTests)('playwright-core');
const [bundle, rounds] = process.argv.slice(2);

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const modulus = publicKey.export({ format: 'jwk' }).n;
// RSASP1, as the server does it.
const blindSign = (blinded) => [...privateDecrypt({ key: createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' })),
  padding: constants.RSA_NO_PADDING }, Buffer.from(blinded))];

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
try {
  const page = await browser.newPage();
  page.on('pageerror', (error) => { throw error; });
  await page.exposeFunction('blindSign', blindSign);
  // A module of its own can't be imported into an empty page: its names are put where they can be called.
  const source = (await readFile(bundle, 'utf8')).replace(/^export \{([^}]*)\};/m, (all, names) =>
    `globalThis.ruban = {${names.replace(/(\w+) as (\w+)/g, '$2: $1')}};`);
  await page.addScriptTag({ type: 'module', content: source });
  await page.waitForFunction(() => globalThis.ruban !== undefined);
  const times = await page.evaluate(async ([n, count]) => {
    const bytes = Uint8Array.from(atob(n.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
    const out = { blind_ms: [], finalize_ms: [] };
    for (let i = 0; i < count; ++i) {
      const seed = crypto.getRandomValues(new Uint8Array(32));
      let began = performance.now();
      const { message, blinding } = ruban.requestCredential(bytes, btoa('x'.repeat(32)), 'coder-invitation', seed);
      out.blind_ms.push(performance.now() - began);
      const signed = Uint8Array.from(await blindSign([...blinding.blinded]));
      began = performance.now();
      ruban.finalize(bytes, message, signed, blinding.inverse);
      out.finalize_ms.push(performance.now() - began);
    }
    return out;
  }, [modulus, Number(rounds)]);
  console.log(JSON.stringify(times));
} finally {
  await browser.close();
}
