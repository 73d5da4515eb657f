// How files come in: what is refused is told where it can be seen, and a file is taken for what it was put in as.
'use strict';
const assert = require('assert');
const fs = require('fs');
const path = require('path');

const GOLDEN = 'golden/template.zip';

async function filled(w) {
  const clerk = await w.clerk();
  await clerk.template(w.fixture(GOLDEN));
  await clerk.wages(w.fixture('payroll/utf8.csv'));
  return clerk;
}

// As the browser itself does it, not the test: the events are then the true ones.
async function by_mouse(clerk, files, selector) {
  const box = await (await clerk.tab.$(selector)).boundingBox(), session = await clerk.tab.context().newCDPSession(clerk.tab);
  for (const type of ['dragEnter', 'dragOver', 'drop'])
    await session.send('Input.dispatchDragEvent', {type, x: box.x + box.width / 2, y: box.y + box.height / 2, data: {items: [], files, dragOperationsMask: 1}});
  await session.detach();
}

async function chosen(clerk, selector, file) {
  const session = await clerk.tab.context().newCDPSession(clerk.tab), {root} = await session.send('DOM.getDocument');
  const {nodeId} = await session.send('DOM.querySelector', {nodeId: root.nodeId, selector});
  await session.send('DOM.setFileInputFiles', {nodeId, files: [file]});
  await session.detach();
  await clerk.tab.waitForTimeout(50);
  await clerk.idle();
}

const seen = async (clerk, selector, words) => {
  await clerk.tab.waitForSelector(selector);
  assert.match(await clerk.tab.innerText(selector), words);
  assert.ok(await clerk.tab.evaluate((s) => { const r = document.querySelector(s).getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight; }, selector), 'out of sight');
};

async function what_is_refused_beside_a_result_is_seen(w) {
  const clerk = await filled(w);
  await clerk.tab.evaluate(() => matchMedia('(prefers-reduced-motion: reduce)') && scrollTo(0, 9999));
  await by_mouse(clerk, [w.fixture('payroll/gbk.csv'), w.fixture('payroll/utf8.csv')], '#result h2');
  await clerk.tab.waitForSelector('#wages .note.bad');
  await clerk.tab.waitForTimeout(800); // it is scrolled to
  await seen(clerk, '#wages .note.bad', /一次放一个文件。\s*下面仍是 utf8\.csv 的结果/);
  assert.strictEqual(await clerk.tab.locator('button.big').count(), 1);
  await clerk.tab.click('#lang');
  await seen(clerk, '#wages .note.bad', /One file at a time/);
  await clerk.tab.click('#lang');
  await clerk.tab.click('#wages button:has-text("换一个")');
  assert.strictEqual(await clerk.tab.locator('#wages .note.bad').count(), 0, 'it stays for ever');
}

async function a_folder_is_called_one(w) {
  const clerk = await w.clerk(), folder = path.join(w.folder, '2026.12工资');
  fs.mkdirSync(folder, {recursive: true});
  await by_mouse(clerk, [folder], '#template .drop');
  await seen(clerk, '#template .note.bad', /文件夹/);
  await clerk.template(w.fixture(GOLDEN));
  await by_mouse(clerk, [folder], '#wages .drop');
  await clerk.tab.waitForSelector('#wages .note.bad');
  assert.match(await clerk.tab.innerText('#wages .note.bad'), /文件夹/);
}

async function the_same_file_can_be_chosen_again(w) {
  const clerk = await w.clerk(), file = path.join(w.folder, 'again.csv');
  await clerk.template(w.fixture(GOLDEN));
  fs.writeFileSync(file, '');
  await clerk.tab.focus('#wages input[type=file]');
  await chosen(clerk, '#wages input[type=file]', file);
  assert.match(await clerk.text(), /这个文件是空的/);
  assert.strictEqual(await clerk.tab.evaluate(() => document.activeElement.type), 'file', 'the focus is lost');
  fs.copyFileSync(w.fixture('payroll/utf8.csv'), file);
  await chosen(clerk, '#wages input[type=file]', file);
  await clerk.tab.waitForSelector('.verdict.pass');
}

