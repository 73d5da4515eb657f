// The page in a real Chromium, from file://, without a network. Usage: run.js BAOPAN PAGE FOLDER [NAME ...]
// Closes with "N passed, N failed". SHOTS=renew makes the README's pictures anew.
// The tests run in another process: one that hangs, even in a loop of its own, is named, and it and its browser are
// killed. LIMIT is the seconds that a test may take which names no limit of its own.
'use strict';
const fs = require('fs');
const path = require('path');
const {fork} = require('child_process');

const args = process.argv.slice(2).map((arg, i) => (i < 3 ? path.resolve(arg) : arg));
const LIMIT = Number(process.env.LIMIT || 120);
const runner = fork(path.join(__dirname, 'runner.js'), args, {detached: true});
let passed = 0, failed = 0, now = 'starting', began = Date.now(), clock = null, finished = false;

// Everything that came of a process, by what the kernel says of each one's parent.
function descendants(pid) {
  const parents = fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((name) => {
    try {
      return [Number(name), Number(fs.readFileSync(`/proc/${name}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ')[1])];
    } catch (gone) {
      return [Number(name), 0];
    }
  });
  const all = [pid];
  for (const one of all) all.push(...parents.filter(([, parent]) => parent === one).map(([child]) => child));
  return all;
}

// SIGKILL: a browser that hangs ignores what is milder. Looked up before, since orphans have no parent to tell.
function killAll() {
  for (const pid of descendants(runner.pid))
    for (const which of [-pid, pid]) try { process.kill(which, 'SIGKILL'); } catch (gone) { /* it ended, or leads no group */ }
}

function end(status) {
  finished = true;
  killAll();
  console.log(`page: ${passed} passed, ${failed} failed`);
  process.exit(status);
}

function fails(name, why) {
  failed++;
  console.log(`FAILED ${name}: ${why}`);
}

function watch(name, seconds) {
  clearTimeout(clock);
  [now, began] = [name, Date.now()];
  clock = setTimeout(() => {
    fails(name, `hung: not done after ${seconds} s; killed with its browser, and no test after it was run`);
    end(1);
  }, seconds * 1000);
}

runner.on('message', (said) => {
  if (said.begins) watch(said.begins, process.env.LIMIT ? LIMIT : said.limit || LIMIT);
  if (said.done) end(failed || !passed ? 1 : 0);
  if (!said.ended) return;
  if (said.wrong) fails(said.ended, said.wrong.split('\n').slice(0, 6).join('\n    '));
  else passed++;
  if (process.env.TIMES) console.log(`  ${((Date.now() - began) / 1000).toFixed(1)} s ${said.ended}`);
});
runner.on('exit', (code, signal) => {
  if (finished) return;
  fails(now, `the tests' process ended with ${signal || code}`);
  end(1);
});
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'])
  process.on(signal, () => {
    console.log(`stopped by ${signal} during ${now}`);
    end(1);
  });
watch('starting', LIMIT);
