// SPDX-License-Identifier: AGPL-3.0-or-later
// A proof is checked in the browser: without the network once the page is there, in both languages, and never more is said
// than holds.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { log, proof as madeProof, witnessed, witnesses } from '../../client/test/made_record.mjs';
import { checkPage } from './checks.mjs';
import { startBrowser, startDemo } from './demo.mjs';

const SLUG = 'drop-the-ice-contract';
let demo, chromium, proof;
before(async () => {
  demo = await startDemo();
  chromium = await startBrowser();
  proof = await (await fetch(`${demo.url}/api/v1/letters/${SLUG}/proof`)).text();
});
after(async () => {
  await chromium?.stop();
  await demo?.stop();
});

// The page, offline, and a way to give it a file; `asked` is what it asked the network for since it was loaded. Its policy is
// the demonstration's, or the one that is given.
async function verifier(lang, { policy, ...options } = {}) {
  const context = await chromium.browser.newContext(options);
  const page = await context.newPage();
  const asked = [], faults = [];
  if (policy) await page.route('**/verify', async (route) => {
    const answer = await route.fetch();
    return route.fulfill({ response: answer, body: (await answer.text()).replace(/(id="verify-policy">)[^<]*/, `$1${policy}`) });
  });
  await page.goto(`${demo.url}/${lang}/verify`, { waitUntil: 'networkidle' });
  await context.setOffline(true);
  page.on('request', (request) => asked.push(request.url()));
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => { if (message.type() === 'error') faults.push(message.text()); });
  const result = page.locator('#verify-result');
  const before = () => page.evaluate(() => { document.getElementById('verify-result').dataset.verdict = ''; });
  const told = async () => {
    await page.waitForFunction(() => document.getElementById('verify-result').dataset.verdict);
    return { verdict: await result.getAttribute('data-verdict'), reason: await result.getAttribute('data-reason'), text: await result.innerText() };
  };
  return {
    page, asked, faults,
    async choose(text) {
      await before();
      await page.setInputFiles('#verify-file', { name: 'x.tlog-proof', mimeType: 'text/plain', buffer: Buffer.from(text) });
      return told();
    },
    async drop(text) {
      await before();
      const transfer = await page.evaluateHandle((content) => {
        const out = new DataTransfer();
        out.items.add(new File([content], 'x.tlog-proof'));
        return out;
      }, text);
      await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
      return told();
    },
    async end() {
      assert.deepEqual(asked, []);
      assert.deepEqual(faults, []);
      await context.close();
    },
  };
}

const figures = async () => {
  const entry = Buffer.from(proof.match(/^extra (.*)$/m)[1], 'base64').toString();
  return { named: entry.match(/^count \S+ (\d+) /m)[1], letter: Buffer.from(entry.match(/^letter (.*)$/m)[1], 'base64').toString('hex') };
};

for (const [lang, title, committed, limit] of [
  ['en', 'It is in the record', 'Committed: the server signed a checkpoint', 'That these figures are right. A recount proves that'],
  ['fr', 'C’est au registre', 'Engagement\u202f: le serveur a signé', 'Que ces chiffres sont justes. Cela, un recomptage le prouve'],
]) {
  test(`A_proof_of_a_count_is_checked_offline_and_told_in_words (${lang})`, async () => {
    const it = await verifier(lang);
    for (const said of [await it.choose(proof), await it.drop(proof)]) {
      const { named, letter } = await figures();
      assert.equal(said.verdict, 'proved', said.text);
      for (const part of [title, committed, limit, letter]) assert.ok(said.text.includes(part), `${part} in ${said.text}`);
      assert.match(said.text, new RegExp(`${new Intl.NumberFormat(lang).format(named)}`));
      assert.doesNotMatch(said.text, /\[[a-z]+\]|Witnessed|Attesté/);
    }
    await it.end();
  });
}

