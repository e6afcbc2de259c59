// SPDX-License-Identifier: AGPL-3.0-or-later
// The API is what its OpenAPI description says: the description is valid, and every path of it answers as described, with
// good parameters and with bad ones.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { startDemo } from './demo.mjs';

let demo, description, ajv, manifest;
before(async () => {
  demo = await startDemo();
  description = await (await fetch(`${demo.url}/api/openapi.json`)).json();
  ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats(ajv);
  ajv.addSchema({ $id: 'ruban:', components: description.components });
  manifest = await newestManifest();
});
after(async () => { await demo?.stop(); });

const SLUG = 'drop-the-ice-contract';
const ABSOLUTE = (node) => JSON.parse(JSON.stringify(node).replaceAll('"#/components/', '"ruban:#/components/'));

// The hash, in hexadecimal, that the newest `client` entry names.
async function newestManifest() {
  const note = await (await fetch(`${demo.url}/log/checkpoint`)).text();
  for (let index = Number(note.split('\n')[1]) - 1; index >= 0; --index) {
    const entry = await (await fetch(`${demo.url}/api/v1/entries/${index}`)).text();
    if (!entry.startsWith('ruban/v1 client\n')) continue;
    return Buffer.from(/^manifest-sha256 (.*)$/m.exec(entry)[1], 'base64').toString('hex');
  }
  assert.fail('the record has no client entry');
}

// What is read: the signing calls are posted, and have a test of their own.
const reads = () => Object.entries(description.paths).filter(([, item]) => item.get);

// Fills {…} and the query.
function address(path, operation, query = {}) {
  const parameters = { slug: SLUG, version: '1', name: 'letter.toml', index: '3', path: '0/000.p/1', sha256: manifest, ...query };
  const filled = path.replace(/\{(\w+)\}/g, (_, name) => parameters[name]);
  const search = new URLSearchParams(Object.entries(query).filter(([name]) => !path.includes(`{${name}}`)));
  return `${demo.url}${filled}${search.size ? `?${search}` : ''}`;
}

async function check(url, operation, status, options = {}) {
  const answer = await fetch(url, options);
  const body = await answer.text();
  assert.equal(answer.status, status, `${url}: ${body.slice(0, 200)}`);
  const described = operation.responses[String(status)] ?? operation.responses.default;
  assert.ok(described, `${url}: ${status} isn't described`);
  const type = answer.headers.get('content-type');
  const media = described.content[type];
  assert.ok(media, `${url}: ${type} isn't described`);
  if (media.schema && /json$/.test(type)) {
    const validate = ajv.compile(ABSOLUTE(media.schema));
    assert.ok(validate(JSON.parse(body)), `${url}: ${ajv.errorsText(validate.errors)}`);
    if (type === 'application/problem+json') assert.equal(JSON.parse(body).status, status, url);
  }
  assert.equal(answer.headers.get('access-control-allow-origin') ?? '', type.startsWith('text/html') ? '' : '*', url);
  return answer;
}

test('The_description_is_valid_OpenAPI_3_1', async () => {
  const validator = new Validator();
  const { valid, errors } = await validator.validate(description);
  assert.ok(valid, JSON.stringify(errors));
  assert.equal(validator.version, '3.1');
});

test('Every_path_answers_as_described', async () => {
  const { statements } = await (await fetch(`${demo.url}/api/v1/letters/${SLUG}/statements`)).json();
  const document = { sha256: statements[0].wordings[0].sha256 };
  for (const [path, { get: operation }] of reads()) {
    const answer = await check(address(path, operation, path.includes('/documents/') ? document : {}), operation, 200);
    assert.ok(answer.headers.get('cache-control'), path);
    const etag = answer.headers.get('etag');
    if (/immutable|no-store/.test(answer.headers.get('cache-control'))) continue;
    assert.ok(etag, `${path} has no ETag`);
    const again = await fetch(answer.url, { headers: { 'If-None-Match': etag } });
    assert.equal(again.status, 304, path);
  }
});

