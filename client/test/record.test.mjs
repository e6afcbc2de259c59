// SPDX-License-Identifier: AGPL-3.0-or-later
// Reading the record: what is asked for, what is refused, and that it goes on from what was seen.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { Site, reasonOf } from './site.mjs';
import { ORIGIN, client, keyOf, leaf, log, root } from './world.mjs';

const seed = new Uint8Array(32).fill(4), id = leaf(Buffer.from('a letter')).toString('base64');
const filler = (i) => Buffer.from(`ruban/v1 erase\nletter ${id}\nindex ${i}\ntime 2018-06-21T14:00Z\n`);
const policy = client.parsePolicy(`log ${log.vkey}\nquorum none\n`);
const some = (count) => Array.from({ length: count }, (_, i) => filler(i));

test('Consistency_proofs_hold_and_tampered_ones_do_not', async () => {
  const text = (await readFile(join(process.env.RUBAN_VECTORS, 'merkle/consistency.json'), 'utf8')).replace(/: (\d{16,})/g, ': "$1"');
  const cases = JSON.parse(text);
  assert.ok(cases.length > 90 && cases.some((one) => one.wantErr) && cases.some((one) => !one.wantErr));
  for (const one of cases) {
    const check = () => {
      const hashes = [one.root1, one.root2, ...(one.proof ?? [])].map((hash) => client.fromBase64(hash ?? ''));
      if (hashes.includes(null)) throw new client.Refusal('hash');  // what the reader of the file refuses
      const [first, second, ...proof] = hashes;
      const [before, size] = [BigInt(one.size1), BigInt(one.size2)];
      if (before === size && before > 0n && proof.length === 0 && client.sameBytes(first, second)) return;
      if (before === 0n || before >= size) throw new client.Refusal('fork');  // never asked
      const isWhole = (before & (before - 1n)) === 0n;
      const roots = client.consistencyRoots(before, size, isWhole ? [first, ...proof] : proof);
      if (roots === null || !client.sameBytes(roots[0], first) || !client.sameBytes(roots[1], second)) throw new client.Refusal('fork');
    };
    if (one.wantErr) assert.throws(check, client.Refusal, `${one.name} ${one.desc}`);
    else check();
  }
});

test('Every_entry_is_read_in_whole_bundles_and_proved_without_asking_for_it', async () => {
  const site = new Site(some(700));
  const record = site.record();
  const read = [];
  await record.read(300, 700, (entry, index) => read.push([index, entry]));
  assert.deepEqual(read.map(([index]) => index), Array.from({ length: 400 }, (_, i) => 300 + i));
  const before = site.asked.length;
  for (const index of [300, 511, 512, 699]) {
    const proof = await record.prove(index, site.entries[index]);
    client.checkInclusion(BigInt(index), 700n, leaf(site.entries[index]), proof, record.root);
  }
  // What was left out is asked for by its place in the tree, and no tile of an entry that was read.
  assert.deepEqual(site.asked.slice(0, before), ['/log/tile/entries/001', '/log/tile/entries/002.p/188', '/log/tile/1/000.p/2']);
  assert.ok(site.asked.slice(before).every((path) => path === '/log/tile/0/000'), site.asked.slice(before).join());
});

test('A_changed_entry_anywhere_in_what_was_read_is_noticed', async () => {
  for (const at of [0, 255, 256, 699]) {
    const site = new Site(some(700));
    const record = site.record();
    site.change = (path, bytes) => {
      if (path.includes('entries') && Math.floor(at / 256) === Number(path.match(/entries\/(\d+)/)[1])) bytes[bytes.length - 3] ^= 1;
      return bytes;
    };
    assert.equal(await reasonOf(record.read(0, 700, () => {})), 'not-included', `${at}`);
  }
  const site = new Site(some(10));
  site.change = (path, bytes) => bytes.subarray(1);
  assert.equal(await reasonOf(site.record().read(0, 10, () => {})), 'tile');
});

