// Files about as many different people as are asked for, in no order.
'use strict';
const fs = require('fs');
const path = require('path');
const {execFileSync} = require('child_process');

const NAME = Buffer.from('d5c5c8fd', 'hex'); // 张三 in GBK
const HEADER = Buffer.from('b8f6c8cbb1e0bac509d0d5c3fb09c9edb7ddd6a4bac509d4adb9a4d7ca09cfd6b9a4d7ca0d0a', 'hex');

function idOf(i) {
  const at = (i * 7919) % 1000000, two = (n) => String(n).padStart(2, '0');
  const body = `2399${two(1 + at % 12)}${1960 + Math.floor(at / 28000)}${two(1 + at % 12)}${two(1 + Math.floor(at / 1000) % 28)}${String(at % 1000).padStart(3, '0')}`;
  const sum = [...body].reduce((s, digit, at) => s + digit * [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2][at], 0);
  return body + '10X98765432'[sum % 11];
}

// A folder with template.zip and wages.csv; `rowsOf` says what the table says of a person, else one wage.
function make(w, count, name = String(count), rowsOf = (i, id, wage) => [`张三,${id},${wage}`]) {
  const lines = [HEADER], table = ['姓名,身份证号,现工资'];
  for (let i = 1; i <= count; i++) {
    const id = idOf(i);
    lines.push(Buffer.from(String(i).padStart(10, '0') + '\t'), NAME, Buffer.from(`\t${id}\t${40000 + i % 9973}.${10 + i % 89}\t\r\n`));
    table.push(...rowsOf(i, id, `${41000 + i % 9973}.${10 + i % 89}`));
  }
  const folder = path.join(w.folder, name);
  fs.mkdirSync(folder, {recursive: true});
  fs.writeFileSync(path.join(folder, 'gzsb.txt'), Buffer.concat(lines));
  fs.writeFileSync(path.join(folder, 'wages.csv'), table.join('\n'));
  execFileSync('zip', ['-q', '-X', '-j', '-FS', path.join(folder, 'template.zip'), path.join(folder, 'gzsb.txt')]);
  return folder;
}

module.exports = {make, idOf};
