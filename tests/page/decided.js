// What was decided holds only for what it was decided of, stands beside the result, and can be changed.
'use strict';
const assert = require('assert');
const fs = require('fs');
const path = require('path');

const GOLDEN = 'golden/template.zip';

// A workbook as Excel 2003 writes it in XML: sheets by name, each a list of rows.
function book(w, name, sheets) {
  const row = (cells) => `<Row>${cells.map((c) => `<Cell><Data ss:Type="${typeof c === 'number' ? 'Number' : 'String'}">${c}</Data></Cell>`).join('')}</Row>`;
  const sheet = ([title, rows]) => `<Worksheet ss:Name="${title}"><Table>${rows.map(row).join('')}</Table></Worksheet>`;
  const at = path.join(w.folder, name);
  fs.writeFileSync(at, `<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" ` +
    `xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">${Object.entries(sheets).map(sheet).join('')}</Workbook>`);
  return at;
}

const rowsOf = (w, head, wages) => [head, ...w.people.map((p) => [p[1], p[2], ...wages(Number(p[4]))])];
const asked = (clerk, name) => clerk.tab.locator(`#result .body > .ask input[name="${name}"]`).count();
const big = (clerk) => clerk.tab.locator('button.big').count();
const decided = (clerk) => clerk.tab.textContent('.decided');

async function begin(w, template, wages) {
  const clerk = await w.clerk();
  await clerk.template(w.fixture(template));
  await clerk.wages(path.isAbsolute(wages) ? wages : w.fixture(wages));
  return clerk;
}

async function change(clerk) {
  await clerk.tab.click('.decided button');
  await clerk.idle();
}

// On the second sheet the same letter is another column: what was said of the first one says nothing of it.
async function another_sheet_is_asked_anew(w) {
  const wages = book(w, 'two.xml', {'11月': rowsOf(w, ['姓名', '身份证号', '应发工资', '实发工资'], (x) => [x, Math.round(x * 80) / 100]),
    '12月': rowsOf(w, ['姓名', '身份证号', '应发工资', '扣个税'], (x) => [x, Math.round(x * 3) / 100])});
  const clerk = await begin(w, GOLDEN, wages);
  await clerk.choose('sheet', '11月');
  await clerk.again();
  await clerk.choose('wage-column', 'D');
  await clerk.again();
  await clerk.tab.waitForSelector('button.big');
  await clerk.tab.click('summary:has-text("换一张表")');
  await clerk.choose('sheet', '12月');
  await clerk.again();
  assert.match(await clerk.verdict(), /还差一步/);
  assert.match(await decided(clerk), /用“12月”这张表改一改/);
  assert.strictEqual(await asked(clerk, 'wage-column'), 2, 'the first sheet’s answer was taken for the second');
  assert.strictEqual(await big(clerk), 0);
}

// What rests on what: the order is the page's own.
async function an_answer_takes_with_it_what_rested_on_it(w) {
  const clerk = await w.clerk();
  const after = (was, given) => clerk.tab.evaluate(([was, given]) => settled(was, given), [was, given]);
  const all = {'sheet': 'A', 'id-column': 'B', 'wage-column': 'C', 'template-wage-column': '5', 'person': {2: '2=3'}, 'duplicates': 'sum', 'yes': ['PAY-011'],
    'allow-undeclared': 'yes', 'partial': true};
  assert.deepStrictEqual(await after(all, {sheet: 'Z'}), {'sheet': 'Z', 'template-wage-column': '5'});
  assert.deepStrictEqual(await after(all, {'id-column': 'Z'}), {'sheet': 'A', 'id-column': 'Z', 'wage-column': 'C', 'template-wage-column': '5'});
  assert.deepStrictEqual(await after(all, {'template-wage-column': '6'}), {'sheet': 'A', 'id-column': 'B', 'wage-column': 'C', 'template-wage-column': '6'});
  assert.deepStrictEqual(await after({person: {2: '2=3'}}, {person: {5: '5=7'}}), {person: {2: '2=3', 5: '5=7'}});
  assert.deepStrictEqual(await after({yes: ['PAY-011'], partial: true}, {yes: ['PAY-002']}), {yes: ['PAY-011', 'PAY-002']});
  assert.deepStrictEqual(await after(all, {sheet: 'A'}), all);
}

