// Numbers of people are those of all of them, not of the thousand that are listed of each kind.
'use strict';
const assert = require('assert');
const path = require('path');
const fs = require('fs');
const {make} = require('./many.js');

const ALL = 1300, OF_THEM = 1200;

async function shown(w, name, rowsOf) {
  const folder = make(w, ALL, name, rowsOf), clerk = await w.clerk();
  await clerk.template(path.join(folder, 'template.zip'));
  await clerk.wages(path.join(folder, 'wages.csv'));
  return clerk;
}

async function who_is_not_to_be_declared(w) {
  const clerk = await shown(w, 'low', (i, id, wage) => [`张三,${id},${i <= OF_THEM ? '0.50' : wage}`]);
  assert.match(await clerk.tab.textContent('.ask'), /1200 人的工资低于 1 元.*共 1200 个/s);
  assert.match(await clerk.tab.textContent('.partial'), /这 1200 人/);
  assert.match(await clerk.tab.textContent('details.more summary'), /1200/);
}

async function who_has_two_wages(w) {
  const clerk = await shown(w, 'two', (i, id, wage) => (i <= OF_THEM ? [`张三,${id},${wage}`, `张三,${id},100`] : [`张三,${id},${wage}`]));
  assert.match(await clerk.tab.textContent('.ask'), /1200 人有两个不同的工资.*列出前 20 人，共 1200 人/s);
}

async function who_is_left_over(w) {
  const clerk = await shown(w, 'few', (i, id, wage) => (i <= OF_THEM ? [] : [`张三,${id},${wage}`]));
  assert.match(await clerk.tab.textContent('.partial'), /这 1200 人/);
  assert.match(await clerk.tab.textContent('section:has(h3:has-text("工资表里没有工资的人"))'), /列出前 200 人，共 1200 人/);
}

// Of a file that is mended: lines are those of the file that they are said to be of.
async function lines_to_fill_in_are_said_to_be_whose(w) {
  const lines = new TextDecoder('gb18030').decode(fs.readFileSync(w.fixture('golden/filled.txt'))).trim().split('\r\n'), [head, ...people] = lines;
  const blank = (line) => line.replace(/[^\t]*$/, '');
  const turned = [...people].reverse().map((line, i) => (i === 4 || i === 9 ? blank(line) : line));
  const at = (name, rows) => { const file = path.join(w.folder, name); fs.writeFileSync(file, [head, ...rows, ''].join('\r\n')); return file; };
  const steps = async (file) => {
    const clerk = await w.clerk();
    await clerk.template(w.fixture('golden/template.zip'));
    await clerk.wages(file);
    return clerk.tab.textContent('ol.todo');
  };
  assert.match(await steps(at('turned.txt', turned)), /在放进来的文件里，补上第 6、11 行的工资/);
  assert.match(await steps(at('lost.txt', turned.slice(2))), /补上原模板第 64、69、72 行等 4 人的工资/);
}

// The template's lines and the table's are not those of one file.
async function places_are_said_to_be_whose(w) {
  const clerk = await w.clerk();
  await clerk.template(w.fixture('SRC-020/bad/template.zip'));
  await clerk.wages(w.fixture('SRC-020/bad/table.csv'));
  const places = await clerk.tab.evaluate(() => [...document.querySelectorAll('.finding summary small')].map((e) => e.textContent));
  assert.ok(places.some((words) => /^原模板第 2 行　SRC-010/.test(words)), places.join());
  await clerk.choose('person 2', '');
  await clerk.again();
  assert.match(await clerk.tab.textContent('section:has(h3:has-text("工资表里没有工资的人")) th'), /原模板的行/);
}

module.exports = Object.entries({who_is_not_to_be_declared, who_has_two_wages, who_is_left_over, places_are_said_to_be_whose, lines_to_fill_in_are_said_to_be_whose});
