// The page's core, taken out of the page as it is shipped, driven in node as the command line drives the native one.
'use strict';
const fs = require('fs');
const zlib = require('zlib');
const {spawnSync} = require('child_process');

// By the page's own decoder, so that it is proved, too.
function partOf(html, id) {
  const bytesOf = new Function(html.match(/const DIGITS[\s\S]*?\n}\n/)[0] + 'return bytesOf;')();
  return zlib.gunzipSync(bytesOf(html.split(`id="${id}">`)[1].split('</script>')[0]));
}

async function load(page) {
  const html = fs.readFileSync(page, 'utf8');
  const source = partOf(html, 'core-js').toString() + '\nreturn {start, run, kindOf};';
  const core = new Function('require', '__dirname', '__filename', source)(require, __dirname, __filename);
  await core.start(partOf(html, 'core-wasm'));
  return core;
}

const given = (role, path) => {
  const bytes = fs.readFileSync(path);
  return {role, path, bytes: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)};
};

const FILES = {'--template': 'template', '--receipt': 'receipt', '--format': 'format'};
const SWITCHES = ['--partial', '--allow-undeclared', '--match-by-name'];
const OPERANDS = {check: ['input'], fill: ['input', 'table'], fix: ['input'], convert: ['input'], 'formats lint': ['input']};

// A command line as a job for the page's worker.
function jobOf(args) {
  const now = new Date();
  const today = now.getFullYear() * 10000 + (now.getMonth() + 1) * 100 + now.getDate();
  const command = args[0] === 'formats' ? 'formats lint' : args[0];
  const job = {command, inputs: [], options: [['today', today]], shown: [{report: 'ndjson', lang: 'zh', reveal: false}]};
  const roles = [...OPERANDS[command]];
  for (let i = command === 'formats lint' ? 2 : 1; i < args.length; i++) {
    if (args[i] === '-o') i++;
    else if (args[i] === '--force') continue;
    else if (args[i] in FILES && fs.existsSync(args[i + 1])) job.inputs.push(given(FILES[args[i]], args[++i]));
    else if (SWITCHES.includes(args[i])) job.options.push([args[i].slice(2), 'yes']);
    else if (args[i].startsWith('--')) job.options.push([args[i].slice(2), args[++i]]);
    else job.inputs.push(given(roles.shift(), args[i]));
  }
  // With check, --wage-column is the field of each line.
  if (command === 'check') job.options.forEach((o) => { if (o[0] === 'wage-column') o[0] = 'template-wage-column'; });
  return job;
}

// The page's core and the native program, given the same; null where both say and make the same.
function compare(core, baopan, args, out) {
  fs.rmSync(out, {force: true});
  const native = spawnSync(baopan, [...args, '--report', 'ndjson', '--lang', 'zh']);
  const answer = core.run(jobOf(args), () => {});
  if (answer.status !== 0) return `status ${answer.status}; native: ${native.status} ${native.stderr}`;
  const said = native.stdout.toString().split('\n')[0], shown = (answer.shown[0] || '').split('\n')[0];
  if (said !== shown) {
    let at = 0;
    while (said[at] === shown[at]) at++;
    return `JSON differs at ${at}: native …${said.slice(at - 40, at + 60)}… page …${shown.slice(at - 40, at + 60)}…`;
  }
  const made = fs.existsSync(out) ? fs.readFileSync(out) : null;
  const same = made && answer.output ? made.equals(Buffer.from(answer.output)) : !made && !(answer.output && args[0] !== 'formats' && args[0] !== 'check');
  return same ? null : 'the output differs';
}

const version = (page) => fs.readFileSync(page, 'utf8').match(/const VERSION = '([^']*)'/)[1];

module.exports = {load, compare, jobOf, partOf, version};
