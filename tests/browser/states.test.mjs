// SPDX-License-Identifier: AGPL-3.0-or-later
// What the pages say of a letter that isn't open yet, is closed, was replaced, or is written in one language; and of steps
// that can't be taken any more.
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startInstance } from './instance.mjs';

const letterOf = (slug, { opens = '2018-06-01T00:00:00Z', more = '', languages = ['en', 'fr'] } = {}) => {
  const both = (en, fr) => languages.map((lang) => `${lang} = "${lang === 'fr' ? fr : en}"\n`).join('');
  return `slug = "${slug}"
languages = ${JSON.stringify(languages)}
opens = ${opens}
${more}modes = ["named"]
[title]
${both(`Open it: ${slug}`, `Ouvrez : ${slug}`)}[recipient]
name = "Ada Example"
[constituency]
${both('Everybody who reads', 'Toutes les personnes qui lisent')}[[demand]]
number = 1
${both('Open it.', 'Ouvrez.')}[[class]]
name = "reader"
${both('Readers', 'Lectrices et lecteurs')}[[issuer]]
label = "reader-email"
class = "reader"
method = "email-any"
`;
};

let instance, url;
async function publish(name, toml, text = 'Dear Ada, open it.\n') {
  const letter = join(instance.folder, name);
  await mkdir(letter);
  await writeFile(join(letter, 'letter.toml'), toml);
  await writeFile(join(letter, 'en.md'), text);
  if (toml.includes('"fr"')) await writeFile(join(letter, 'fr.md'), 'Chère Ada, ouvrez.\n');
  await instance.done('letter', 'publish', letter);
}

before(async () => {
  await startInstance(async (made) => {
    instance = made;
    url = made.url;
    await publish('early', letterOf('early', { opens: '2190-01-01T08:00:00Z' }));
    await publish('closed', letterOf('closed'));
    await made.done('letter', 'close', 'closed');
    await publish('english', letterOf('english', { languages: ['en'] }));
    await publish('moving', letterOf('moving'));
  });
});
after(() => instance?.stop());

