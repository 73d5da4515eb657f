/* The core's room: a job comes in, what came of it goes out. It keeps nothing between two jobs. */
'use strict';
let core = null;
let borrowed = [];

/* A terminated copy of text or bytes in the core's memory, its own until the next job. */
function lend(bytes) {
  const at = core._malloc(bytes.length + 1);
  if (!at) throw new RangeError('memory');
  core.HEAPU8.set(bytes, at);
  core.HEAPU8[at + bytes.length] = 0;
  borrowed.push(at);
  return at;
}

const text = (words) => lend(new TextEncoder().encode(words));

function taken(at, len) { return core.HEAPU8.slice(at, at + len); }

function begin(job) {
  const earlier = borrowed;
  borrowed = [];
  if (!core._page_begin(text(job.command))) throw new Error('command ' + job.command);
  earlier.forEach((at) => core._free(at));
  for (const given of job.inputs || [])
    if (!core._page_give(text(given.role), text(given.path), lend(new Uint8Array(given.bytes)), given.bytes.byteLength,
                         /\.txt$/i.test(given.path) ? 1 : 0)) throw new Error('input ' + given.role);
  for (const [name, value] of job.options || [])
    if (!core._page_set(text(name), text(String(value)))) throw new Error('option ' + name);
}

function render(want) {
  const status = core._page_render(text(want.report), text(want.lang), want.reveal ? 1 : 0, want.buttons ? 1 : 0);
  return status ? null : new TextDecoder().decode(taken(core._page_shown(), core._page_shown_len()));
}

function run(job, stage) {
  stage('read');
  begin(job);
  stage('work');
  const answer = {status: core._page_run(), shown: [], output: null};
  stage('report');
  if (answer.status === 0) {
    const at = core._page_output();
    if (at) answer.output = taken(at, core._page_output_len()).buffer;
    answer.shown = (job.shown || []).map(render);
  }
  return answer;
}

/* What the bytes are, by their beginning. */
function kindOf(bytes) {
  const head = new Uint8Array(bytes);
  return core.UTF8ToString(core._page_kind(lend(head), head.length));
}

async function start(wasm) { core = await BaopanCore({wasmBinary: wasm}); }

if (typeof onmessage !== 'undefined')
  onmessage = async (event) => {
    const ask = event.data;
    const stage = (name) => postMessage({id: ask.id, stage: name});
    try {
      if (ask.wasm) await start(ask.wasm);
      if (ask.kind) postMessage({id: ask.id, done: kindOf(ask.kind)});
      else if (ask.jobs) postMessage({id: ask.id, done: ask.jobs.map((job) => run(job, stage))});
      else if (ask.job) {
        const answer = run(ask.job, stage);
        postMessage({id: ask.id, done: answer}, answer.output ? [answer.output] : []);
      }
    } catch (trouble) {
      postMessage({id: ask.id, failed: trouble instanceof RangeError ? 'memory' : 'trap', what: String(trouble)});
    }
  };