// A template that is dropped on the template's own step is one, whatever stands there.
async function a_drop_on_step_one_is_the_template(w) {
  const clerk = await filled(w);
  await clerk.drop(w.fixture('golden/layouts/pipe/template.zip'), '#template .chosen');
  await clerk.tab.waitForTimeout(100);
  await clerk.idle();
  await clerk.tab.waitForSelector('.verdict.pass');
  assert.match(await clerk.tab.textContent('#wages'), /utf8\.csv/);
  const saved = await clerk.save('button.big');
  assert.strictEqual(w.native('check', saved.at, '--template', w.fixture('golden/layouts/pipe/template.zip')).status, 0);
}

// Wages that come before the template is settled are not taken for a template.
async function wages_wait_for_the_template(w) {
  const clerk = await w.clerk();
  await clerk.template(w.fixture('golden/ambiguous/template.zip'));
  await clerk.drop(w.fixture('payroll/utf8.csv'), 'footer');
  await clerk.tab.waitForSelector('#wages .note.bad');
  assert.match(await clerk.text(), /先定好第 1 步的原模板/);
  assert.strictEqual(await clerk.tab.locator('#template .ask').count(), 1);
}

// On a slow machine a clerk is faster than the page.
async function a_file_given_before_the_page_is_ready_waits(w) {
  const bytes = fs.readFileSync(w.fixture(GOLDEN)).toString('base64');
  const early = (text) => addEventListener('DOMContentLoaded', () => {
    window.wasReady = document.body.dataset.ready || 'no';
    const transfer = new DataTransfer();
    transfer.items.add(new File([Uint8Array.from(atob(text), (c) => c.charCodeAt(0))], 'template.zip'));
    document.querySelector('#template .drop').dispatchEvent(new DragEvent('drop', {bubbles: true, cancelable: true, dataTransfer: transfer}));
  });
  const clerk = await w.clerk({before: [early, bytes]});
  assert.strictEqual(await clerk.tab.evaluate(() => window.wasReady), 'no');
  await clerk.tab.waitForSelector('#template .chosen');
  assert.match(await clerk.text(), /72 人，原工资合计/);
}

async function no_editing_sheet_is_told(w) {
  const clerk = await w.clerk();
  await clerk.template(w.fixture(GOLDEN));
  await clerk.tab.evaluate(() => { window.run = async () => ({output: null}); }); // as a sheet with too many rows
  await clerk.tab.click('button:has-text("下载编辑表")');
  await clerk.tab.waitForSelector('#wages .note.bad');
  assert.match(await clerk.text(), /做不成编辑表/);
}

// Only checked: what is no zip yet is not called ready, and is packed on demand.
async function a_bare_txt_has_to_be_packed(w) {
  const clerk = await w.clerk();
  await clerk.tab.click('#template button.link');
  await clerk.wages(w.fixture('golden/filled.txt'));
  assert.match(await clerk.verdict(), /还没有压缩/);
  assert.strictEqual(await clerk.tab.locator('.verdict.pass').count(), 0);
  const saved = await clerk.save('button.big');
  assert.strictEqual(saved.name, 'filled.zip');
  const got = w.native('check', saved.at, '--lang', 'en', '--report', 'json');
  assert.strictEqual(JSON.parse(got.out).files[0].facts.container.zipped, true);
  assert.strictEqual(got.status, 0);
}

// Downloaded twice, the browser puts a number behind the name, which the portal did not give; unless its txt has it too.
async function the_upload_has_the_portals_name(w) {
  for (const [name, saved] of [['下载数据 (1).zip', '下载数据.zip'], ['下载数据(2).ZIP', '下载数据.ZIP'], ['数据（1）.zip', '数据（1）.zip'], ['(1).zip', '(1).zip']]) {
    const clerk = await w.clerk(), at = path.join(w.folder, name);
    fs.copyFileSync(w.fixture(GOLDEN), at);
    await clerk.template(at);
    await clerk.wages(w.fixture('payroll/utf8.csv'));
    assert.strictEqual((await clerk.save('button.big')).name, saved);
    assert.strictEqual(/浏览器给重复下载的原模板加了/.test(await clerk.text()), saved !== name, name);
    assert.match(await clerk.text(), /已保存。.*要上传的是后存的这一个/);
    await w.closeAll();
  }
}

module.exports = Object.entries({what_is_refused_beside_a_result_is_seen, a_folder_is_called_one, the_same_file_can_be_chosen_again,
  a_drop_on_step_one_is_the_template, wages_wait_for_the_template, a_file_given_before_the_page_is_ready_waits, no_editing_sheet_is_told, a_bare_txt_has_to_be_packed,
  the_upload_has_the_portals_name});
