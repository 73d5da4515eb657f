// Whatever is pressed while the core works ends that work: nothing of what was put away comes back.
'use strict';
const assert = require('assert');
const {failing, named} = require('./failing.js');

const GOLDEN = 'golden/template.zip';
const LATE = 2200; // milliseconds after which what takes its time would be there

async function working(w, wages, alone) {
  const clerk = await w.clerk({page: failing(w)});
  if (alone) await clerk.tab.click('#template button.link');
  else await clerk.template(w.fixture(GOLDEN));
  await clerk.tab.setInputFiles('#wages input[type=file]', wages);
  await clerk.tab.waitForSelector('.progress');
  return clerk;
}

const result = (clerk) => clerk.tab.innerText('#result');
const press = (clerk, step) => clerk.tab.click(`#${step} .chosen button`);

async function the_template_is_changed(w) {
  for (const wages of [named(w, 'late.csv'), named(w, 'late.zip', 'golden/filled.zip')]) {
    const clerk = await working(w, wages);
    await press(clerk, 'template');
    assert.strictEqual(await clerk.tab.locator('.progress').count(), 0);
    await clerk.tab.waitForTimeout(LATE);
    assert.match(await result(clerk), /放好上面两样/);
    assert.match(await clerk.tab.textContent('#wages'), /late.*留着/s);
    await clerk.template(w.fixture(GOLDEN)); // the wages go on with the next one
    await clerk.tab.waitForSelector('.verdict.pass');
    await w.closeAll();
  }
}

async function another_template_is_dropped(w) {
  const clerk = await working(w, named(w, 'late.csv'));
  await clerk.drop(w.fixture('golden/layouts/pipe/template.zip'), '#template .chosen');
  await clerk.tab.waitForSelector('.verdict.pass', {timeout: 20000});
  const saved = await clerk.save('button.big');
  assert.strictEqual(w.native('check', saved.at, '--template', w.fixture('golden/layouts/pipe/template.zip')).status, 0);
}

async function the_wages_are_changed(w) {
  const clerk = await working(w, named(w, 'late.csv'));
  await press(clerk, 'wages');
  await clerk.tab.waitForTimeout(LATE);
  assert.match(await result(clerk), /放好上面两样/);
  assert.strictEqual(await clerk.tab.locator('#wages .drop').count(), 1);
}

async function a_template_is_there_after_all(w) {
  const clerk = await working(w, named(w, 'late.zip', 'golden/filled.zip'), true);
  await press(clerk, 'template');
  await clerk.tab.waitForTimeout(LATE);
  assert.match(await result(clerk), /放好上面两样/);
  assert.strictEqual(await clerk.tab.locator('#template .drop').count(), 1);
}

async function only_a_check_is_wanted(w) {
  const clerk = await w.clerk({page: failing(w)});
  await clerk.tab.setInputFiles('#template input[type=file]', named(w, 'late.zip', GOLDEN));
  await clerk.tab.waitForSelector('.progress');
  await clerk.tab.click('#template button.link');
  await clerk.tab.waitForTimeout(LATE);
  assert.match(await clerk.tab.innerText('#template'), /没有原模板/);
  assert.match(await result(clerk), /放好要检查的 zip/);
}

// Another language does not disturb the work; what comes of it is in that language.
async function the_language_is_changed(w) {
  for (const [wages, alone, said] of [[named(w, 'late.csv'), false, /ready to upload/], [named(w, 'late.zip', 'demo/refused.zip'), true, /Do not upload/]]) {
    const clerk = await working(w, wages, alone);
    await clerk.tab.click('#lang');
    assert.match(await clerk.tab.textContent('.progress'), /Stop/);
    await clerk.tab.waitForSelector('.verdict');
    assert.match(await clerk.verdict(), said);
    await w.closeAll();
  }
  const clerk = await w.clerk({page: failing(w)});
  await clerk.tab.setInputFiles('#template input[type=file]', named(w, 'late.zip', 'payroll/openpyxl.xlsx'));
  await clerk.tab.waitForSelector('.progress');
  await clerk.tab.click('#lang');
  await clerk.tab.waitForSelector('#template .note.bad');
  assert.match(await clerk.tab.textContent('#template'), /cannot serve as the template/);
}

// Stopped while it saves on the side: the result stays, and its button.
async function what_is_saved_on_the_side_is_stopped(w) {
  const clerk = await w.clerk({page: failing(w)});
  await clerk.template(w.fixture(GOLDEN));
  await clerk.wages(named(w, 'late.csv'));
  await clerk.tab.click('.doors button >> nth=0');
  await clerk.tab.waitForSelector('.progress');
  assert.strictEqual(await clerk.tab.locator('button.big').count(), 1);
  await clerk.tab.click('.progress button');
  await clerk.idle();
  assert.match(await clerk.verdict(), /可以上传/);
  await clerk.tab.waitForTimeout(100);
  assert.match(await clerk.tab.textContent('#live'), /停下了，没有保存；结果还在/);
  assert.strictEqual((await clerk.save('button.big')).name, 'template.zip');
}

// What stopped or failed is put away: it does not run again with the next template.
async function a_bad_file_does_not_run_again(w) {
  for (const name of ['trap.csv', 'slow.csv']) {
    const clerk = await w.clerk({page: failing(w)});
    await clerk.template(w.fixture(GOLDEN));
    await clerk.tab.setInputFiles('#wages input[type=file]', named(w, name));
    if (name === 'slow.csv') await clerk.tab.click('.progress button');
    await clerk.tab.waitForSelector('#result .note');
    await press(clerk, 'template');
    await clerk.template(w.fixture(GOLDEN));
    assert.match(await result(clerk), /放好上面两样/, name);
    await w.closeAll();
  }
}

// A question's answer that is stopped leaves the question as it was.
async function an_answer_is_stopped(w) {
  const clerk = await w.clerk({page: failing(w)});
  await clerk.template(w.fixture('SRC-009/bad/template.zip'));
  await clerk.wages(named(w, 'late.csv', 'SRC-009/bad/table.csv'));
  await clerk.choose('duplicates', 'sum');
  await clerk.tab.click('.ask button.main');
  await clerk.tab.click('.progress button');
  await clerk.tab.waitForSelector('.ask');
  assert.match(await clerk.verdict(), /还差一步/);
  assert.strictEqual(await clerk.tab.locator('.decided').count(), 0);
}

// The earlier result's button does not save what was put away, even in the first moment.
async function new_wages_put_the_result_away_at_once(w) {
  const clerk = await w.clerk({page: failing(w)});
  await clerk.template(w.fixture(GOLDEN));
  await clerk.wages(w.fixture('payroll/utf8.csv'));
  await clerk.drop(named(w, 'late.zip', 'demo/refused.zip'), '#wages');
  await clerk.tab.waitForTimeout(100);
  assert.strictEqual(await clerk.tab.locator('button.big').count(), 0);
  await clerk.tab.waitForSelector('.verdict.fail');
}

module.exports = Object.entries({the_template_is_changed, another_template_is_dropped, the_wages_are_changed, a_template_is_there_after_all, only_a_check_is_wanted, the_language_is_changed,
  what_is_saved_on_the_side_is_stopped, a_bad_file_does_not_run_again, an_answer_is_stopped, new_wages_put_the_result_away_at_once});
