// Everybody can use it: axe in each state, theme and language; keyboard; narrow and wide; masked; nothing kept.
'use strict';
const assert = require('assert');
const fs = require('fs');
const path = require('path');

const AXE = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const WIDTHS = [320, 768, 1280];

const STATES = {
  start: async () => {},
  template: async (c, w) => c.template(w.fixture('golden/template.zip')),
  alone: async (c) => c.tab.click('#template button.link'),
  filled: async (c, w) => { await c.template(w.fixture('golden/template.zip')); await c.wages(w.fixture('payroll/openpyxl.xlsx')); },
  refused: async (c, w) => {
    await c.template(w.fixture('golden/template.zip'));
    await c.wages(w.fixture('demo/refused.zip'));
    await c.tab.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.open = true; }));
  },
  asked: async (c, w) => { await c.template(w.fixture('SRC-009/bad/template.zip')); await c.wages(w.fixture('SRC-009/bad/table.csv')); },
  wrong: async (c, w) => c.template(w.fixture('payroll/openpyxl.xlsx')),
  // Decided, saved, and another file refused beside it.
  decided: async (c, w) => {
    await STATES.asked(c, w);
    await c.choose('duplicates', 'sum');
    await c.again();
    await c.save('button.big');
    await c.tab.evaluate(() => refuse('wages', ['several']));
  },
  nobody: async (c, w) => {
    await c.template(w.fixture('SRC-020/bad/template.zip'));
    await c.wages(w.fixture('SRC-020/bad/table.csv'));
    await c.choose('person 2', '');
    await c.again();
  },
  packed: async (c, w) => { await STATES.alone(c); await c.wages(w.fixture('golden/filled.txt')); }
};

// Each state once, looked at in every theme, language and width.
async function nothing_stands_in_anybodys_way(w) {
  for (const [name, go] of Object.entries(STATES)) {
    const clerk = await w.clerk(), texts = [];
    await go(clerk, w);
    await clerk.tab.evaluate(AXE);
    for (const en of [false, true]) {
      if (en) await clerk.language();
      texts.push(await clerk.text());
      for (const dark of [false, true]) await everybody_can_use_it(clerk, `${name} ${dark ? 'dark' : 'light'} ${en ? 'en' : 'zh'}`, dark);
      for (const width of WIDTHS) await nothing_is_cut_off(clerk, name, width);
    }
    assert.notStrictEqual(texts[0], texts[1], name);
    for (const text of texts) assert.doesNotMatch(text, NO_WORDS, name);
    await w.closeAll();
  }
}

nothing_stands_in_anybodys_way.limit = 300;

