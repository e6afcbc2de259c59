// SPDX-License-Identifier: AGPL-3.0-or-later
// What holds for every page: axe has no finding, it fits its window, it is valid HTML.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { HtmlValidate } from 'html-validate';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
export const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: { 'no-inline-style': 'error', 'long-title': 'off', 'tel-non-breaking': 'off' },
});

// Runs axe in the page although its policy lets no foreign script in: through the debugger, not the page.
async function axeFindings(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, {
    resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  }));
  return violations.map((v) => `${v.id}: ${v.help} (${v.nodes.map((n) => n.target.join(' ')).slice(0, 3).join('; ')})`);
}

// Of the page as it stands there now.
export async function checkPage(page, name) {
  const problems = [];
  for (const finding of await axeFindings(page)) problems.push(`axe ${finding}`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) problems.push(`${wide} px wider than the window`);
  return problems.map((problem) => `${name}: ${problem}`);
}

const messagesOf = async (text) => (await validator.validateString(text)).results.flatMap((result) => result.messages);

// Of the text that the address gives.
export async function invalidHtml(url, name) {
  const messages = await messagesOf(await (await fetch(url)).text());
  return messages.map((m) => `${name}:${m.line}: ${m.ruleId} ${m.message}`);
}

// Of the page as it stands there now. The browser's own serialisation writes some attributes otherwise than we do.
export async function invalidNow(page, name) {
  const its = ['attribute-boolean-style', 'attribute-empty-style', 'doctype-style', 'void-style', 'no-trailing-whitespace'];
  const messages = await messagesOf(await page.content());
  return messages.filter((m) => !its.includes(m.ruleId)).map((m) => `${name}: ${m.ruleId} ${m.message}`);
}
