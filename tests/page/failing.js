// A page with faults put into it, and files named so that they meet them.
'use strict';
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const zlib = require('zlib');
const {execFileSync} = require('child_process');
const {partOf} = require('./core.js');

// A page whose core fails on files of certain names, as a fault of ours would, or takes its time with them, as with many people.
function failing(w) {
  const html = fs.readFileSync(w.page, 'utf8'), script = partOf(html, 'core-js').toString();
  const fault = `  for (const given of job.inputs) {
    if (/trap/.test(given.path)) throw new WebAssembly.RuntimeError('unreachable');
    if (/memory/.test(given.path)) throw new RangeError('out of memory');
    if (/slow/.test(given.path)) for (;;);
    if (/late/.test(given.path)) for (const began = Date.now(); Date.now() - began < 1200;);
  }\n`;
  const broken = script.replace("  stage('work');\n", fault + "  stage('work');\n");
  assert.notStrictEqual(broken, script, 'the place to fail at is gone');
  const packed = execFileSync('python3', ['-c', 'import sys, base64; sys.stdout.write(base64.b85encode(sys.stdin.buffer.read()).decode().replace("<", ","))'],
    {input: zlib.gzipSync(broken), encoding: 'utf8'});
  const at = path.join(w.folder, 'failing.html');
  fs.writeFileSync(at, html.replace(/(id="core-js">)[^<]*/, (all, tag) => tag + packed));
  return at;
}

// A fixture under another name.
function named(w, name, fixture = 'payroll/utf8.csv') {
  const at = path.join(w.folder, name);
  fs.copyFileSync(w.fixture(fixture), at);
  return at;
}

module.exports = {failing, named};
