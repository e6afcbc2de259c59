// SPDX-License-Identifier: AGPL-3.0-or-later
// Which pages may be kept by caches, and which are nobody else's business; and that what everybody reads comes from memory.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { freePort } from './demo.mjs';
import { startInstance } from './instance.mjs';

const SLUG = 'drop-ice-or-lose-us';
const LETTER = fileURLToPath(new URL('../../letters/coders', import.meta.url));
let instance, admin;
before(async () => {
  const port = await freePort();
  admin = `http://localhost:${port}`;
  await startInstance(async (made) => {
    instance = made;
    await made.done('letter', 'publish', LETTER);
  }, '--admin-port', String(port));
});
after(() => instance?.stop());

const get = (path, headers = {}) => fetch(instance.url + path, { headers, redirect: 'manual' });

test('Whatever_is_shown_to_everybody_may_be_kept_for_two_seconds_and_sets_no_cookie', async () => {
  const pages = ['/', '/about', '/verify',
    ...['', '/v1', '/signatures', '/signatures?q=a', '/figures', '/history', '/demands', '/answers', '/news', '/evidence', '/pledge', '/quote']
      .map((rest) => `/letters/${SLUG}${rest}`)];
  for (const lang of ['fr', 'en']) {
    for (const path of pages) {
      const { status, headers } = await get(`/${lang}${path}`);
      assert.equal(status, 200, path);
      assert.match(headers.get('cache-control'), /^public, max-age=2(,|$)/, path);
      assert.equal(headers.get('set-cookie'), null, path);
    }
  }
});

// A whole visit, whose every answer is of one person: of those a cache that kept one would show it to another.
test('Nothing_of_a_visit_may_be_kept_by_anybody_and_none_of_it_is_compressed', async () => {
  const letter = `/en/letters/${SLUG}`;
  const seen = [];
  let cookie = '';
  const keep = (path, answer) => {
    seen.push(path);
    assert.equal(answer.headers.get('cache-control'), 'no-store', path);
    assert.equal(answer.headers.get('content-encoding'), null, path);
    assert.equal(answer.headers.get('etag'), null, path);
    assert.equal(answer.headers.get('access-control-allow-origin'), null, path);
    cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    return answer;
  };
  const show = async (rest, status) => {
    const answer = keep(rest, await get(letter + rest, { cookie, 'Accept-Encoding': 'gzip' }));
    assert.equal(answer.status, status, rest);
    return answer.text();
  };
  let csrf;
  const send = async (rest, fields, to) => {
    const body = new URLSearchParams({ csrf, ...fields });
    const answer = keep(rest, await fetch(instance.url + letter + rest, { method: 'POST', redirect: 'manual', headers: { cookie }, body }));
    if (to) assert.equal(answer.headers.get('location'), letter + to, rest);
    return answer;
  };

  csrf = (await show('/sign', 200)).match(/name="csrf" value="([^"]+)"/)[1];
  const email = 'ada@mail.example';
  await send('/sign', { version: '1', name: '=1+1', email });
  await send('/sign', { version: '1', name: 'Ada Example', email }, '/sign/code');
  await show('/sign/code', 200);
  await send('/sign/code', { code: await instance.codeFor(email) }, '/sign/preview');
  await show('/sign/preview', 200);
  await send('/sign/preview', { act: 'sign' }, '/sign/done');
  await show('/sign/done', 200);
  for (const until = Date.now() + 20_000; (await get(`${letter}/sign/receipt`, { cookie })).status !== 200;) {
    assert.ok(Date.now() < until, 'the receipt was never published');
    await new Promise((pause) => setTimeout(pause, 100));
  }
  assert.match(await show('/sign/receipt', 200), /^c2sp\.org\/tlog-proof@v1\n/);
  assert.match(await (await send('/sign/key', {})).text(), /^ruban key v1\n/);
  await show('/withdraw', 200);
  await send('/withdraw/address', { email: 'nobody@mail.example' }, '/withdraw/code');
  await show('/withdraw/code', 200);
  await show('/pledge/key', 200);
  await show('/answer', 200);
  // Neither is what is said of a visit that isn't there.
  cookie = '';
  for (const rest of ['/sign/code', '/sign/preview', '/sign/done', '/sign/receipt', '/withdraw/code', '/withdraw/confirm', '/answer/write']) {
    keep(rest, await get(letter + rest));
  }
  keep('/sign', await fetch(`${instance.url}${letter}/sign`, { method: 'POST', body: new URLSearchParams({ name: 'Ada' }) }));
  assert.ok(seen.length > 20);
});

const counted = async (route) => {
  const text = await (await fetch(`${admin}/metrics`)).text();
  return [...text.matchAll(new RegExp(`^ruban_http_requests_total\\{route="${route}",status="[1-5]xx"\\} (\\d+)$`, 'gm'))].reduce((sum, [, times]) => sum + Number(times), 0);
};

test('The_figures_that_everybody_reads_come_from_memory_and_are_not_sent_twice', async () => {
  for (const lang of ['en', 'fr']) {
    const path = `/${lang}/letters/${SLUG}/figures`;
    const before = await counted('cached');
    const first = await get(path);
    const etag = first.headers.get('etag');
    assert.ok(etag, 'no ETag');
    assert.equal(await counted('cached'), before + 1);
    const again = await get(path, { 'If-None-Match': etag });
    assert.equal(again.status, 304);
    assert.equal(await again.text(), '');
    assert.equal(again.headers.get('etag'), etag);
    assert.equal((await get(path, { 'If-None-Match': '"another"' })).status, 200);
    assert.equal(await counted('cached'), before + 3);
  }
  // An instant is asked for by few: it is counted each time.
  const before = await counted('cached');
  assert.equal((await get(`/en/letters/${SLUG}/figures?at=2190-01-01`)).status, 422);
  assert.equal(await counted('cached'), before);
});
