// What a person has begun outlives the page's being painted anew: focus, what is ticked, what is folded open.
'use strict';
const assert = require('assert');

const focused = (clerk) => clerk.tab.evaluate(() => document.activeElement.innerText.slice(0, 20));

async function press(clerk, selector) {
  await clerk.tab.focus(selector);
  const [download] = await Promise.all([clerk.tab.waitForEvent('download'), clerk.tab.keyboard.press('Enter')]);
  await clerk.idle();
  await clerk.tab.waitForTimeout(400); // longer than it waits before it says that it works
  return download;
}

async function the_focus_stays_after_saving(w) {
  const clerk = await w.clerk();
  await clerk.template(w.fixture('golden/template.zip'));
  await press(clerk, 'button:has-text("下载编辑表")');
  assert.match(await focused(clerk), /下载编辑表/);
  await clerk.wages(w.fixture('payroll/utf8.csv'));
  for (const words of ['保存完整报告', '保存回执']) {
    await press(clerk, `.doors button:has-text("${words}")`);
    assert.match(await focused(clerk), new RegExp(words));
  }
  await press(clerk, 'button.big');
  assert.match(await focused(clerk), /保存可以上传的 zip/);
}

async function what_is_ticked_and_open_stays(w) {
  const clerk = await w.clerk();
  await clerk.template(w.fixture('SRC-009/bad/template.zip'));
  await clerk.wages(w.fixture('SRC-009/bad/table.csv'));
  await clerk.choose('duplicates', 'sum');
  await clerk.tab.evaluate(() => document.querySelectorAll('main details').forEach((d) => { d.open = true; }));
  const folds = await clerk.tab.locator('main details[open]').count();
  for (const button of ['#mask', '#lang', '#lang', '#mask']) {
    await clerk.tab.click(button);
    assert.ok(await clerk.tab.isChecked('input[value=sum]'), button);
    assert.ok(folds > 0 && await clerk.tab.locator('main details[open]').count() === folds, button);
  }
}

async function another_language_is_announced_in_it(w) {
  const clerk = await w.clerk();
  await clerk.template(w.fixture('golden/template.zip'));
  for (const [lang, words] of [['en', /Now in English/], ['zh-CN', /已换成中文/]]) {
    await clerk.tab.click('#lang');
    await clerk.tab.waitForTimeout(150);
    assert.strictEqual(await clerk.tab.getAttribute('html', 'lang'), lang);
    assert.match(await clerk.tab.textContent('#live'), words);
  }
}

module.exports = Object.entries({the_focus_stays_after_saving, what_is_ticked_and_open_stays, another_language_is_announced_in_it});
