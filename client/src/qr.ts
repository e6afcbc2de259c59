// SPDX-License-Identifier: AGPL-3.0-or-later
// A text as a code that cameras read (QR): black on white whatever the page's colours are, with its quiet zone.
import { correction, generate } from 'lean-qr/nano';

const QUIET = 4;  // modules on each side (ISO/IEC 18004)
const SVG = 'http://www.w3.org/2000/svg';

function shape(name: string, attributes: { [name: string]: string }): SVGElement {
  const out = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) out.setAttribute(key, value);
  return out;
}

// `label` is what is read out in its place.
export function drawCode(text: string, label: string): SVGElement {
  const code = generate(text, { minCorrectionLevel: correction.M });
  const width = String(code.size + 2 * QUIET);
  let path = '';
  for (let y = 0; y < code.size; ++y) {
    for (let x = 0; x < code.size; ++x) {
      if (code.get(x, y)) path += `M${x + QUIET} ${y + QUIET}h1v1h-1z`;
    }
  }
  const out = shape('svg', { viewBox: `0 0 ${width} ${width}`, role: 'img', 'aria-label': label, class: 'code-image' });
  out.append(shape('rect', { width, height: width, fill: '#fff' }), shape('path', { d: path, fill: '#000' }));
  return out;
}
