// What the tests of the page share: a browser without a network, the clerk's moves, and the native program.
'use strict';
const fs = require('fs');
const path = require('path');
const assert = require('assert');
const {spawnSync} = require('child_process');
const {chromium} = require('playwright-core');

const ROOT = path.resolve(__dirname, '../..');
const FIXTURES = path.join(ROOT, 'fixtures');
const fixture = (name) => path.join(FIXTURES, name);
const people = fs.readFileSync(fixture('people.csv'), 'utf8').trim().split('\n').slice(1).map((line) => line.split(','));

async function make({baopan, page, folder}) {
  fs.mkdirSync(folder, {recursive: true});
  const browser = await chromium.launch({executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'],
    // The locale: else Chinese names of what is saved are lost. The fonts: else a picture is another on each machine.
    env: {...process.env, LC_ALL: 'C.UTF-8', FONTCONFIG_FILE: path.join(__dirname, 'fonts.conf')}});
  const open = [];
  const world = {baopan, page, folder, browser, FIXTURES, fixture, people, ROOT};

  // A clerk with the page before them. Any request beyond the file itself, any word on the console, fails the test.
  world.clerk = async (options = {}) => {
    const context = await browser.newContext({viewport: {width: options.width || 1024, height: 900}, offline: true,
      colorScheme: options.dark ? 'dark' : 'light', acceptDownloads: true, locale: 'zh-CN', deviceScaleFactor: 1});
    const tab = await context.newPage();
    const wrong = [];
    context.on('request', (request) => {
      if (!/^(blob:|data:)/.test(request.url()) && request.url() !== 'file://' + (options.page || page)) wrong.push('request ' + request.url());
    });
    tab.on('console', (message) => wrong.push('console: ' + message.text()));
    tab.on('pageerror', (error) => wrong.push('error: ' + error.stack));
    open.push({context, wrong});
    if (options.before) await tab.addInitScript(...options.before);
    await tab.goto('file://' + (options.page || page));
    await tab.waitForSelector('body[data-ready]');
    if (options.en) await tab.click('#lang');
    return moves(tab, world);
  };
  // A tab for some other file that the page has made.
  world.blank = async (address) => {
    const context = await browser.newContext({offline: true});
    open.push({context, wrong: []});
    const tab = await context.newPage();
    await tab.goto(address);
    return tab;
  };
  world.closeAll = async () => {
    for (const {context, wrong} of open.splice(0)) {
      await context.close();
      assert.deepStrictEqual(wrong, []);
    }
  };
  world.native = (...args) => {
    const got = spawnSync(baopan, args, {encoding: 'utf8', env: {...process.env, LC_ALL: 'C.UTF-8'}});
    return {status: got.status, out: got.stdout + got.stderr};
  };
  return world;
}

// What a clerk does, in the words of the day.
function moves(tab, world) {
  const clerk = {tab};
  const idle = (wait) => tab.waitForSelector('#main:not([aria-busy=true])', {timeout: wait || 20000});
  clerk.template = async (file) => {
    await tab.setInputFiles('#template input[type=file]', file);
    await idle();
  };
  clerk.wages = async (file, wait) => {
    await tab.setInputFiles('#wages input[type=file]', file);
    await idle(wait);
  };
  clerk.language = async () => {
    await tab.click('#lang');
    await idle();
  };
  clerk.idle = idle;
  clerk.drop = async (file, selector) => {
    const bytes = fs.readFileSync(file).toString('base64');
    const data = await tab.evaluateHandle(([name, text]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(atob(text), (c) => c.charCodeAt(0))], name));
      return transfer;
    }, [path.basename(file), bytes]);
    await tab.dispatchEvent(selector, 'drop', {dataTransfer: data});
  };
  clerk.choose = (name, value) => tab.check(`.ask input[name="${name}"][value="${value}"]`);
  clerk.again = async () => {
    await tab.click('.ask button.main');
    await idle();
  };
  clerk.verdict = () => tab.textContent('#result .verdict');
  clerk.text = () => tab.evaluate(() => document.body.innerText);
  // Presses a button that saves; where the file went, and the name it was given.
  clerk.save = async (selector) => {
    const [download] = await Promise.all([tab.waitForEvent('download'), tab.click(selector)]);
    const at = path.join(world.folder, 'saved-' + download.suggestedFilename());
    await download.saveAs(at);
    return {at, name: download.suggestedFilename()};
  };
  return clerk;
}

module.exports = {make};
