// What the core leaves to a person is asked with the data shown; the answer decides, and nothing else does.
'use strict';
const assert = require('assert');
const {execFileSync} = require('child_process');

// The case's question, answered; what was saved, as text.
async function answered(w, name, asks, table = 'table.csv') {
  const clerk = await w.clerk();
  await clerk.template(w.fixture(name + '/template.zip'));
  await clerk.wages(w.fixture(name + '/' + table));
  assert.match(await clerk.verdict(), /还差一步/);
  assert.strictEqual(await clerk.tab.locator('button.big').count(), 0, 'decided without being asked');
  for (const [option, value, shown] of asks) {
    const label = clerk.tab.locator(`label:has(input[name="${option}"][value="${value}"])`);
    assert.match(await label.textContent(), shown);
    await clerk.choose(option, value);
  }
  await clerk.again();
  await clerk.tab.waitForSelector('button.big');
  const saved = await clerk.save('button.big');
  return new TextDecoder('gb18030').decode(execFileSync('unzip', ['-p', saved.at])).trim().split('\r\n');
}

async function which_column_is_the_wage(w) {
  const lines = await answered(w, 'SRC-006/bad-wage', [['wage-column', 'E', /实发合计.*5000\.20/]]);
  assert.ok(lines.slice(1).every((line) => line.endsWith('\t5000.20')), lines[1]);
}

async function which_column_is_the_id(w) {
  const asked = w.native('fill', w.fixture('SRC-006/bad-id/template.zip'), w.fixture('SRC-006/bad-id/table.csv'), '-o', w.folder + '/x.zip', '--force', '--report', 'json');
  const choice = JSON.parse(asked.out).files[0].findings[0].choices[0];
  const lines = await answered(w, 'SRC-006/bad-id', [['id-column', choice.value, new RegExp(choice.label)]]);
  assert.ok(lines.length > 2);
}

async function which_sheet(w) {
  const asked = w.native('fill', w.fixture('SRC-026/bad/template.zip'), w.fixture('SRC-026/bad/table.xlsx'), '-o', w.folder + '/x.zip', '--force', '--report', 'json');
  const choice = JSON.parse(asked.out).files[0].findings[0].choices[0];
  const lines = await answered(w, 'SRC-026/bad', [['sheet', choice.value, /身份证号/]], 'table.xlsx');
  assert.ok(lines.length > 2);
}

async function two_wages_are_added_up_or_not(w) {
  const line = (lines) => lines.find((l) => l.includes('239911198010165614'));
  assert.ok(line(await answered(w, 'SRC-009/bad', [['duplicates', 'sum', /加在一起/]])).endsWith('\t132587.17'));
  assert.ok(line(await answered(w, 'SRC-009/bad', [['duplicates', 'last', /用最后一个/]])).endsWith('\t60120.75'));
}

async function whose_damaged_id_it_is(w) {
  const lines = await answered(w, 'SRC-020/bad', [['person 2', '2=2', /张玘修.*239911198010165614/]]);
  assert.ok(lines[1].endsWith('\t72466.42') && lines[2].endsWith('\t60120.75'), lines.join());
}

async function where_the_template_has_its_wage(w) {
  const clerk = await w.clerk();
  await clerk.template(w.fixture('golden/ambiguous/template.zip'));
  assert.strictEqual(await clerk.tab.locator('#wages .drop').count(), 0, 'went on without an answer');
  await clerk.choose('template-wage-column', '5');
  await clerk.tab.click('.ask button.main');
  await clerk.tab.waitForSelector('#wages .drop');
  await clerk.wages(w.fixture('payroll/utf8.csv'));
  assert.match(await clerk.verdict(), /填好了，可以上传/);
  await clerk.save('button.big');
}

async function what_fix_leaves_is_asked(w) {
  const clerk = await w.clerk();
  await clerk.template(w.fixture('golden/template.zip'));
  await clerk.wages(w.fixture('demo/refused.zip'));
  await clerk.choose('yes', 'PAY-002');
  await clerk.again();
  assert.strictEqual(await clerk.tab.locator('input[name=yes]').count(), 0, 'asked again');
}

async function wages_below_one_are_asked(w) {
  const clerk = await w.clerk();
  await clerk.template(w.fixture('SRC-024/bad/template.zip'));
  await clerk.wages(w.fixture('SRC-024/bad/table.csv'));
  await clerk.choose('allow-undeclared', 'yes');
  await clerk.again();
  await clerk.save('button.big');
}

module.exports = Object.entries({which_column_is_the_wage, which_column_is_the_id, which_sheet, two_wages_are_added_up_or_not,
  whose_damaged_id_it_is, where_the_template_has_its_wage, what_fix_leaves_is_asked, wages_below_one_are_asked});