// A reader behind a cache sees what is new within two seconds, and fetches once what can't change.
test('What_never_changes_may_be_kept_for_a_year_and_every_other_read_for_two_seconds', async () => {
  const { statements } = await (await fetch(`${demo.url}/api/v1/letters/${SLUG}/statements`)).json();
  const document = { sha256: statements[0].wordings[0].sha256 };
  const kept = [];
  for (const [path, { get: operation }] of reads()) {
    const answer = await fetch(address(path, operation, path.includes('/documents/') ? document : {}));
    assert.equal(answer.status, 200, path);
    const lifetime = answer.headers.get('cache-control');
    if (/immutable/.test(lifetime)) {
      assert.match(lifetime, /^public, max-age=31536000, immutable$/, path);
      kept.push(path);
    } else {
      assert.match(lifetime, /^public, max-age=2(,|$)/, path);
    }
    assert.equal(answer.headers.get('set-cookie'), null, path);
  }
  assert.deepEqual(kept.sort(), ['/api/v1/entries/{index}', '/client/{sha256}', '/log/tile/{path}']);
  // A tile that grows has another address, so each of them is kept.
  for (const tile of ['0/000', '0/000.p/7', 'entries/000', 'entries/001.p/9', '1/000.p/2']) {
    const { status, headers } = await fetch(`${demo.url}/log/tile/${tile}`);
    assert.equal(status, 200, tile);
    assert.equal(headers.get('cache-control'), 'public, max-age=31536000, immutable', tile);
  }
  // What isn't there now may come.
  for (const path of ['/log/tile/0/009', '/api/v1/entries/999999', `/client/${'0'.repeat(64)}`, '/api/v1/letters/nowhere']) {
    const { status, headers } = await fetch(demo.url + path);
    assert.equal(status, 404, path);
    assert.equal(headers.get('cache-control'), 'no-store', path);
  }
});

test('The_scripts_of_the_pages_are_those_that_the_record_names', async () => {
  const operation = description.paths['/client/{sha256}'].get;
  const list = await (await fetch(address('/client/{sha256}', operation))).text();
  const scripts = list.trim().split('\n').map((line) => line.split('  '));
  assert.ok(scripts.length >= 2, list);
  for (const [sha256, path] of scripts) {
    const kept = await check(address('/client/{sha256}', operation, { sha256 }), operation, 200);
    assert.equal(kept.headers.get('content-type'), 'text/javascript; charset=utf-8');
    assert.match(kept.headers.get('cache-control'), /immutable/);
    assert.equal(kept.headers.get('x-content-type-options'), 'nosniff');
    const bytes = Buffer.from(await (await fetch(demo.url + path)).arrayBuffer());
    assert.equal(createHash('sha256').update(bytes).digest('hex'), sha256, path);
    assert.deepEqual(Buffer.from(await (await fetch(kept.url)).arrayBuffer()), bytes, path);
  }
  const page = await (await fetch(`${demo.url}/en/verify`)).text();
  for (const [, path] of page.matchAll(/<script src="([^"]*)"/g)) assert.ok(scripts.some((s) => s[1] === path), path);
});

test('Every_query_parameter_works', async () => {
  const good = { version: '1', at: '2018-06-21T14:00:00Z', after: '5', limit: '3', lang: 'fr', of: 'signatures' };
  for (const [path, { get: operation }] of reads()) {
    for (const parameter of (operation.parameters ?? []).filter((p) => p.in === 'query')) {
      await check(address(path, operation, { [parameter.name]: good[parameter.name] }), operation, 200);
    }
  }
});

test('Of_a_letter_with_a_pledge_the_count_says_how_many_have_kept_it', async () => {
  const { get: operation } = description.paths['/api/v1/letters/{slug}/count'];
  const counted = async (slug) => {
    const url = address('/api/v1/letters/{slug}/count', operation, { slug });
    await check(url, operation, 200);
    return (await (await fetch(url)).json()).classes;
  };
  for (const one of await counted('drop-ice-or-lose-us')) assert.ok(Number.isInteger(one.kept) && one.kept <= one.standing.named);
  for (const one of await counted(SLUG)) assert.ok(!('kept' in one));
  const { get: badge } = description.paths['/letters/{slug}/badge.svg'];
  await check(address('/letters/{slug}/badge.svg', badge, { slug: 'drop-ice-or-lose-us', of: 'pledge' }), badge, 200);
});

