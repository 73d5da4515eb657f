// The page in a real Chromium, from file://, without a network. Usage: run.js BAOPAN PAGE FOLDER [NAME ...]
// Closes with "N passed, N failed". SHOTS=renew makes the README's pictures anew.
'use strict';
const path = require('path');

const [baopan, page, folder, ...only] = process.argv.slice(2).map((arg, i) => (i < 3 ? path.resolve(arg) : arg));
const tests = ['parity', 'steps', 'questions', 'troubles', 'looks', 'speed'].flatMap((file) => require('./' + file + '.js'));

async function main() {
  const world = await require('./world.js').make({baopan, page, folder});
  let passed = 0, failed = 0;
  for (const [name, test] of tests) {
    if (only.length && !only.includes(name)) continue;
    const began = Date.now();
    try {
      await test(world);
      passed++;
      if (process.env.TIMES) console.log(`  ${((Date.now() - began) / 1000).toFixed(1)} s ${name}`);
    } catch (wrong) {
      failed++;
      console.log(`FAILED ${name}: ${wrong.stack.split('\n').slice(0, 6).join('\n    ')}`);
    }
    await world.closeAll();
  }
  await world.browser.close();
  console.log(`page: ${passed} passed, ${failed} failed`);
  process.exit(failed ? 1 : 0);
}

main();
