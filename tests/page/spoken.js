// What a screen reader is given: Chromium's own accessibility tree, read from top to bottom as it would be spoken, and what
// the page announces of itself. Kept in spoken.txt; `KEEP=1` writes it anew, to be read by a person before it is committed.
// No screen reader is run.
'use strict';
const assert = require('assert');
const fs = require('fs');
const path = require('path');

const KEPT = path.join(__dirname, 'spoken.txt');
const NAMED = new Set(['heading', 'button', 'link', 'radio', 'checkbox', 'textbox', 'combobox', 'DisclosureTriangle', 'image', 'columnheader', 'rowheader']);
const PLACES = new Set(['main', 'banner', 'contentinfo', 'region', 'navigation', 'list', 'table', 'group', 'radiogroup', 'alert', 'status', 'dialog']);

const value = (property) => String(property && property.value || '').replace(/\s+/g, ' ').trim();

// One line for whatever is spoken at once: "role: words", places with what they hold set in.
async function spokenBy(tab) {
  const session = await tab.context().newCDPSession(tab);
  const {nodes} = await session.send('Accessibility.getFullAXTree');
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const lines = [];
  const speak = (id, deep, within) => {
    const node = byId.get(id), role = value(node.role), words = value(node.name);
    const shown = !node.ignored && (NAMED.has(role) || PLACES.has(role) || (role === 'StaticText' && !within));
    if (shown && (words || PLACES.has(role))) lines.push('  '.repeat(deep) + [role === 'StaticText' ? '' : role, words].filter(Boolean).join(': '));
    const deeper = shown && PLACES.has(role) ? deep + 1 : deep;
    for (const child of node.childIds || []) speak(child, deeper, within || (!node.ignored && NAMED.has(role)));
  };
  speak(nodes[0].nodeId, 0, false);
  await session.detach();
  return lines;
}

// Everything that the live region has held since.
const listen = (tab) => tab.evaluate(() => {
  window.announced = [];
  new MutationObserver(() => {
    const words = document.getElementById('live').textContent.trim();
    if (words) window.announced.push(words);
  }).observe(document.getElementById('live'), {childList: true, characterData: true, subtree: true});
});

const STATES = {
  start: async () => {},
  filled: async (c, w) => { await c.template(w.fixture('golden/template.zip')); await c.wages(w.fixture('payroll/openpyxl.xlsx')); },
  refused: async (c, w) => { await c.template(w.fixture('golden/template.zip')); await c.wages(w.fixture('demo/refused.zip')); },
  asked: async (c, w) => { await c.template(w.fixture('SRC-009/bad/template.zip')); await c.wages(w.fixture('SRC-009/bad/table.csv')); }
};

async function it_can_be_heard(w) {
  const told = [];
  for (const [name, go] of Object.entries(STATES))
    for (const en of [false, true]) {
      const clerk = await w.clerk({en});
      if (en) await clerk.tab.waitForFunction(() => document.getElementById('live').textContent); // what is announced of it
      await listen(clerk.tab);
      await go(clerk, w);
      if (name !== 'start') await clerk.tab.waitForFunction(() => window.announced.length > 1); // the template, then the result
      const lines = await spokenBy(clerk.tab), announced = await clerk.tab.evaluate(() => window.announced);
      assert.ok(lines.length > 10, name + ': nothing is spoken');
      if (name !== 'start') assert.ok(announced.some((words) => lines.some((line) => line.includes(words) || words.includes(line.trim()))),
        `${name}: the result is not announced: ${announced}`);
      told.push(`=== ${name} ${en ? 'en' : 'zh'}`, ...lines, ...announced.map((words) => 'announced: ' + words), '');
      await w.closeAll();
    }
  const now = told.join('\n');
  if (process.env.KEEP) fs.writeFileSync(KEPT, now);
  assert.strictEqual(now, fs.readFileSync(KEPT, 'utf8'), 'spoken otherwise than spoken.txt says');
}

module.exports = Object.entries({it_can_be_heard});
