// Time for many people, and whether the page stays awake meanwhile. Bounds are generous: machines are busy.
'use strict';
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const {execFileSync} = require('child_process');

const NAME = Buffer.from('d5c5c8fd', 'hex'); // 张三 in GBK

// As many different people as are asked for, in no order.
function idOf(i) {
  const at = (i * 7919) % 1000000, two = (n) => String(n).padStart(2, '0');
  const body = `2399${two(1 + at % 12)}${1960 + Math.floor(at / 28000)}${two(1 + at % 12)}${two(1 + Math.floor(at / 1000) % 28)}${String(at % 1000).padStart(3, '0')}`;
  const sum = [...body].reduce((s, digit, at) => s + digit * [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2][at], 0);
  return body + '10X98765432'[sum % 11];
}

function make(w, count) {
  const header = Buffer.from('b8f6c8cbb1e0bac509d0d5c3fb09c9edb7ddd6a4bac509d4adb9a4d7ca09cfd6b9a4d7ca0d0a', 'hex');
  const lines = [header], table = ['姓名,身份证号,现工资'];
  for (let i = 1; i <= count; i++) {
    const id = idOf(i);
    lines.push(Buffer.from(String(i).padStart(10, '0') + '\t'), NAME, Buffer.from(`\t${id}\t${40000 + i % 9973}.${10 + i % 89}\t\r\n`));
    table.push(`张三,${id},${41000 + i % 9973}.${10 + i % 89}`);
  }
  const folder = path.join(w.folder, String(count));
  fs.mkdirSync(folder, {recursive: true});
  fs.writeFileSync(path.join(folder, 'gzsb.txt'), Buffer.concat(lines));
  fs.writeFileSync(path.join(folder, 'wages.csv'), table.join('\n'));
  execFileSync('zip', ['-q', '-X', '-j', '-FS', path.join(folder, 'template.zip'), path.join(folder, 'gzsb.txt')]);
  return folder;
}

async function timed(w, count) {
  const folder = make(w, count), clerk = await w.clerk();
  await clerk.template(path.join(folder, 'template.zip'));
  await clerk.tab.evaluate(() => {
    let last = performance.now();
    window.longest = 0;
    const beat = () => { window.longest = Math.max(window.longest, performance.now() - last); last = performance.now(); setTimeout(beat, 10); };
    beat();
    document.addEventListener('change', () => { window.began = performance.now(); }, true);
    new MutationObserver(() => { if (!window.ended && document.querySelector('#result .verdict')) window.ended = performance.now(); })
      .observe(document.body, {subtree: true, childList: true});
  });
  await clerk.wages(path.join(folder, 'wages.csv'), 120000);
  const [took, longest] = await clerk.tab.evaluate(() => [window.ended - window.began, window.longest]);
  assert.match(await clerk.text(), new RegExp(`参保人数\\s*${count.toLocaleString('en-US')}\\s*录入人数\\s*${count.toLocaleString('en-US')}`));
  console.log(`  ${count.toLocaleString('en-US')} people filled in after ${(took / 1000).toFixed(2)} s; the page was never still for more than ${(longest / 1000).toFixed(2)} s`);
  return {took, longest};
}

async function ten_thousand_people(w) {
  const {took} = await timed(w, 10000);
  assert.ok(took < 8000, `${took} ms`);
}

async function a_hundred_thousand_people(w) {
  const {took, longest} = await timed(w, 100000);
  assert.ok(took < 60000, `${took} ms`);
  assert.ok(longest < 2500, `the page stood still for ${longest} ms`);
}

module.exports = Object.entries({ten_thousand_people, a_hundred_thousand_people});