test('What_is_asked_wrongly_is_refused_with_a_problem_that_says_what_was_wrong', async () => {
  const operation = (path) => description.paths[path].get;
  for (const [path, query, status, field] of [
    ['/api/v1/letters/{slug}', { slug: 'no-such-letter' }, 404],
    ['/api/v1/letters/{slug}', { version: '99' }, 404],
    ['/api/v1/letters/{slug}', { version: 'one' }, 422, 'version'],
    ['/api/v1/letters/{slug}/count', { at: 'yesterday' }, 422, 'at'],
    ['/api/v1/letters/{slug}/count', { at: '2018-06-21T14:00:00' }, 422, 'at'],
    ['/api/v1/letters/{slug}/count', { at: '2018-02-30T14:00:00Z' }, 422, 'at'],
    ['/api/v1/letters/{slug}/count', { at: '9999-01-01T00:00:00Z' }, 422, 'at'],
    ['/api/v1/letters/{slug}/count', { at: '2018-06-19T12:00:00Z' }, 404, 'at'],
    ['/api/v1/letters/{slug}/proof', { at: '2018-06-19T12:00:00Z' }, 404, 'at'],
    ['/api/v1/letters/{slug}/signatures', { limit: '0' }, 422, 'limit'],
    ['/api/v1/letters/{slug}/signatures', { limit: '1001' }, 422, 'limit'],
    ['/api/v1/letters/{slug}/signatures', { after: '-1' }, 422, 'after'],
    ['/api/v1/letters/{slug}/signatures.csv', { limit: '20001' }, 422, 'limit'],
    ['/api/v1/entries/{index}', { index: '999999' }, 404],
    ['/api/v1/entries/{index}', { index: '03' }, 404],
    ['/api/v1/entries/{index}/proof', { index: 'x' }, 404],
    ['/letters/{slug}/curve.png', { slug: 'no-such-letter' }, 404],
    ['/api/v1/letters/{slug}/proof', { at: '9999-01-01T00:00:00Z' }, 422, 'at'],
    ['/api/v1/letters/{slug}/proof', { at: 'yesterday' }, 422, 'at'],
    ...['curve.svg', 'curve.png', 'curve.csv', 'curve.json', 'feed.atom', 'badge.svg']
      .map((file) => [`/letters/{slug}/${file}`, { version: 'one' }, 422, 'version']),
    ['/letters/{slug}/badge.svg', { of: 'everything' }, 422, 'of'],
    ['/letters/{slug}/badge.svg', { of: 'pledge' }, 404],
    ['/client/{sha256}', { sha256: '0'.repeat(64) }, 404],
    ['/client/{sha256}', { sha256: manifest.toUpperCase() }, 404],
    ['/client/{sha256}', { sha256: 'checkpoint' }, 404],
  ]) {
    const answer = await check(address(path, operation(path), query), operation(path), status);
    const problem = await (await fetch(answer.url)).json();
    assert.equal(problem.field, field, answer.url);
  }
});

test('A_bad_address_and_a_wrong_method_are_problems_of_their_own_status', async () => {
  const list = description.paths['/api/v1/letters'].get;
  await check(`${demo.url}/api/v1/letters`, list, 405, { method: 'DELETE' });
  await check(`${demo.url}/api/v1/letters/%zz`, list, 400);
  await check(`${demo.url}/log/checkpoint`, description.paths['/log/checkpoint'].get, 405, { method: 'POST' });
  const embed = description.paths['/embed/{slug}'].get;
  await check(address('/embed/{slug}', embed, { slug: 'no-such-letter' }), embed, 404);
  await check(address('/embed/{slug}', embed, { version: 'one' }), embed, 422);
  for (const path of ['/letters/{slug}/curve.csv', '/letters/{slug}/feed.atom', '/letters/{slug}/badge.svg', '/embed/{slug}', '/client/{sha256}']) {
    const operation = description.paths[path].get;
    await check(address(path, operation, path.startsWith('/client') ? { sha256: manifest } : {}), operation, 405, { method: 'DELETE' });
  }
});

