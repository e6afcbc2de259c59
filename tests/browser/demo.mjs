// SPDX-License-Identifier: AGPL-3.0-or-later
// Starts the demonstration on a free port and a Chromium beside it, for as long as a test file runs.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

export const ruban = process.env.RUBAN_BIN;
if (!ruban) throw new Error('RUBAN_BIN must name the ruban executable');

export async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

export async function startDemo() {
  const port = await freePort();
  const child = spawn(ruban, ['demo', '--port', String(port)], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  await new Promise((ready, fail) => {
    child.stdout.on('data', (data) => {
      said += data;
      if (said.includes('The demonstration is at')) ready();
    });
    child.stderr.on('data', (data) => { said += data; });
    child.on('exit', (code) => fail(new Error(`ruban demo ended with ${code}: ${said}`)));
  });
  return {
    url: `http://localhost:${port}`,
    async stop() {
      const ended = new Promise((done) => child.on('exit', done));
      child.removeAllListeners('exit');
      const gone = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      await Promise.race([ended, gone]);
      if (child.exitCode !== 0) throw new Error(`ruban demo ended with ${child.exitCode}: ${said}`);
    },
  };
}

export async function startBrowser() {
  const folder = await mkdtemp(join(tmpdir(), 'ruban-chromium-'));
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', `--crash-dumps-dir=${folder}`],
  });
  return {
    browser,
    async stop() {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

// Runs ruban and gives its exit code and what it said.
export function runRuban(args, options = {}) {
  return new Promise((done) => {
    const child = spawn(ruban, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let out = '';
    child.stdout.on('data', (data) => { out += data; });
    child.stderr.on('data', (data) => { out += data; });
    child.on('exit', (code) => done({ code, out }));
  });
}

// The newest code that the demonstration mailed to this address.
export async function codeFor(demo, address) {
  const until = Date.now() + 20_000;
  for (;;) {
    const page = await (await fetch(`${demo.url}/en/demo/mail`)).text();
    const from = page.indexOf(address);
    const code = from < 0 ? null : page.slice(from).match(/\b\d{4}\s\d{4}\b/);
    if (code) return code[0];
    if (Date.now() > until) throw new Error(`no mail for ${address}`);
    await new Promise((done) => setTimeout(done, 100));
  }
}
