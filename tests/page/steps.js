// The clerk's day, step by step; whatever is saved is opened by the native program.
'use strict';
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const {spawnSync} = require('child_process');

const GOLDEN = 'golden/template.zip';

// What was saved is what the native program accepts, under the name that the portal gave.
function accepted(w, saved, template, name) {
  assert.strictEqual(saved.name, name || 'template.zip');
  const got = w.native('check', saved.at, '--template', template, '--lang', 'en');
  assert.strictEqual(got.status, 0, got.out);
  java_reads(w, saved.at);
}

async function template_and_table_make_the_zip(w) {
  const clerk = await w.clerk();
  assert.match(await clerk.text(), /什么也不会离开这台电脑/);
  await clerk.template(w.fixture(GOLDEN));
  assert.match(await clerk.tab.textContent('#template .body'), /72 人，原工资合计 4,610,757\.52 元/);
  await clerk.wages(w.fixture('payroll/openpyxl.xlsx'));
  assert.match(await clerk.verdict(), /填好了，可以上传/);
  assert.match(await clerk.text(), /参保人数\s*72\s*录入人数\s*72\s*未录入人数\s*0\s*原工资合计\s*4,610,757\.52\s*新工资合计\s*4,901,071\.49\s*变化\s*\+6\.3%/);
  const saved = await clerk.save('button.big');
  accepted(w, saved, w.fixture(GOLDEN));
  const native = path.join(w.folder, 'native.zip');
  assert.strictEqual(w.native('fill', w.fixture(GOLDEN), w.fixture('payroll/openpyxl.xlsx'), '-o', native, '--force').status, 0);
  assert.ok(fs.readFileSync(saved.at).equals(fs.readFileSync(native)), 'not the bytes that the native program writes');
}

// By Java's own classes: both readers give one entry, whose bytes are those that unzip gives.
function java_reads(w, zip) {
  const classes = path.join(w.folder, 'classes');
  if (!java_reads.compiled) {
    const made = spawnSync('javac', ['-encoding', 'UTF-8', '-d', classes, path.join(w.ROOT, 'tests/java/Readers.java')]);
    assert.strictEqual(made.status, 0, String(made.stderr));
    java_reads.compiled = true;
  }
  const got = spawnSync('java', ['-Dfile.encoding=UTF-8', '-cp', classes, 'Readers'], {input: zip + '\n', encoding: 'utf8'});
  const wanted = require('crypto').createHash('sha256').update(spawnSync('unzip', ['-p', zip]).stdout).digest('hex');
  const utf8 = got.stdout.trim().split('\n').map((line) => line.split('\t')).filter((f) => /utf-8/i.test(f[2]));
  assert.strictEqual(utf8.length, 2, got.stdout);
  for (const [, reader, , outcome, entries, digest] of utf8) assert.deepStrictEqual([reader, outcome, entries, digest], [reader, 'reads', '1', wanted]);
}

async function files_may_be_dropped(w) {
  const clerk = await w.clerk();
  await clerk.drop(w.fixture(GOLDEN), '#template .drop');
  await clerk.tab.waitForSelector('#template .chosen');
  await clerk.drop(w.fixture('payroll/gbk.csv'), 'footer'); // beside the place: it goes to the step that waits
  await clerk.tab.waitForSelector('#result .verdict');
  accepted(w, await clerk.save('button.big'), w.fixture(GOLDEN));
}

async function an_edited_txt_is_checked_and_packed(w) {
  const clerk = await w.clerk();
  await clerk.template(w.fixture(GOLDEN));
  await clerk.wages(w.fixture('golden/filled.txt'));
  accepted(w, await clerk.save('button.big'), w.fixture(GOLDEN));
}

async function a_tables_txt_can_be_said_to_be_one(w) {
  const clerk = await w.clerk();
  await clerk.template(w.fixture(GOLDEN));
  await clerk.wages(w.fixture('payroll/gbk-tab.txt'));
  await clerk.tab.click('.doors button:has-text("这是工资表")');
  await clerk.tab.waitForSelector('.verdict.pass');
  accepted(w, await clerk.save('button.big'), w.fixture(GOLDEN));
}

