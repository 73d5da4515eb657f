/* The worker that holds the core. One that stops, fails or is stopped is thrown away; the next job gets a
 * fresh one, so that no failure outlives its file. */
const CORE = {script: null, wasm: null};
let worker = null;
let waiting = null;
let asked = 0;

async function unpack(id) {
  const packed = Uint8Array.from(atob(document.getElementById(id).textContent.trim()), (c) => c.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
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

const kindOf = (bytes) => ask({kind: bytes.slice(0, 65536)});
