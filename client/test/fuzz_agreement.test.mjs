// SPDX-License-Identifier: AGPL-3.0-or-later
// What this script accepts and what `ruban verify` accepts, which shares no code with it, are the same files.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { badKeys, vkeyOf } from './bad_keys.mjs';
import { entriesOf } from './entries.mjs';
import { made, read, recipeFor, rounds } from './mutating.mjs';
import { ORIGIN, client, keyOf, leaf, log, policy, proof, witnessed, witnesses } from './world.mjs';

const ruban = process.env.RUBAN_BIN;
const skip = ruban ? false : 'RUBAN_BIN names no program';
const folder = mkdtempSync(join(tmpdir(), 'ruban-agreement-'));
after(() => rmSync(folder, { recursive: true }));

// What `ruban verify` says of each of these files: one process for all of them.
function rubanSays(files, by) {
  const list = files.map((_, i) => `f${i}`);
  for (const [i, bytes] of files.entries()) writeFileSync(join(folder, list[i]), bytes);
  writeFileSync(join(folder, 'policy'), by);
  const said = spawnSync(ruban, ['verify', '--json', '--policy', 'policy', ...list],
    { cwd: folder, env: { PATH: '/usr/bin:/bin', XDG_CONFIG_HOME: folder }, maxBuffer: 2 ** 28, timeout: 120_000 });
  assert.ok(said.status !== null && said.status < 4, `${said.error ?? said.stderr}`);
  const { files: judged } = JSON.parse(said.stdout);
  assert.deepEqual(judged.map((one) => one.file), list);
  return judged;
}

// Accepted, as ruban verify means it: with the quorum that is asked for.
function accepts(bytes, by) {
  const verdict = read(() => client.verifyProof(bytes, by));
  return verdict !== null && (!verdict.judgement.asked || verdict.judgement.witnessed);
}
const acceptsKey = (bytes) => read(() => client.parseKeyFile(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes))) !== null;

function agree(files, by, ours, describe) {
  const said = rubanSays(files, by);
  let accepted = 0;
  for (const [i, bytes] of files.entries()) {
    const mine = ours(bytes, by);
    if (mine) ++accepted;
    if (mine === said[i].verified) continue;
    const kept = join(tmpdir(), `ruban-disagreement-${process.pid}`);
    mkdirSync(kept, { recursive: true });
    writeFileSync(join(kept, 'file'), bytes);
    writeFileSync(join(kept, 'policy'), by);
    assert.fail(`this script ${mine ? 'accepts' : 'refuses'}, ruban verify says "${said[i].says}": ${describe(i)}; see ${kept}`);
  }
  return accepted;
}

// `runs` files that are drawn; their recipes are printed with a disagreement.
function agreeOnDrawn(t, arbitrary, toFile, by, { runs = 200, ours = accepts } = {}) {
  let files = 0, accepted = 0, first;
  for (const seed of rounds()) {
    const recipes = fc.sample(arbitrary, { seed, numRuns: runs });
    accepted += agree(recipes.map(toFile), by, ours, (i) => `seed ${seed}, ${JSON.stringify(recipes[i])}`);
    files += runs;
    first ??= seed;
  }
  t.diagnostic(`${files} files from seed ${first} on, ${accepted} accepted by both`);
  assert.ok(accepted > 0 && accepted < files, `${accepted} of ${files} accepted`);
}

const BODY = proof().split('\n\n')[1] + '\n';
const cosigned = (...which) => `${BODY}\n${log.signs(BODY)}${which.map((i) => witnesses[i].cosigns(BODY, 1529589600 + i)).join('')}`;
const proofs = [proof(), proof(0, { size: 1 }), proof(63, { size: 64 }), proof(42, { note: cosigned(0, 1) }), proof(42, { note: cosigned(2, 0, 1) })];

for (const [name, by] of [['without', policy], ['with', witnessed]]) {
  test(`On_changed_proofs_under_a_policy_${name}_witnesses`, { skip }, (t) =>
    agreeOnDrawn(t, recipeFor(proofs), (recipe) => made(proofs, recipe), by));
}