test('Records_of_any_exact_size_are_read', async () => {
  // All entries alike, so that every complete subtree of one height has one hash.
  const whole = [leaf(filler(1))];
  for (let height = 1; height <= 53; ++height) whole.push(Buffer.from(client.nodeHash(whole.at(-1), whole.at(-1))));
  globalThis.fetch = async (path) => {
    const [, level, width] = path.match(/^\/log\/tile\/(\d)\/[x\d/]+?(?:\.p\/(\d+))?$/);
    return new Response(Buffer.concat(Array(Number(width ?? 256)).fill(whole[8 * level])));
  };
  for (const size of [1, 2, 3, 255, 2 ** 29, 2 ** 48 - 1, 2 ** 49 - 1, 2 ** 49, 2 ** 53 - 1]) {
    let top = null;
    for (let height = 0, left = size; left >= 1; ++height, left = Math.floor(left / 2)) {
      if (left % 2 === 1) top = top === null ? whole[height] : client.nodeHash(whole[height], top);
    }
    await new client.Record(size, top).read(0, 0, () => {});
    assert.equal(await reasonOf(new client.Record(size, leaf('x')).read(0, 0, () => {})), 'not-included', `${size}`);
  }
});

test('Each_state_goes_on_from_each_earlier_one_and_from_no_other', async () => {
  const all = some(530);
  for (const [m, n] of [[1, 1], [1, 2], [3, 7], [7, 8], [8, 13], [200, 300], [255, 257], [256, 512], [300, 530], [512, 530]]) {
    const earlier = new Site(all.slice(0, m)).record();
    await new Site(all.slice(0, n)).record().checkGoesOnFrom(earlier);
    const other = new Site([...all.slice(0, m - 1), filler(9999)]).record();
    const now = new Site(all.slice(0, n));
    assert.equal(await reasonOf(now.record().checkGoesOnFrom(other)), 'fork', `${m} to ${n}`);
  }
});

test('A_garbled_tile_is_no_fork', async () => {
  const all = some(530);
  for (const [m, n] of [[1, 2], [8, 13], [200, 300], [256, 512], [512, 530]]) {
    const earlier = new Site(all.slice(0, m)).record();
    const now = new Site(all.slice(0, n));
    now.change = (path, bytes) => bytes.fill(7);
    assert.equal(await reasonOf(now.record().checkGoesOnFrom(earlier)), 'not-included', `${m} to ${n}`);
    now.change = (path, bytes) => bytes.subarray(1);
    assert.equal(await reasonOf(now.record().checkGoesOnFrom(earlier)), 'tile', `${m} to ${n}`);
  }
});

test('Watching_asks_for_new_bundles_only_and_finds_what_came', async () => {
  const all = some(800);
  const site = new Site(all.slice(0, 600));
  const seen = await client.seeRecord(policy);
  const watching = new client.Watching(policy, true, seen, 100);
  const read = [];
  await watching.read((_, index) => read.push(index));
  assert.deepEqual([read[0], read.at(-1), read.length], [100, 599, 500]);
  site.asked = [];
  await watching.read(() => assert.fail('nothing is new'));
  assert.deepEqual(site.asked, ['/log/checkpoint']);
  const own = Buffer.from(`${client.withdrawStatement(id, 3, seed)}time 2018-06-21T14:00Z\n`);
  site.entries = [...all.slice(0, 790), own];
  site.asked = [];
  const found = await watching.find(client.withdrawStatement(id, 3, seed));
  assert.equal(found.index, 790);
  client.checkInclusion(790n, 791n, leaf(own), found.proof, root(site.leaves));
  assert.deepEqual(site.asked.filter((path) => path.includes('entries')), ['/log/tile/entries/002', '/log/tile/entries/003.p/23']);
  assert.ok(site.asked.length < 8, site.asked.join());
});

test('A_fork_ends_the_watch_and_a_stale_answer_does_not', async () => {
  const all = some(300);
  const site = new Site(all.slice(0, 280));
  const watching = new client.Watching(policy, true, await client.seeRecord(policy), 0);
  site.size = 270;
  await watching.read(() => assert.fail('an older state'));
  site.size = undefined;
  site.entries = [...all.slice(0, 100), filler(1), ...all.slice(101)];
  assert.equal(await reasonOf(watching.await('nothing', null, () => assert.fail('not sent'))), 'fork');
  site.entries = [...all.slice(0, 100), filler(1), ...all.slice(101, 270)];
  assert.equal(await reasonOf(watching.read(() => {})), 'fork');
  site.entries = [...all.slice(0, 279), filler(1)];
  assert.equal(await reasonOf(watching.read(() => {})), 'fork');
});