const plain = (html) => html.replace(/<style>[^]*?<\/style>/g, '').replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
async function get(path, headers = {}) {
  const answer = await fetch(url + path, { headers, redirect: 'manual' });
  const html = await answer.text();
  return { status: answer.status, html, text: plain(html), location: answer.headers.get('location'), cookie: answer.headers.get('set-cookie')?.split(';')[0] };
}
async function post(path, fields, cookie) {
  const answer = await fetch(url + path, { method: 'POST', redirect: 'manual', headers: { cookie, 'Content-Type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(fields) });
  const html = await answer.text();
  return { status: answer.status, html, text: plain(html), location: answer.headers.get('location') };
}
const tokenOf = (html) => html.match(/name="csrf" value="([^"]+)"/)[1];
async function begin(slug) {
  const form = await get(`/en/letters/${slug}/sign`);
  const csrf = tokenOf(form.html);
  const sent = await post(`/en/letters/${slug}/sign`, { csrf, version: '1', name: 'Ada Reader', email: `${slug}@example.org` }, form.cookie);
  assert.equal(sent.location, `/en/letters/${slug}/sign/code`, sent.text);
  return { csrf, cookie: form.cookie };
}

test('A_letter_that_opens_later_says_so_at_home_on_its_page_and_to_who_would_sign', async () => {
  const opens = /[Ss]igning opens on Friday 1 January 2190 at 08:00 UTC/g;
  const today = new Date().toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
  const home = (await get('/en/')).text;
  assert.match(home, /Published on [A-Z][a-z]+ \d+ [A-Z][a-z]+ \d{4}; signing opens on Friday 1 January 2190 at 08:00 UTC\./);
  assert.ok(!home.includes('Published on Friday 1 January 2190'));
  assert.ok(home.split('Open it: early')[1].includes(today), today);
  const letter = (await get('/en/letters/early')).text;
  assert.equal(letter.match(opens).length, 2);
  assert.ok(!letter.includes('Opened on') && !letter.includes('closed to signatures'));
  const sign = await get('/en/letters/early/sign');
  assert.equal(sign.status, 409);
  assert.match(sign.html, /<h1>This letter isn’t open for signatures yet<\/h1>/);
  assert.match(sign.text, opens);
  assert.match(sign.html, /href="\/en\/letters\/early">Back to the letter</);
});

test('A_closed_letter_says_so_to_who_would_sign_and_still_leads_to_withdrawing', async () => {
  const sign = await get('/fr/letters/closed/sign');
  assert.equal(sign.status, 409);
  assert.match(sign.html, /<h1>Cette lettre est close<\/h1>/);
  assert.ok(!sign.text.includes('plus rapide'));
  assert.match((await get('/en/letters/closed')).html, /href="\/en\/letters\/closed\/withdraw">Withdraw a signature</);
});

test('A_letter_in_one_language_is_quoted_in_both', async () => {
  for (const lang of ['en', 'fr']) {
    const quotes = (await get(`/${lang}/letters/english/figures`)).html.match(/<p class="quote" lang="(..)">/g);
    assert.deepEqual(quotes.map((q) => q.slice(-4, -2)), lang === 'en' ? ['en', 'fr'] : ['fr', 'en']);
  }
});

test('A_step_without_a_visit_says_that_none_is_under_way_and_not_that_a_letter_was_taken_off', async () => {
  const { csrf, cookie } = await begin('english');
  const lost = await post('/en/letters/moving/sign/code', { csrf, code: '12345678' }, cookie);
  assert.equal(lost.status, 410);
  assert.match(lost.html, /<h1>This visit is over<\/h1>/);
  assert.match(lost.text, /kept for an hour/);
  assert.ok(!/taken off|gone/.test(lost.text), lost.text);
  assert.match(lost.html, /href="\/en\/letters\/moving\/sign">Start again</);
  // Whoever looks at such a step is told the same, unless nothing was ever begun in this browser.
  const seen = await get('/en/letters/moving/sign/code', { cookie });
  assert.equal(seen.status, 410);
  assert.match(seen.text, /This visit is over/);
  assert.equal((await get('/en/letters/moving/sign/code')).location, '/en/letters/moving/sign');
});

test('A_version_that_comes_while_somebody_signs_is_told_and_linked_to', async () => {
  const { csrf, cookie } = await begin('moving');
  const form = await get('/en/letters/moving/sign');
  await publish('moving-2', letterOf('moving', { more: 'follows = "moving/v1"\n' }), 'Dear Ada, open it now.\n');
  for (const until = Date.now() + 20_000; (await get('/en/letters/moving/v1')).text.includes('It was replaced by') === false;) {
    assert.ok(Date.now() < until, 'the server hasn’t seen the new version');
    await new Promise((pause) => setTimeout(pause, 100));
  }
  for (const answer of [await post('/en/letters/moving/sign/code', { csrf, code: '12345678' }, cookie), await get('/en/letters/moving/sign/code', { cookie })]) {
    assert.equal(answer.status, 409);
    assert.match(answer.html, /<h1>A newer version has replaced this letter<\/h1>/);
    assert.match(answer.text, /while you were on the way to signing\. Nothing was signed\./);
    assert.ok(!/an hour|taken off|gone/.test(answer.text), answer.text);
    assert.match(answer.html, /href="\/en\/letters\/moving">Read the newest version</);
  }
  // A form that was opened before isn't taken for the text that has come since.
  const typed = { csrf: tokenOf(form.html), version: form.html.match(/name="version" value="(\d+)"/)[1], name: 'Ada Reader', email: 'late@example.org' };
  const unseen = await post('/en/letters/moving/sign', typed, form.cookie);
  assert.equal(unseen.status, 409);
  assert.match(unseen.html, /<h1>A newer version has replaced this letter<\/h1>/);
  const old = await get('/en/letters/moving/v1/sign');
  assert.equal(old.status, 409);
  assert.match(old.html, /<h1>A newer version has replaced this letter<\/h1>/);
  assert.match(old.html, /href="\/en\/letters\/moving">Read the newest version</);
  assert.match((await get('/en/letters/moving/v1')).html, /href="\/en\/letters\/moving\/v1\/withdraw">Withdraw a signature</);
});

// After the version that came above.
test('A_new_version_says_that_it_was_counted_from_zero_and_leads_to_the_old_one', async () => {
  for (const [lang, said] of [
    ['en', 'This is version 2. It follows version 1 ; its signatures are counted from zero, since nobody signs a text unseen.'],
    ['fr', 'Ceci est la version 2. Elle fait suite à la version 1 ; ses signatures sont comptées à partir de zéro, car personne ne signe un texte sans l’avoir lu.'],
  ]) {
    for (const path of [`/${lang}/letters/moving`, `/${lang}/letters/moving/v2`]) {
      const [, note] = (await get(path)).html.match(/<div class="note">(<p>[^]*?<\/p>)<\/div>/);
      assert.equal(plain(note).trim(), said, path);
      assert.deepEqual([...note.matchAll(/href="([^"]+)"/g)].map(([, link]) => link), [`/${lang}/letters/moving/v1`], path);
    }
    const old = await get(`/${lang}/letters/moving/v1`);
    assert.equal(old.status, 200);
    assert.match(old.html, new RegExp(`href="/${lang}/letters/moving"`));
    assert.ok(!old.text.includes(said));
  }
  const [{ standing }] = (await (await fetch(`${url}/api/v1/letters/moving/count`)).json()).classes;
  assert.deepEqual(standing, { named: 0, anon: 0 });
});
