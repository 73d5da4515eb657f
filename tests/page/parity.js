// The same answers from the page's core as from the native program, for every fixture; and the page as a file.
'use strict';
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const {execFileSync} = require('child_process');
const core = require('./core.js');

async function every_fixture_gives_the_same_json_and_bytes(w) {
  const cases = JSON.parse(execFileSync('python3', [path.join(__dirname, 'cases.py'), w.folder], {maxBuffer: 1 << 26}));
  const theirs = await core.load(w.page);
  const wrong = cases.map(([name, args]) => [name, core.compare(theirs, w.baopan, args, path.join(w.folder, 'o.zip'))])
    .filter(([, unlike]) => unlike);
  console.log(`  ${cases.length} fixtures through the page's core, ${wrong.length} unlike the native program`);
  assert.ok(cases.length > 400, 'fixtures were lost');
  assert.deepStrictEqual(wrong.slice(0, 5), []);
}

// What the page shows and the report that it saves name buttons; nobody there has a command line.
const COMMAND = /[^\n>]*(?:baopan (?:check|fill|fix|convert|inspect|explain|formats|bundle|compare|summary)|命令行|命令中|command line|the command|[ （(]--[a-z])[^\n<]*/;

async function no_command_is_named(w) {
  const cases = JSON.parse(execFileSync('python3', [path.join(__dirname, 'cases.py'), w.folder], {maxBuffer: 1 << 26}));
  const theirs = await core.load(w.page), named = new Set();
  const shown = ['zh', 'en'].flatMap((lang) => ['json', 'html'].map((report) => ({report, lang, reveal: false, buttons: true})));
  for (const [, args] of cases.filter(([, args]) => ['check', 'fill', 'fix', 'convert'].includes(args[0])))
    for (const text of theirs.run({...core.jobOf(args), shown}, () => {}).shown.filter(Boolean)) {
      const found = text.replace(/<style>[^]*?<\/style>/, '').match(COMMAND);
      if (found) named.add(found[0].trim());
    }
  assert.deepStrictEqual([...named].slice(0, 40), []);
}
no_command_is_named.limit = 300;

async function one_file_within_its_size_and_policy(w) {
  const html = fs.readFileSync(w.page, 'utf8');
  assert.ok(fs.statSync(w.page).size <= 1000000, 'larger than 1 MB');
  const policy = html.match(/Content-Security-Policy" content="([^"]*)"/)[1];
  for (const rule of ["default-src 'none'", "connect-src 'none'", 'worker-src blob:', "script-src 'unsafe-inline' 'wasm-unsafe-eval' blob:"])
    assert.ok(policy.split('; ').includes(rule), rule);
  const markup = html.replace(/<script[\s\S]*?<\/script>/g, '');
  assert.ok(!/\s(src|href)="(?!#)/.test(markup) && !/@import|url\(/.test(markup), 'refers to something outside');
}

async function built_again_it_is_the_same(w) {
  const build = path.join(w.ROOT, 'src/faces/page/build'), again = path.join(w.folder, 'again.html');
  execFileSync('make', ['--no-print-directory', 'T=wasm', 'V=wasm', 'OPT=-Os', 'page-again'], {cwd: w.ROOT});
  execFileSync(build, ['build/wasm/again/core.js', 'build/wasm/again/core.wasm', core.version(w.page), again], {cwd: w.ROOT});
  assert.ok(fs.readFileSync(again).equals(fs.readFileSync(w.page)), 'two builds differ');
}

module.exports = Object.entries({one_file_within_its_size_and_policy, every_fixture_gives_the_same_json_and_bytes, no_command_is_named, built_again_it_is_the_same});