// Of the record that client/test makes, whose policy asks for two of three witnesses; each signs two minutes after the other.
const BODY = `${madeProof().split('\n\n')[1]}\n`;
const cosignedBy = (...which) => madeProof(42, {
  note: `${BODY}\n${log.signs(BODY)}${which.map((i) => witnesses[i].cosigns(BODY, 1529589600 + 120 * i)).join('')}`,
});
for (const [lang, said] of [
  ['en', {
    titles: ['It is in the record', 'It is in the record, but witnesses are missing', 'This file proves nothing'],
    witnessed: (have) => `Witnessed by ${have} of 3: the server committed to a checkpoint of 75 entries that holds this one, and these witnesses had seen it at these times.`,
    missing: (have) => `Committed, but not witnessed: the server signed a checkpoint of 75 entries that holds this one, and ${have} of 3 witnesses have cosigned it, fewer than the policy asks for. Take a newer receipt.`,
    cosigned: ['w0, on Thursday 21 June 2018, 14:00 UTC', 'w1, on Thursday 21 June 2018, 14:02 UTC', 'w2, on Thursday 21 June 2018, 14:04 UTC'],
    wrong: 'The signature of the witness two.example is wrong.', neither: /Committed/,
  }],
  ['fr', {
    titles: ['C’est au registre', 'C’est au registre, mais il manque des témoins', 'Ce fichier ne prouve rien'],
    witnessed: (have) => `Attesté par des témoins, ${have} sur 3\u202f: le serveur s’est engagé sur un point de contrôle qui contient cette entrée (taille du registre\u202f: 75), et ces témoins l’avaient vu à ces instants.`,
    missing: (have) => `Engagement sans témoins suffisants\u202f: le serveur a signé un point de contrôle qui contient cette entrée (taille du registre\u202f: 75), mais les cosignatures de témoins (${have} sur 3) sont moins nombreuses que ne le demande la politique. Prenez un récépissé plus récent.`,
    cosigned: ['w0, le jeudi 21 juin 2018 à 14\u202fh\u202f00 UTC', 'w1, le jeudi 21 juin 2018 à 14\u202fh\u202f02 UTC', 'w2, le jeudi 21 juin 2018 à 14\u202fh\u202f04 UTC'],
    wrong: 'La signature du témoin two.example est fausse.', neither: /Engagement/,
  }],
]) {
  test(`Which_witnesses_had_seen_a_checkpoint_and_when_is_told_and_too_few_are_said_to_be_too_few (${lang})`, async () => {
    const it = await verifier(lang, { policy: witnessed });
    const shown = () => it.page.$$eval('#verify-result h2, #verify-result p, #verify-result li', (all) => all.map((one) => one.textContent))
      .then((lines) => lines.map((line) => line.replace('Thursday, ', 'Thursday ')));  // browsers differ
    const [proved, unwitnessed, refused] = said.titles;
    for (const which of [[0, 1], [0, 2], [0, 1, 2]]) {
      assert.equal((await it.drop(cosignedBy(...which))).verdict, 'proved');
      const lines = await shown();
      assert.equal(lines[0], proved);
      assert.ok(lines.includes(said.witnessed(which.length)), lines.join('\n'));
      assert.deepEqual(lines.filter((line) => /^w\d, /.test(line)), which.map((i) => said.cosigned[i]));
      assert.doesNotMatch(lines.join('\n'), said.neither);
    }
    for (const which of [[], [1]]) {
      assert.equal((await it.drop(cosignedBy(...which))).verdict, 'unwitnessed');
      const lines = await shown();
      assert.equal(lines[0], unwitnessed);
      assert.ok(lines.includes(said.missing(which.length)), lines.join('\n'));
      assert.deepEqual(lines.filter((line) => /^w\d, /.test(line)), which.map((i) => said.cosigned[i]));
    }
    // Two good ones don't make up for one that signed another checkpoint.
    const told = await it.drop(cosignedBy(0, 2) + witnesses[1].cosigns(BODY.replace('\n75\n', '\n76\n'), 1529589720));
    assert.deepEqual([told.verdict, told.reason], ['refused', 'wrong-witness']);
    const lines = await shown();
    assert.deepEqual(lines.slice(0, 2), [refused, said.wrong]);
    assert.ok(!lines.some((line) => /^w\d, /.test(line)), lines.join('\n'));
    await it.end();
  });
}

