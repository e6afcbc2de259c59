// SPDX-License-Identifier: AGPL-3.0-or-later
// An instance in a folder of its own, served for as long as a test file runs.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, ruban, runRuban } from './demo.mjs';

// `prepare` may publish letters before anybody is served; `more` are further arguments of `ruban serve`.
export async function startInstance(prepare, ...more) {
  const folder = await mkdtemp(join(tmpdir(), 'ruban-instance-'));
  const port = String(await freePort());
  const data = ['--data', join(folder, 'data')];
  const mails = join(folder, 'mails');
  const instance = {
    folder, url: `http://localhost:${port}`,
    // Runs ruban on its data.
    async done(...args) {
      const { code, out } = await runRuban([...args, ...data], { cwd: folder, env: { ...process.env, XDG_CONFIG_HOME: folder, XDG_STATE_HOME: folder } });
      assert.equal(code, 0, out);
      return out;
    },
    // The code that was mailed to this address, once it is there.
    async codeFor(address) {
      for (const until = Date.now() + 20_000; Date.now() < until;) {
        for (const name of await readdir(mails).catch(() => [])) {
          const mail = await readFile(join(mails, name), 'utf8').catch(() => '');
          const code = mail.includes(address) && mail.match(/\b\d{4}\s\d{4}\b/);
          if (code) return code[0];
        }
        await new Promise((pause) => setTimeout(pause, 50));
      }
      throw new Error(`no mail for ${address}`);
    },
    async stop() {
      if (server?.exitCode === null) {
        const ended = new Promise((done) => server.once('exit', done));
        server.kill('SIGTERM');
        await ended;
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
  let server;
  await instance.done('init', '--url', instance.url, '--port', port, '--mail', `file:${mails}`);
  await prepare(instance);
  server = spawn(ruban, ['serve', ...data, ...more], { stdio: 'ignore' });
  for (const until = Date.now() + 60_000; Date.now() < until;) {
    if (await fetch(`${instance.url}/healthz`).then((answer) => answer.ok, () => false)) break;
    await new Promise((pause) => setTimeout(pause, 50));
  }
  return instance;
}
