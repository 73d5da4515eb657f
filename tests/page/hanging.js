// Tests that never end, for the test of what run.js does about them. Not among the page's own.
'use strict';
const {spawn} = require('child_process');

// With a process in a group of its own that outlives its starter, as a browser that hangs does.
async function waits_for_what_never_comes(w) {
  spawn('sleep', ['600'], {detached: true, stdio: 'ignore'});
  const clerk = await w.clerk();
  await clerk.tab.evaluate(() => new Promise(() => {}));
}

async function never_leaves_a_loop(w) {
  await w.clerk();
  for (;;);
}

module.exports = Object.entries({waits_for_what_never_comes, never_leaves_a_loop});