test('What_was_tampered_with_is_refused_with_its_reason', async () => {
  const it = await verifier('en');
  const lines = proof.split('\n');
  for (const [reason, said, text] of [
    ['not-included', 'isn’t where the proof says', [...lines.slice(0, 3), lines[4], lines[3], ...lines.slice(5)].join('\n')],
    ['missing-hashes', 'too few hashes', [...lines.slice(0, 3), ...lines.slice(4)].join('\n')],
    ['line-ends', 'those of Windows', proof.replaceAll('\n', '\r\n')],
    ['other-record', 'of another record: “localhost:1/log”', proof.replaceAll(/localhost:\d+\/log/g, 'localhost:1/log')],
    ['note-cut', 'ends in the middle of a line', proof.slice(0, -1)],
    ['too-long', '512 KiB', proof + '\n'.repeat(600_000)],
    ['not-a-proof', 'first line', '<b>hello</b>'],
  ]) {
    const told = await it.choose(text);
    assert.equal(told.verdict, 'refused', reason);
    assert.equal(told.reason, reason);
    assert.ok(told.text.includes(said), told.text);
  }
  assert.equal((await it.choose(proof)).verdict, 'proved');  // and the next file is judged afresh
  await it.end();
});

test('What_is_said_of_a_file_is_accessible_and_fits', async () => {
  for (const [lang, colorScheme, width] of [['fr', 'dark', 320], ['en', 'light', 1280]]) {
    const it = await verifier(lang, { colorScheme, viewport: { width, height: 900 } });
    await it.choose(proof);
    assert.deepEqual(await checkPage(it.page, `${lang} proved`), []);
    await it.choose('hello');
    assert.deepEqual(await checkPage(it.page, `${lang} refused`), []);
    assert.equal(await it.page.evaluate(() => document.activeElement.id), 'verify-result');
    await it.end();
  }
});

test('Every_entry_of_the_record_has_its_words_in_both_languages', async () => {
  const types = new Set();
  const proofs = [];
  const { size } = (await (await fetch(`${demo.url}/log/checkpoint`)).text()).match(/^.*\n(?<size>\d+)\n/).groups;
  for (let index = 0; index < Number(size); ++index) {
    const answer = await fetch(`${demo.url}/api/v1/entries/${index}/proof`);
    assert.equal(answer.status, 200);
    const text = await answer.text();
    const type = Buffer.from(text.match(/^extra (.*)$/m)[1], 'base64').toString().split('\n')[0];
    if (!types.has(type)) proofs.push(text);
    types.add(type);
    if (index > 400 && types.size > 3) break;
  }
  for (const lang of ['fr', 'en']) {
    const it = await verifier(lang);
    for (const text of proofs) {
      const told = await it.choose(text);
      assert.equal(told.verdict, 'proved', told.text);
      assert.doesNotMatch(told.text, /\[[a-z]+\]|undefined|NaN|Invalid/);
    }
    await it.end();
  }
  assert.ok(types.size >= 3, [...types].join());
});

test('Every_reason_and_every_kind_of_entry_has_its_sentence', async () => {
  const it = await verifier('fr');
  const script = await (await fetch(await it.page.evaluate(() => document.querySelector('script').src))).text();
  const names = new Set(await it.page.$$eval('#sentences [data-says]', (all) => all.map((one) => one.dataset.says)));
  const reasons = [...script.matchAll(/new \w+\("([a-z-]+)"[,)]/g)].map((match) => match[1]).filter((name) => name !== 'utf-8');
  assert.ok(reasons.length > 15, reasons.join());
  for (const reason of reasons) assert.ok(names.has(`refused-${reason}`), reason);
  await it.end();
});

test('Without_JavaScript_the_page_says_how_to_check_otherwise', async () => {
  const context = await chromium.browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${demo.url}/en/verify`);
  assert.ok(await page.locator('noscript p').isVisible());
  assert.ok(await page.getByText('ruban verify FILE').isVisible());
  assert.equal(await page.locator('#verify-file').isVisible(), false);
  await context.close();
});

test('Only_this_page_loads_a_script_and_a_bare_address_finds_it', async () => {
  for (const path of ['/en/', '/en/about', `/en/letters/${SLUG}`, `/en/letters/${SLUG}/figures`]) {
    assert.ok(!(await (await fetch(demo.url + path)).text()).includes('<script'), path);
  }
  const page = await (await fetch(`${demo.url}/verify`, { headers: { 'Accept-Language': 'fr' } })).text();
  const [, src] = page.match(/<script src="(\/static\/verify\.[0-9a-f]{8}\.js)" defer><\/script>/);
  const script = await fetch(demo.url + src);
  assert.equal(script.headers.get('content-type'), 'text/javascript; charset=utf-8');
  assert.match(script.headers.get('cache-control'), /immutable/);
  assert.doesNotMatch(await script.text(), /\beval\(|new Function|XMLHttpRequest|\bfetch\(|sendBeacon|WebSocket/);
});