async function a_refused_zip_is_mended(w) {
  const clerk = await w.clerk();
  await clerk.template(w.fixture(GOLDEN));
  await clerk.wages(w.fixture('demo/refused.zip'));
  assert.match(await clerk.verdict(), /不能上传/);
  assert.match(await clerk.text(), /文件在 Excel 或 WPS 里另存成了 CSV/);
  assert.match(await clerk.tab.textContent('section:has(h3:has-text("未录入的人"))'), /17.*40/s);
  await clerk.tab.click('button:has-text("先写出其余的人")');
  await clerk.tab.waitForSelector('button.big');
  const saved = await clerk.save('button.big');
  const got = w.native('check', saved.at, '--template', w.fixture(GOLDEN), '--allow-undeclared', '--lang', 'zh');
  assert.match(got.out, /录入人数 70 .*未录入人数 2/s);
  java_reads(w, saved.at);
}

async function a_finished_zip_is_only_checked(w) {
  const clerk = await w.clerk();
  await clerk.tab.click('button:has-text("没有原模板")');
  await clerk.wages(w.fixture('golden/filled.zip'));
  assert.match(await clerk.verdict(), /没有发现问题/);
  await clerk.tab.click('button:has-text("我有原模板")');
  await clerk.template(w.fixture(GOLDEN));
  await clerk.wages(w.fixture('golden/filled.zip'));
  assert.match(await clerk.verdict(), /可以上传/);
  assert.strictEqual(await clerk.tab.locator('button.big').count(), 0, 'there is nothing to save');
}

async function an_editing_sheet_comes_back(w) {
  const clerk = await w.clerk();
  await clerk.template(w.fixture(GOLDEN));
  const sheet = await clerk.save('button:has-text("下载编辑表")');
  const native = path.join(w.folder, 'native.xlsx');
  assert.strictEqual(w.native('convert', w.fixture(GOLDEN), '-o', native, '--force').status, 0);
  // Cell by cell: Debian's xlsx writer prints some numbers with more digits of the same double.
  const cells = (file) => w.native('inspect', '--cells', file).out.replace(/\d+\.\d{3,}/g, (n) => String(Number(Number(n).toFixed(2))));
  assert.ok(cells(sheet.at).length > 5000 && cells(sheet.at) === cells(native), 'not the sheet that the native program writes');
  await clerk.wages(sheet.at);
  assert.match(await clerk.text(), /工资表里没有工资的人/); // it was not filled in
}

async function report_and_receipt_are_saved(w) {
  const clerk = await w.clerk();
  await clerk.template(w.fixture(GOLDEN));
  await clerk.wages(w.fixture('payroll/utf8.csv'));
  const zip = await clerk.save('button.big');
  const receipt = await clerk.save('button:has-text("保存回执")');
  assert.strictEqual(w.native('check', zip.at, '--template', w.fixture(GOLDEN), '--receipt', receipt.at).status, 0);
  const report = fs.readFileSync((await clerk.save('button:has-text("保存完整报告")')).at, 'utf8');
  assert.ok(report.startsWith('<!doctype html>') && report.includes('填好了，可以上传') && report.includes(w.people[0][1]));
}

async function three_insurances_one_table(w) {
  const clerk = await w.clerk();
  await clerk.template(w.fixture(GOLDEN));
  await clerk.wages(w.fixture('payroll/utf8.csv'));
  await clerk.tab.click('button:has-text("下一个险种")');
  await clerk.template(w.fixture('golden/layouts/pipe/template.zip'));
  await clerk.tab.waitForSelector('.verdict.pass');
  accepted(w, await clerk.save('button.big'), w.fixture('golden/layouts/pipe/template.zip'));
}

module.exports = Object.entries({template_and_table_make_the_zip, files_may_be_dropped, an_edited_txt_is_checked_and_packed,
  a_tables_txt_can_be_said_to_be_one, a_refused_zip_is_mended, a_finished_zip_is_only_checked, an_editing_sheet_comes_back,
  report_and_receipt_are_saved, three_insurances_one_table});
