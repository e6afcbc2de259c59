// SPDX-License-Identifier: AGPL-3.0-or-later
// An instance of its own whose letter invites employees, with or without a name, for as long as a test file runs.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, ruban, runRuban } from './demo.mjs';

export const PATH = '/letters/open-the-archive';
const LETTER = `slug = "open-the-archive"
languages = ["en", "fr"]
opens = 2018-06-01T00:00:00Z
modes = ["named", "anon"]
[privacy]
epoch_seconds = 60
min_batch = 1
min_issued = 1
[title]
en = "Open the archive"
fr = "Ouvrez les archives"
[recipient]
name = "Ada Example"
[constituency]
en = "Everybody who works there"
fr = "Toutes les personnes qui y travaillent"
[[demand]]
number = 1
en = "Open it."
fr = "Ouvrez-les."
[[class]]
name = "employee"
en = "Employees"
fr = "Membres du personnel"
[[issuer]]
label = "employee-invitation"
class = "employee"
method = "invitation"
`;

// `more`: classes and issuers beside the employees, as in letter.toml.
export async function startInviting(people, more = '') {
  const folder = await mkdtemp(join(tmpdir(), 'ruban-inviting-'));
  const data = ['--data', join(folder, 'data')];
  const run = (...args) =>
    runRuban(args, { cwd: folder, env: { ...process.env, XDG_CONFIG_HOME: folder, XDG_STATE_HOME: folder } });
  const done = async (...args) => {
    const { code, out } = await run(...args);
    assert.equal(code, 0, out);
    return out;
  };
  const letter = join(folder, 'letter');
  await mkdir(letter);
  await writeFile(join(letter, 'letter.toml'), LETTER + more);
  await writeFile(join(letter, 'en.md'), 'Dear Ada, open it.\n');
  await writeFile(join(letter, 'fr.md'), 'Chère Ada, ouvrez-les.\n');
  const port = String(await freePort());
  const url = `http://localhost:${port}`;
  await done('init', '--url', url, '--port', port, '--mail', `file:${join(folder, 'mails')}`, ...data);
  await done('letter', 'publish', letter, ...data);
  await done('letter', 'invite', 'open-the-archive', '--count', String(people), '--codes', join(folder, 'codes.txt'), ...data);
  const codes = (await readFile(join(folder, 'codes.txt'), 'utf8')).trim().split('\n');
  const server = spawn(ruban, ['serve', ...data], { stdio: 'ignore' });
  for (const until = Date.now() + 20_000; Date.now() < until;) {
    if (await fetch(`${url}/healthz`).then((answer) => answer.ok, () => false)) break;
    await new Promise((pause) => setTimeout(pause, 50));
  }
  return {
    folder, data, url, codes, run, done,
    async stop() {
      server.kill('SIGTERM');
      await rm(folder, { recursive: true, force: true });
    },
  };
}