test('Other_sites_may_ask_before_they_read_and_see_the_ETag', async () => {
  for (const path of [`/api/v1/letters/${SLUG}/count`, '/log/checkpoint', `/letters/${SLUG}/curve.svg`]) {
    const may = await fetch(demo.url + path, { method: 'OPTIONS',
      headers: { Origin: 'https://elsewhere.example', 'Access-Control-Request-Method': 'GET', 'Access-Control-Request-Headers': 'if-none-match' } });
    assert.equal(may.status, 204, path);
    assert.equal(may.headers.get('access-control-allow-origin'), '*');
    assert.match(may.headers.get('access-control-allow-methods'), /GET/);
    assert.match(may.headers.get('access-control-allow-headers'), /If-None-Match/);
    assert.match((await fetch(demo.url + path)).headers.get('access-control-expose-headers'), /ETag/);
  }
});

test('Signing_calls_answer_as_described', async () => {
  const call = async (name, body, status, type = 'application/json') => {
    const path = `/api/v1/letters/{slug}/${name}`;
    const operation = description.paths[path].post;
    return (await check(address(path, operation), operation, status,
      { method: 'POST', headers: { 'Content-Type': type }, body })).url;
  };
  const visit = Buffer.alloc(32, 1).toString('base64');
  const ask = { visit, issuer: 'employee-email', email: 'somebody@microsoft.example', language: 'fr' };
  await call('code', JSON.stringify(ask), 202);
  await call('code', JSON.stringify({ ...ask, email: 'somebody@elsewhere.example' }), 422);
  await call('confirm', JSON.stringify({ visit, code: 'none' }), 422);
  await call('issue', JSON.stringify({ visit, issuer: 'employee-email', blinded: Buffer.alloc(256, 1).toString('base64') }), 403);
  await call('news', JSON.stringify({ visit }), 403);
  for (const name of ['code', 'confirm', 'issue', 'news', 'sign']) {
    await call(name, '{}', 422);
    await call(name, '{}', 415, 'text/plain');
    await call(name, ' '.repeat(20_000), 413);
  }
});

test('An_instant_is_counted_in_whatever_offset_it_is_written', async () => {
  const count = async (at) => (await fetch(`${demo.url}/api/v1/letters/${SLUG}/count?at=${at}`)).json();
  const here = await count('2018-06-21T14:00:00Z');
  assert.equal(here.at, '2018-06-21T14:00:00Z');
  for (const at of ['2018-06-21T16:00:00%2B02:00', '2018-06-21T16:00:00+02:00', '2018-06-21T04:00:00-10:00']) {
    assert.deepEqual(await count(at), here, at);
  }
  const later = await count('2018-06-22T14:00:00Z');
  assert.ok(later.classes[0].standing.named > here.classes[0].standing.named);
  assert.ok(here.as_of <= here.at && here.size < later.size);
});

test('Pages_of_signatures_join_without_a_gap', async () => {
  const all = (await (await fetch(`${demo.url}/api/v1/letters/${SLUG}/signatures?limit=1000`)).json()).signatures;
  const joined = [];
  for (let after = ''; after !== null;) {
    const page = await (await fetch(`${demo.url}/api/v1/letters/${SLUG}/signatures?limit=97${after && `&after=${after}`}`)).json();
    joined.push(...page.signatures);
    after = page.next;
  }
  assert.deepEqual(joined, all);
  const csv = await (await fetch(`${demo.url}/api/v1/letters/${SLUG}/signatures.csv`)).text();
  assert.equal(csv.match(/^\d+,/gm).length, all.length);
});
