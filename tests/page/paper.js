// On paper: verdict and figures on the first sheet, no buttons, nothing cut off, A4; the page and the report that it saves.
'use strict';
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const {execFileSync} = require('child_process');

const A4 = [595, 842], MARGIN = 28; // points; 10 mm, which every printer reaches
const INSURED = ['72', '4,610,757.52'];

// What stands on each sheet: words without blanks, which a PDF puts between Chinese characters at its liking.
function sheetsOf(w, name, pdf) {
  const at = path.join(w.folder, name + '.pdf');
  fs.writeFileSync(at, pdf);
  const boxes = execFileSync('pdftotext', ['-bbox', at, '-'], {encoding: 'utf8', maxBuffer: 1 << 26});
  return boxes.split('<page ').slice(1).map((page) => ({
    size: page.match(/width="([\d.]+)" height="([\d.]+)"/).slice(1).map((n) => Math.round(Number(n))),
    words: [...page.matchAll(/xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)/g)]
      .map(([, left, top, right, bottom, text]) => ({left: +left, top: +top, right: +right, bottom: +bottom, text}))
  }));
}

const squeezed = (text) => text.replace(/\s/g, '');
const textOf = (sheet) => squeezed(sheet.words.map((word) => word.text).join('').replace(/&quot;/g, '"').replace(/&amp;/g, '&'));

// Chinese and Latin letters of one line do not end at quite the same height.
function linesOf(sheet) {
  const lines = [];
  let height = null;
  for (const {bottom, text} of sheet.words) {
    if (height === null || Math.abs(bottom - height) > 5) lines.push('');
    height = bottom;
    lines[lines.length - 1] += squeezed(text);
  }
  return lines;
}

function fits(sheets, where) {
  for (const sheet of sheets) {
    assert.deepStrictEqual(sheet.size, A4, where);
    assert.ok(sheet.words.length, where + ': an empty sheet');
    for (const {left, top, right, bottom, text} of sheet.words)
      assert.ok(left > MARGIN - 1 && right < A4[0] - MARGIN + 1 && top > 20 && bottom < A4[1] - 20, `${where}: “${text}” is cut off`);
  }
}

function holds(sheets, wanted, unwanted, where) {
  for (const what of wanted) assert.ok(textOf(sheets[0]).includes(squeezed(what)), `${where}: the first sheet lacks “${what}”`);
  const lines = sheets.flatMap(linesOf);
  assert.deepStrictEqual(unwanted.filter((what) => lines.some((line) => line.startsWith(squeezed(what)))), [], where + ': a button is printed');
}

// In Chinese and in English: the page, then the report that its button saves.
async function printed(w, name, go, figures) {
  const clerk = await w.clerk(), {tab} = clerk;
  await go(clerk);
  for (const lang of ['zh', 'en']) {
    if (lang === 'en') await clerk.language();
    const where = `${name} ${lang}`, verdict = (await tab.textContent('.verdict span:last-child'));
    const buttons = await tab.evaluate(() => [...document.querySelectorAll('main button, .tools button')].map((b) => b.innerText));
    const sheets = sheetsOf(w, 'printed-' + where.replace(' ', '-'), await tab.pdf({preferCSSPageSize: true}));
    fits(sheets, where);
    holds(sheets, [verdict, ...figures], buttons, where);
    await the_report(w, clerk, verdict, figures, where);
  }
  return clerk;
}

async function the_report(w, clerk, verdict, figures, where) {
  const report = await clerk.save('.doors button >> nth=0'), tab = await w.blank('file://' + report.at);
  const sheets = sheetsOf(w, 'report-' + where.replace(' ', '-'), await tab.pdf({preferCSSPageSize: true}));
  fits(sheets, 'report ' + where);
  holds(sheets, [verdict, ...figures], [], 'report ' + where);
  const last = w.people[71];
  assert.ok(sheets.map(textOf).join('').includes(last[1]), 'report ' + where + ': the last person is missing');
}

async function what_was_filled_in_prints_on_one_sheet(w) {
  const go = async (clerk) => { await clerk.template(w.fixture('golden/template.zip')); await clerk.wages(w.fixture('payroll/openpyxl.xlsx')); };
  await printed(w, 'filled', go, [...INSURED, '4,901,071.49', '+6.3%']);
}

async function what_was_refused_prints_with_every_repair(w) {
  const go = async (clerk) => { await clerk.template(w.fixture('golden/template.zip')); await clerk.wages(w.fixture('demo/refused.zip')); };
  const {tab} = await printed(w, 'refused', go, [...INSURED, '70', '4,773,694.49']);
  assert.strictEqual(await tab.locator('main details[open]').count(), 0, 'what was folded up stays open after printing');
  const rows = await tab.evaluate(() => [...document.querySelectorAll('main details table tbody tr')].map((row) => row.lastChild.textContent));
  const all = sheetsOf(w, 'printed-again', await tab.pdf({preferCSSPageSize: true})).map(textOf).join('');
  assert.ok(rows.length > 100 && rows.every((row) => all.includes(squeezed(row))), 'a repair is not on the paper');
}

module.exports = Object.entries({what_was_filled_in_prints_on_one_sheet, what_was_refused_prints_with_every_repair});