test('On_checkpoints_that_are_signed_whatever_they_say', { skip }, (t) => {
  const bodies = [proof(0, { size: 1 }), proof(0, { size: 2 })].map((text) => `${text.split('\n\n')[1]}\n`);
  const sizes = [1, 2];
  agreeOnDrawn(t, recipeFor(bodies), (recipe) => {
    const body = made(bodies, recipe);
    return Buffer.concat([Buffer.from(proof(0, { size: sizes[recipe.file], note: '' })), body, Buffer.from('\n'), Buffer.from(log.signs(body))]);
  }, policy);
});

test('On_every_mixture_of_signature_lines', { skip }, (t) => {
  const stranger = keyOf('stranger.example', 4, 'a stranger'), impostor = keyOf(ORIGIN, 1, 'an impostor');
  const L = (1n << 252n) + 27742317777372353535851937790883648493n;
  // The same signature with S + L, which lax verifiers take.
  const large = Buffer.from(log.signature(BODY));
  const s = BigInt(`0x${Buffer.from(large.subarray(32)).reverse().toString('hex')}`) + L;
  Buffer.from(s.toString(16).padStart(64, '0'), 'hex').reverse().copy(large, 32);
  const lines = [log.signs(BODY), log.signs(BODY), log.signs(`${BODY}x\n`), log.line(large), log.line(Buffer.alloc(0)), log.line(Buffer.alloc(1)), impostor.signs(BODY),
    ...witnesses.map((w) => w.cosigns(BODY, 1529589600)), ...witnesses.map((w) => w.cosigns(BODY, 253402300799)), witnesses[0].cosigns(BODY, 253402300800),
    witnesses[0].cosigns(BODY, 0), witnesses[0].cosigns(BODY, 2n ** 64n - 1n), witnesses[0].cosigns('x\n', 1), witnesses[1].line(Buffer.alloc(71)),
    stranger.cosigns(BODY, 1), stranger.cosigns('x\n', 1), stranger.line(Buffer.alloc(3300)), '\u2014 a AAAA\n', '\u2014 a b\n', '\n', `${'\u2014 a AAAAAAA=\n'.repeat(62)}`];
  const mixtures = fc.array(fc.nat(lines.length - 1), { maxLength: 6 });
  agreeOnDrawn(t, fc.tuple(fc.boolean(), mixtures), ([honest, which]) =>
    Buffer.from(proof(42, { note: `${BODY}\n${honest ? cosigned(0, 1).slice(BODY.length + 1) : ''}${which.map((i) => lines[i]).join('')}` })), witnessed, { runs: 150 });
});

// The proof of an entry in a record of one.
const proofOf = (entry) => Buffer.from(proof(0, { entry, hashes: [], body: `${ORIGIN}\n1\n${leaf(entry).toString('base64')}\n` }));

test('On_changed_entries_that_are_in_the_record', { skip }, async (t) => {
  const names = (await readdir(join(process.env.RUBAN_VECTORS, 'entries'))).filter((name) => name.endsWith('.txt'));
  const all = (await Promise.all(names.map((name) => entriesOf(name)))).flat().map(({ text }) => Buffer.from(text, 'latin1'));
  // Apart, since ruban verify judges a credential where it has been given the letter's proof.
  const isLetter = (entry) => String(entry).startsWith('ruban/v1 letter\n');
  for (const entries of [all.filter(isLetter), all.filter((entry) => !isLetter(entry))]) {
    agree(entries.map(proofOf), policy, accepts, (i) => String(entries[i]));
    const other = isLetter(entries[0]) ? 'ruban/v1 sign\n' : 'ruban/v1 letter\n';
    agreeOnDrawn(t, recipeFor(entries), (recipe) => {
      const entry = made(entries, recipe);
      return proofOf(entry.includes(other) ? Buffer.from('none') : entry);
    }, policy, { runs: 150 });
  }
});

test('On_policies_with_keys_of_every_bad_kind', { skip }, () => {
  const files = [Buffer.from(proof())];
  for (const [what, raw] of [['none', witnesses[0].raw], ...badKeys.filter((_, i) => i % 3 === 0)]) {
    const by = `log ${log.vkey}\nwitness w ${vkeyOf('w.example', 4, raw)}\nquorum none\n`;
    assert.equal(agree(files, by, accepts, () => what), what === 'none' ? 1 : 0, what);
  }
});

