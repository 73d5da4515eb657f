// Time for many people, and whether the page stays awake meanwhile. Bounds are generous: machines are busy.
'use strict';
const assert = require('assert');
const path = require('path');
const {make} = require('./many.js');

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