const NO_WORDS = /baopan (check|fill|fix|convert|bundle)|--[a-z]|undefined|\[object|NaN|\{fi/;

async function everybody_can_use_it(clerk, where, dark) {
  await clerk.tab.emulateMedia({colorScheme: dark ? 'dark' : 'light'});
  const found = await clerk.tab.evaluate(() => window.axe.run(document));
  assert.deepStrictEqual(found.violations.map((v) => `${v.id}: ${v.nodes[0].html.slice(0, 160)} ${v.nodes[0].failureSummary}`), [], where);
}

async function nothing_is_cut_off(clerk, name, width) {
  await clerk.tab.setViewportSize({width, height: 900});
  const wide = await clerk.tab.evaluate(() => document.scrollingElement.scrollWidth);
  assert.ok(wide <= width, `${name} is ${wide} wide at ${width}`);
}

async function keys_and_voice_follow(w) {
  const clerk = await w.clerk();
  await clerk.tab.keyboard.press('Tab');
  assert.strictEqual(await clerk.tab.evaluate(() => document.activeElement.className), 'skip');
  for (let i = 0; i < 4; i++) await clerk.tab.keyboard.press('Tab');
  assert.strictEqual(await clerk.tab.evaluate(() => document.activeElement.type), 'file', 'the file is not reached by Tab');
  await clerk.template(w.fixture('golden/template.zip'));
  await clerk.tab.waitForTimeout(150);
  assert.match(await clerk.tab.textContent('#live'), /72 人/);
  await clerk.wages(w.fixture('payroll/openpyxl.xlsx'));
  await clerk.tab.waitForTimeout(150);
  assert.match(await clerk.tab.textContent('#live'), /填好了，可以上传/);
  assert.ok(await clerk.tab.evaluate(() => document.activeElement === document.querySelector('#result h2')), 'the focus is elsewhere');
  await clerk.tab.keyboard.press('Tab');
  assert.match(await clerk.tab.evaluate(() => document.activeElement.textContent), /保存可以上传的 zip/);
}

function personal(w) { return w.people.flatMap((row) => [row[0], row[1], row[2]]); }

async function people_are_shown_and_can_be_masked(w) {
  for (const [wages, template] of [['demo/refused.zip', 'golden/template.zip'], ['SRC-020/bad/table.csv', 'SRC-020/bad/template.zip'],
    ['SRC-009/bad/table.csv', 'SRC-009/bad/template.zip'], ['SRC-010/bad-missing/table.csv', 'SRC-010/bad-missing/template.zip'],
    ['SRC-022/bad-short/table.csv', 'SRC-022/bad-short/template.zip']]) {
    const clerk = await w.clerk();
    await clerk.template(w.fixture(template));
    await clerk.wages(w.fixture(wages));
    const all = () => clerk.tab.evaluate(() => document.querySelector('main').textContent);
    const shown = await all();
    assert.ok(personal(w).some((what) => shown.includes(what)), wages + ': nobody is shown');
    await clerk.tab.click('#mask');
    const masked = await all();
    assert.deepStrictEqual(personal(w).filter((what) => masked.includes(what)), [], wages);
    assert.doesNotMatch(masked.replace(/[^\d.E+-]+/g, ' '), /2399\d{11,}|2\.399\d{5,}E/, wages);
    await clerk.tab.click('#mask');
    assert.strictEqual(await all(), shown, 'unmasked it is as before');
    await w.closeAll();
  }
}

// What the page says it cannot do, it cannot: the browser refuses each way out by the page's own rule.
async function the_browser_denies_it_any_network(w) {
  const tab = await (await w.browser.newContext()).newPage();
  await tab.goto('file://' + w.page);
  const denied = await tab.evaluate(async () => {
    const rules = [];
    document.addEventListener('securitypolicyviolation', (event) => rules.push(event.effectiveDirective));
    await fetch('http://127.0.0.1:9/').catch(() => {});
    navigator.sendBeacon('http://127.0.0.1:9/', 'x');
    new Image().src = 'http://127.0.0.1:9/x.png';
    document.head.append(Object.assign(document.createElement('link'), {rel: 'stylesheet', href: 'http://127.0.0.1:9/x.css'}));
    document.body.append(Object.assign(document.createElement('iframe'), {src: 'http://127.0.0.1:9/'}));
    await new Promise((done) => setTimeout(done, 500));
    return rules.sort();
  });
  assert.deepStrictEqual(denied, ['connect-src', 'connect-src', 'frame-src', 'img-src', 'style-src-elem']);
  await tab.context().close();
}

async function nothing_is_kept(w) {
  const clerk = await w.clerk();
  await STATES.filled(clerk, w);
  const kept = await clerk.tab.evaluate(async () => [localStorage.length, sessionStorage.length, document.cookie, (await indexedDB.databases()).length]);
  assert.deepStrictEqual(kept, [0, 0, '', 0]);
}

// ---- The README's pictures: the page's words now, and its looks but for how a browser draws letters.
const SHOTS = {'1-template': 'start', '2-wages': 'template', '3-result': 'filled', '4-refused': 'refused'};

// A picture as small as a README likes it, and how unlike two are (0 to 1).
async function packed(tab, png) {
  const url = await tab.evaluate(async (png) => {
    const image = await createImageBitmap(await (await fetch('data:image/png;base64,' + png)).blob());
    const canvas = Object.assign(document.createElement('canvas'), {width: image.width, height: image.height});
    canvas.getContext('2d').drawImage(image, 0, 0);
    return canvas.toDataURL('image/webp', 0.82);
  }, png.toString('base64'));
  return Buffer.from(url.split(',')[1], 'base64');
}

async function unlike(tab, was, is) {
  return tab.evaluate(async (two) => {
    const [a, b] = await Promise.all(two.map(async (webp) => createImageBitmap(await (await fetch('data:image/webp;base64,' + webp)).blob())));
    if (a.width !== b.width || Math.abs(a.height - b.height) > a.height / 20) return 1;
    const height = Math.min(a.height, b.height); // cut, not squeezed: one more line at the foot moves nothing above it
    const pixels = (image) => {
      const canvas = new OffscreenCanvas(90, 90).getContext('2d');
      canvas.drawImage(image, 0, 0, image.width, height, 0, 0, 90, 90);
      return canvas.getImageData(0, 0, 90, 90).data;
    };
    const [p, q] = [pixels(a), pixels(b)];
    return p.reduce((sum, value, i) => sum + Math.abs(value - q[i]), 0) / p.length / 255;
  }, [was, is].map((picture) => picture.toString('base64')));
}

async function the_readmes_pictures_are_current(w) {
  const desk = await (await w.browser.newContext()).newPage();
  for (const [name, state] of Object.entries(SHOTS)) {
    const clerk = await w.clerk({width: 760});
    await STATES[state](clerk, w);
    if (state === 'refused') await clerk.tab.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.open = false; }));
    await clerk.tab.evaluate(() => { document.activeElement.blur(); scrollTo(0, 0); });
    await clerk.tab.waitForTimeout(500);
    const height = await clerk.tab.evaluate(() => Math.min(1150, document.querySelector('footer').getBoundingClientRect().top));
    const shot = await packed(desk, await clerk.tab.screenshot({fullPage: true, clip: {x: 0, y: 0, width: 760, height}, animations: 'disabled'}));
    const at = path.join(__dirname, 'shots', name + '.webp'), words = at.replace('.webp', '.txt'), text = await clerk.text() + '\n';
    if (process.env.SHOTS === 'renew') {
      fs.writeFileSync(at, shot);
      fs.writeFileSync(words, text);
    }
    assert.strictEqual(text, fs.readFileSync(words, 'utf8'), `${name}.webp says something else: SHOTS=renew make test-page`);
    assert.ok(fs.statSync(at).size < 61440, name + ' is too large for a README');
    const share = await unlike(desk, fs.readFileSync(at), shot);
    assert.ok(share < 0.02, `${name}.webp shows another page (${share.toFixed(3)}): SHOTS=renew make test-page`);
    await w.closeAll();
  }
  await desk.context().close();
}

module.exports = Object.entries({nothing_stands_in_anybodys_way, keys_and_voice_follow,
  people_are_shown_and_can_be_masked, the_browser_denies_it_any_network, nothing_is_kept, the_readmes_pictures_are_current});
