// SPDX-License-Identifier: AGPL-3.0-or-later
// A name server on loopback that answers every question for a TXT record with one text.
import { createSocket } from 'node:dgram';

export async function startNameServer() {
  const socket = createSocket('udp4');
  let text = '';
  socket.on('message', (question, from) => {
    let end = 12;
    while (question[end] !== 0) end += question[end] + 1;
    const asked = question.subarray(12, end + 5);
    const value = Buffer.concat([Buffer.from([text.length]), Buffer.from(text)]);
    const head = Buffer.from([question[0], question[1], 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0]);
    const record = Buffer.from([0xc0, 12, 0, 16, 0, 1, 0, 0, 0, 60, 0, value.length]);
    socket.send(Buffer.concat([head, asked, record, value]), from.port, from.address);
  });
  await new Promise((ready) => socket.bind(0, '127.0.0.1', ready));
  return {
    address: `127.0.0.1:${socket.address().port}`,
    says(line) { text = line; },
    stop() { socket.close(); },
  };
}
