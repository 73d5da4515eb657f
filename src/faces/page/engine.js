/* The worker that holds the core. One that stops, fails or is stopped is thrown away; the next job gets a
 * fresh one, so that no failure outlives its file. */
const CORE = {script: null, wasm: null, ready: null};
let worker = null;
let waiting = null;
let asked = 0;

/* As the build writes them: five of these to four bytes, the last ones short by as many as they lack. */
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;,=>?@^_`{|}~';

function bytesOf(text) {
  const values = new Uint8Array(128);
  for (let i = 0; i < DIGITS.length; i++) values[DIGITS.charCodeAt(i)] = i;
  const groups = Math.ceil(text.length / 5), missing = groups * 5 - text.length;
  const bytes = new DataView(new ArrayBuffer(groups * 4));
  for (let group = 0; group < groups; group++) {
    let number = 0;
    for (let i = group * 5; i < group * 5 + 5; i++) number = number * 85 + (i < text.length ? values[text.charCodeAt(i)] : 84);
    bytes.setUint32(group * 4, number);
  }
  return new Uint8Array(bytes.buffer, 0, groups * 4 - missing);
}

async function unpack(id) {
  const stream = new Blob([bytesOf(document.getElementById(id).textContent)]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).arrayBuffer();
}

async function prepare() {
  CORE.wasm = await unpack('core-wasm');
  CORE.script = URL.createObjectURL(new Blob([await unpack('core-js')], {type: 'text/javascript'}));
}

function drop(failed, what) {
  if (worker) worker.terminate();
  worker = null;
  const left = waiting;
  waiting = null;
  if (left) left.reject(Object.assign(new Error(what || failed), {failed}));
}

function hear(event) {
  const said = event.data;
  if (!waiting || said.id !== waiting.id) return;
  if (said.stage) return waiting.stage(said.stage);
  if (said.failed) return drop(said.failed, said.what);
  const done = waiting.done;
  waiting = null;
  done(said.done);
}

/* Nobody waits for the answer any more. */
function cancel() { if (waiting) drop('stopped'); }

/* Sends one question; the answer, or an error whose `failed` is trap, memory or stopped. */
function ask(question, stage) {
  drop('stopped');
  return new Promise((done, reject) => {
    waiting = {id: ++asked, done, reject, stage: stage || (() => {})};
    if (!worker) {
      worker = new Worker(CORE.script);
      worker.onmessage = hear;
      worker.onerror = (event) => { event.preventDefault(); drop('trap', event.message); };
      question.wasm = CORE.wasm;
    }
    question.id = asked;
    worker.postMessage(question);
  });
}

async function run(job, stage) {
  const answer = await ask({job}, stage);
  const failed = ['', 'memory', 'badJob', 'trap', 'trap'][answer.status];
  if (failed) {
    drop('stopped');
    throw Object.assign(new Error('status ' + answer.status), {failed});
  }
  return answer;
}

/* Small ones, all by the same worker. */
const runAll = (jobs) => ask({jobs});
const kindOf = (bytes) => ask({kind: bytes.slice(0, 65536)});
