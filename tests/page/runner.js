// Runs the tests one after another and says of each when it begins and how it ended. run.js watches over it.
'use strict';

const [baopan, page, folder, ...only] = process.argv.slice(2);
const FILES = process.env.TESTS ? process.env.TESTS.split(' ') : ['parity', 'steps', 'questions', 'decided', 'counts', 'given', 'left', 'kept', 'troubles', 'looks', 'spoken', 'paper', 'speed', 'hangs'];
const tests = FILES.flatMap((file) => require('./' + file + '.js')).filter(([name]) => !only.length || only.includes(name));

async function main() {
  process.send({begins: 'opening the browser'});
  const world = await require('./world.js').make({baopan, page, folder});
  for (const [name, test] of tests) {
    process.send({begins: name, limit: test.limit});
    let wrong = null;
    try {
      await test(world);
    } catch (thrown) {
      wrong = thrown;
    }
    try {
      await world.closeAll();
    } catch (thrown) {
      wrong = wrong || thrown;
    }
    process.send({ended: name, wrong: wrong && String(wrong.stack)});
  }
  process.send({begins: 'closing the browser'});
  await world.browser.close();
  process.send({done: true}, () => process.exit(0));
}

main();
