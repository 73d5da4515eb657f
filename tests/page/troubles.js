// What goes wrong is told, and the page goes on.
'use strict';
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const {failing, named} = require('./failing.js');

async function goes_on(w, clerk) {
  await clerk.wages(w.fixture('payroll/utf8.csv'));
  await clerk.tab.waitForSelector('.verdict.pass');
}

async function a_crash_is_told_and_the_page_goes_on(w) {
  const clerk = await w.clerk({page: failing(w)});
  await clerk.template(w.fixture('golden/template.zip'));
  await clerk.wages(named(w, 'trap.csv'));
  assert.match(await clerk.text(), /程序在这个文件上出了错[\s\S]*不是您的/);
  await clerk.wages(named(w, 'memory.csv'));
  assert.match(await clerk.text(), /内存不够/);
  await goes_on(w, clerk);
}

async function long_work_can_be_stopped(w) {
  const clerk = await w.clerk({page: failing(w)});
  await clerk.template(w.fixture('golden/template.zip'));
  await clerk.tab.setInputFiles('#wages input[type=file]', named(w, 'slow.csv'));
  await clerk.tab.waitForSelector('.progress');
  assert.match(await clerk.tab.textContent('.progress'), /正在/);
  await clerk.tab.click('.progress button');
  assert.match(await clerk.text(), /停下了，文件都没有动/);
  await goes_on(w, clerk);
}

// A file is made in the page, since one of this size need not be on any disk.
async function too_large_a_file_is_told_at_once(w) {
  const clerk = await w.clerk();
  await clerk.tab.evaluate(() => {
    const piece = new Uint8Array(1 << 20), transfer = new DataTransfer();
    transfer.items.add(new File(Array(201).fill(piece), 'large.zip'));
    document.querySelector('#template .drop').dispatchEvent(new DragEvent('drop', {bubbles: true, cancelable: true, dataTransfer: transfer}));
  });
  await clerk.tab.waitForSelector('#template .note');
  assert.match(await clerk.text(), /201 MB，页面最多读 200 MB/);
}

async function what_is_no_template_is_told(w) {
  const clerk = await w.clerk();
  for (const wrong of ['payroll/openpyxl.xlsx', 'stories/archive-renamed-7z/upload.zip']) {
    await clerk.template(w.fixture(wrong));
    assert.match(await clerk.tab.textContent('#template .note.bad'), /不能作原模板/);
    assert.strictEqual(await clerk.tab.locator('#wages .drop').count(), 0);
    await clerk.tab.click('#template button:has-text("换一个")');
  }
  const empty = path.join(w.folder, 'empty.zip');
  fs.writeFileSync(empty, '');
  await clerk.tab.setInputFiles('#template input[type=file]', empty);
  await clerk.tab.waitForSelector('#template .note');
  assert.match(await clerk.text(), /这个文件是空的/);
}

async function names_are_text_not_markup(w) {
  const clerk = await w.clerk();
  await clerk.template(w.fixture('golden/template.zip'));
  await clerk.wages(named(w, '<img src=x onerror=alert(1)>.csv'));
  assert.strictEqual(await clerk.tab.locator('img').count(), 0);
}

module.exports = Object.entries({a_crash_is_told_and_the_page_goes_on, long_work_can_be_stopped, too_large_a_file_is_told_at_once,
  what_is_no_template_is_told, names_are_text_not_markup});
