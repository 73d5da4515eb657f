// A test that hangs is named, and neither it nor its browser is left behind.
'use strict';
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const {spawnSync} = require('child_process');

// All that were started with this mark, however they were orphaned since.
function marked(mark) {
  return fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name)).filter((pid) => {
    try {
      return fs.readFileSync(`/proc/${pid}/environ`, 'latin1').includes(mark);
    } catch (gone) {
      return false;
    }
  });
}

async function a_test_that_hangs_is_named_and_killed(w) {
  for (const name of ['waits_for_what_never_comes', 'never_leaves_a_loop']) {
    const mark = `HANGS=${name}${process.pid}`;
    const got = spawnSync(process.execPath, [path.join(__dirname, 'run.js'), w.baopan, w.page, w.folder, name],
      {encoding: 'utf8', env: {...process.env, TESTS: 'hanging', LIMIT: '15', HANGS: mark.slice(6)}, timeout: 60000});
    assert.strictEqual(got.status, 1, got.stdout + got.stderr);
    assert.match(got.stdout, new RegExp(`FAILED ${name}: hung: not done after 15 s[^]*page: 0 passed, 1 failed`));
    const until = Date.now() + 10000; // the kernel takes its time on a busy machine
    while (marked(mark).length && Date.now() < until) await new Promise((done) => setTimeout(done, 100));
    assert.deepStrictEqual(marked(mark), [], 'processes are left');
  }
}

module.exports = Object.entries({a_test_that_hangs_is_named_and_killed});
