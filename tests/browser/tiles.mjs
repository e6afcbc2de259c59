// SPDX-License-Identifier: AGPL-3.0-or-later
// The entries of a record, read from its tiles as anybody reads them.

// Each as its bytes, by index.
export async function recordedEntries(url) {
  const [, size] = (await (await fetch(`${url}/log/checkpoint`)).text()).split('\n');
  const entries = [];
  for (let tile = 0; entries.length < Number(size); ++tile) {
    const width = Math.min(256, Number(size) - entries.length);
    const path = `${String(tile).padStart(3, '0')}${width < 256 ? `.p/${width}` : ''}`;
    const bundle = Buffer.from(await (await fetch(`${url}/log/tile/entries/${path}`)).arrayBuffer());
    for (let at = 0; at < bundle.length;) {
      const end = at + 2 + bundle.readUInt16BE(at);
      entries.push(bundle.subarray(at + 2, end));
      at = end;
    }
  }
  return entries;
}