test('On_changed_key_files', { skip }, (t) => {
  const file = { origin: ORIGIN, letter: client.toBase64(new Uint8Array(32).fill(9)), issuer: 'employee-email', seed: new Uint8Array(32).fill(7),
    blinded: new Uint8Array(256).fill(1), cred: new Uint8Array(256).fill(2), mode: 'anon', index: 4 };
  const files = [client.formatKeyFile(file), client.formatShortKey(file), client.formatKeyFile({ ...file, cred: null, mode: 'named' })];
  agreeOnDrawn(t, recipeFor(files), (recipe) => made(files, recipe), policy, { ours: acceptsKey });
  const others = [['/log', '/l+g'], ['/log', '/log/'], ['/log', '//log'], ['origin ', 'origin https://'], ['origin ', 'origin /'], [/cred .*/, `cred ${client.toBase64(new Uint8Array(384))}`],
    [/blinded .*/, 'blinded -'], [/index 4\n$/, 'index 4'], [/index 4\n$/, 'index 4\r'], [/index 4\n$/, 'index 4\n\r'], [/$/, '\n'], [/\n/g, '\r\n'], [/\n/g, '\r\r\n'],
    [/index 4/, 'index 9007199254740991'], [/index 4/, 'index 9007199254740992'], [/origin .*/, `origin ${'o'.repeat(255)}`], [/origin .*/, `origin ${'o'.repeat(256)}`]];
  agree(others.map(([from, to]) => files[0].replace(from, to)), policy, (text) => acceptsKey(Buffer.from(text)), (i) => String(others[i]));
});

test('On_changed_policies', { skip }, (t) => {
  const files = [proof(), proof(42, { note: cosigned(0, 2) })].map((text) => Buffer.from(text));
  const policies = [policy, witnessed, `# a remark\n\nlog ${log.vkey} https://${ORIGIN}\nwitness a ${witnesses[0].vkey} https://a.example\n` +
    `witness b ${witnesses[1].vkey}\nwitness c ${witnesses[2].vkey}\ngroup g any a b\ngroup h all g\t c\nquorum h\n`];
  const [first, second] = witnesses, twin = vkeyOf('twin.example', 4, first.raw), start = `log ${log.vkey}\n`;
  for (const by of ['', start, policy.slice(0, -1), `${start}${policy}`, `${start}log ${vkeyOf('other.example/log', 1, log.raw)}\nquorum none\n`, `\n \t\n${policy}`,
    `${start}witness a ${first.vkey}\nwitness b ${twin}\ngroup g all a b\nquorum g\n`, `${start}witness a ${first.vkey}\nwitness a ${second.vkey}\nquorum a\n`,
    `${start}witness a ${first.vkey}\ngroup g 01 a\nquorum g\n`, `${start}witness a ${first.vkey}\ngroup g 1 a a\nquorum g\n`, `#\u007f\n${policy}`, `#\r\n${policy}`,
    `#\u00e9\n${policy}`, `#${'x'.repeat(65_000)}\n${policy}`, `#${'x'.repeat(66_000)}\n${policy}`, `${start}witness none ${first.vkey}\nquorum none\n`]) {
    agree(files, by, accepts, () => by.slice(0, 500));
  }
  let tried = 0, accepted = 0;
  for (const seed of rounds()) {
    for (const recipe of fc.sample(recipeFor(policies), { seed, numRuns: 25 })) {
      const by = made(policies, recipe);
      // A page's policy was text before it came here.
      if (by.toString() !== new TextDecoder('utf-8', { ignoreBOM: true }).decode(by) || !Buffer.from(by.toString()).equals(by)) continue;
      accepted += agree(files, by.toString(), accepts, () => `seed ${seed}, ${JSON.stringify(recipe)}`) > 0;
      ++tried;
    }
  }
  t.diagnostic(`${tried} policies, ${accepted} of them accept something`);
  assert.ok(accepted > 0 && accepted < tried);
});