// Agreed to for one template's people, it does not hold for those of the next one.
async function the_next_template_is_asked_anew(w) {
  const low = path.join(w.folder, 'low.csv');
  const table = fs.readFileSync(w.fixture('payroll/utf8.csv'), 'utf8').split('\n');
  fs.writeFileSync(low, table.map((line) => (line.includes('239911198010165614') || line.includes(w.people[40][2]) ? line.replace(/,[\d.]+(\r?)$/, ',0.50$1') : line)).join('\n'));
  const clerk = await begin(w, 'SRC-024/bad/template.zip', low);
  await clerk.choose('allow-undeclared', 'yes');
  await clerk.again();
  assert.strictEqual(await big(clerk), 1);
  await clerk.tab.click('button:has-text("下一个险种")');
  await clerk.template(w.fixture(GOLDEN));
  await clerk.tab.waitForSelector('#result .verdict');
  assert.strictEqual(await asked(clerk, 'allow-undeclared'), 1, 'carried over to another template');
  assert.match(await clerk.text(), /2 人的工资低于 1 元/);
  assert.strictEqual(await big(clerk), 0);
}

async function another_kind_is_asked_anew(w) {
  const half = path.join(w.folder, 'half.txt');
  fs.writeFileSync(half, fs.readFileSync(w.fixture('payroll/gbk-tab.txt')).subarray(0, 1800));
  const clerk = await begin(w, GOLDEN, half);
  await clerk.tab.click('.partial button');
  await clerk.tab.waitForSelector('button.big');
  await clerk.tab.click('.doors button:has-text("这是工资表")');
  await clerk.idle();
  await clerk.tab.waitForSelector('.doors button:has-text("这是改好的 txt")');
  assert.strictEqual(await big(clerk), 0, 'people are left out without having been asked about');
}

// "None of these" is an answer: it is not asked again, and there is a way on.
async function none_of_them_leads_on(w) {
  const clerk = await begin(w, 'SRC-020/bad/template.zip', 'SRC-020/bad/table.csv');
  await clerk.choose('person 2', '');
  await clerk.again();
  assert.strictEqual(await asked(clerk, 'person 2'), 0, 'the same question again');
  assert.match(await clerk.tab.textContent('#result'), /现在怎么办.*在工资表里改成完整的号码.*工资表第 2 行，列出来的人都不是/s);
  await clerk.tab.click('button:has-text("换一份改好的工资表")');
  assert.strictEqual(await clerk.tab.locator('#wages .drop').count(), 1);
}

async function an_answer_can_be_changed(w) {
  const clerk = await begin(w, 'SRC-009/bad/template.zip', 'SRC-009/bad/table.csv');
  await clerk.choose('duplicates', 'sum');
  await clerk.again();
  assert.match(await decided(clerk), /加在一起/);
  const sum = await clerk.tab.textContent('.figures');
  await change(clerk);
  assert.ok(await clerk.tab.isChecked('input[value=sum]'), 'what was answered is not marked');
  await clerk.choose('duplicates', 'last');
  await clerk.again();
  assert.match(await decided(clerk), /用最后一个/);
  assert.notStrictEqual(await clerk.tab.textContent('.figures'), sum);
}

async function the_templates_field_can_be_changed(w) {
  const clerk = await w.clerk();
  await clerk.template(w.fixture('golden/ambiguous/template.zip'));
  await clerk.choose('template-wage-column', '5');
  await clerk.tab.click('.ask button.main');
  await clerk.tab.waitForSelector('#wages .drop');
  await clerk.wages(w.fixture('payroll/utf8.csv'));
  await clerk.tab.click('#template button:has-text("改一改")');
  await clerk.tab.waitForSelector('#template .ask');
  assert.ok(await clerk.tab.isChecked('input[name="template-wage-column"][value="5"]'));
  await clerk.tab.click('.ask button.main');
  await clerk.tab.waitForSelector('.verdict.pass'); // the wages were kept
}

// Not to be declared was decided: nobody is asked to be typed in at the portal.
async function what_was_decided_is_not_contradicted(w) {
  const clerk = await begin(w, 'SRC-024/bad/template.zip', 'SRC-024/bad/table.csv');
  await clerk.choose('allow-undeclared', 'yes');
  await clerk.again();
  const said = await clerk.tab.textContent('.action');
  assert.match(said, /1 人的工资低于 1 元：照您定的，这次不申报/);
  assert.doesNotMatch(said, /还有 1 人没有工资/);
}

module.exports = Object.entries({another_sheet_is_asked_anew, an_answer_takes_with_it_what_rested_on_it, the_next_template_is_asked_anew,
  another_kind_is_asked_anew, none_of_them_leads_on, an_answer_can_be_changed, the_templates_field_can_be_changed, what_was_decided_is_not_contradicted});