test('A_wrong_bundle_while_watching_is_read_again', async () => {
  const all = some(600);
  const site = new Site(all.slice(0, 400));
  const watching = new client.Watching(policy, true, await client.seeRecord(policy), 0);
  site.change = (path, bytes) => (path.endsWith('entries/001.p/144') ? bytes.fill(65, 40, 41) : bytes);
  assert.equal(await reasonOf(watching.read(() => {})), 'not-included');
  site.change = (path, bytes) => bytes;
  site.entries = all;
  let last = 0;
  await watching.read((_, index) => (last = index));
  assert.equal(last, 599);
});

test('A_key_that_the_policy_does_not_know_is_refused', async () => {
  const site = new Site(some(3));
  site.key = keyOf(ORIGIN, 1, 'somebody else');
  assert.equal(await reasonOf(client.seeRecord(policy)), 'unknown-key');
});

test('The_standing_of_a_key_is_read_from_the_entries', () => {
  const letterOf = (text) => Buffer.from(text);
  const letter = letterOf('no letter');
  const sign = (mode) => Buffer.from(`${mode === 'named' ? client.signStatement(id, 'a-email', new Uint8Array(256).fill(9), seed, 'ruban payload v1\nname A\n')
    : client.signStatement(id, 'a-email', new Uint8Array(256).fill(9), seed)}epoch 2018-06-21T14:00Z\n`);
  const withdraw = (index, by = seed) => Buffer.from(`${client.withdrawStatement(id, index, by)}time 2018-06-21T14:00Z\n`);
  const takedown = (index) => Buffer.from(`ruban/v1 takedown\nletter ${id}\nindex ${index}\nreason abuse\ntime 2018-06-21T14:00Z\n`);
  const kept = (index, by = seed) => Buffer.from(`${client.keptStatement(id, index, by)}time 2018-06-21T14:00Z\n`);
  const look = (entries) => {
    const standing = new client.OwnStanding(id, 0, seed);
    entries.forEach((entry, index) => standing.look(entry, index));
    return standing;
  };
  const standingOf = (...entries) => [look(entries).signature, look(entries).gone];
  const keptOf = (...entries) => look(entries).kept;
  const forged = sign('anon');
  forged[forged.indexOf('\nsig ') + 6] ^= 1;
  const other = new Uint8Array(32).fill(5);
  assert.deepEqual(standingOf(letter, filler(1)), [null, null]);
  assert.deepEqual(standingOf(letter, forged), [null, null]);
  assert.deepEqual(standingOf(letter, sign('anon'), filler(1)), [{ index: 1, mode: 'anon' }, null]);
  assert.deepEqual(standingOf(letter, sign('named'), withdraw(0), takedown(3), withdraw(1, other)), [{ index: 1, mode: 'named' }, null]);
  assert.deepEqual(standingOf(letter, sign('named'), withdraw(1)), [{ index: 1, mode: 'named' }, 'withdraw']);
  assert.deepEqual(standingOf(letter, sign('named'), takedown(1)), [{ index: 1, mode: 'named' }, 'takedown']);
  assert.equal(keptOf(letter, sign('named'), filler(1), kept(1), kept(1)), 3);
  assert.equal(keptOf(letter, sign('named'), kept(0), kept(1, other)), null);
  assert.equal(keptOf(letter, sign('anon'), kept(1)), null);
  assert.equal(keptOf(letter, sign('named'), withdraw(1), kept(1)), null);
});

test('An_epoch_of_any_length_has_an_end', () => {
  const now = Date.UTC(2018, 5, 21, 14, 20);
  const end = (epoch) => client.endOfEpoch({ type: 'letter', values: new Map([['epoch', [epoch]]]) }, now).toISOString();
  assert.equal(end('3600'), '2018-06-21T15:00:00.000Z');
  assert.equal(end('1'), '2018-06-21T14:20:01.000Z');
  assert.equal(end('0'), '2018-06-21T14:20:00.000Z');
  assert.equal(end('9007199254740991'), '9999-12-31T23:59:00.000Z');
});
