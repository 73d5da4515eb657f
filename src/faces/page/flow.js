/* The clerk's day: template, wages, result. Each turn asks the core anew; what comes late is dropped. */
const TABLES = ['xlsx', 'ods', 'ole', 'biff', 'html', 'ss2003', 'xml'];
const MAX_UNPACKED = 1024 * MEGABYTE;
const LANGS = ['zh', 'en'];

function jobOf(command, inputs, extra) {
  const now = new Date();
  const today = now.getFullYear() * 10000 + (now.getMonth() + 1) * 100 + now.getDate();
  const seed = crypto.getRandomValues(new Uint32Array(1))[0];
  return {
    command, inputs: inputs.filter(([, file]) => file).map(([role, file]) => ({role, path: file.name, bytes: file.bytes})),
    options: [['today', today], ['hash-seed', seed], ['lang', state.lang], ['max-size', MAX_UNPACKED], ...extra],
    shown: []
  };
}

/* ---- What the core judged, in both languages, with people shown and masked: neither button has to ask again. */
async function judge(command, inputs, extra, stage) {
  const job = jobOf(command, inputs, extra);
  job.shown = LANGS.flatMap((lang) => [true, false].map((reveal) => ({report: 'json', lang, reveal, buttons: true})));
  const {output, shown} = await run(job, stage);
  return {command, inputs, extra, output, shown, read: []};
}

function readOf(judged, masked) {
  const which = LANGS.indexOf(state.lang) * 2 + (masked ? 1 : 0);
  if (!judged.read[which]) judged.read[which] = JSON.parse(judged.shown[which]).files[0];
  return judged.read[which];
}

const view = (judged) => readOf(judged, state.masked);
const factsOf = (judged) => readOf(judged, false);

async function readGuides() {
  const answers = await runAll(LANGS.map((lang) => jobOf('explain', [], [['json', 'yes'], ['lang', lang]])));
  answers.forEach(({output}, i) => {
    const rows = JSON.parse(new TextDecoder().decode(output));
    state.guide[LANGS[i]] = Object.fromEntries(rows.map((row) => [row.code, row]));
  });
}

/* ---- Turns. */
/* The one way out of whatever is under way: its answer is not waited for, and what it had begun is taken back. */
function leave() {
  const busy = state.busy;
  state.turn++;
  state.busy = null;
  cancel();
  if (busy && busy.back) busy.back();
}

/* For another template: the wages stay for it, those too that are being worked at. */
function leaveTemplate() {
  const {wages} = state;
  leave();
  state.wages = wages;
}

/* Runs `work` as the newest turn and shows that it lasts. `as.side` is the step in which a job on the side says so; the
 * result then stays. `as.back` takes back what was begun, where the work is left, stopped or fails. */
async function turn(work, as) {
  leave();
  const mine = state.turn, stale = !state.outcome && byId('result').querySelector('.verdict');
  if (!as.side) state.trouble = null;
  state.refused = null;
  state.busy = {stage: 'start', since: Date.now(), ...as};
  occupied(true);
  const stage = (name) => { if (mine === state.turn) { state.busy.stage = name; showProgress(); } };
  if (stale) paint(); // an earlier result, whose button would save what was put away
  else setTimeout(() => { if (mine === state.turn && state.busy) paint(); }, 250);
  try {
    await CORE.ready;
    if (mine !== state.turn) return;
    const done = await work(stage);
    if (mine !== state.turn) return;
    state.busy = null;
    occupied(false);
    done();
  } catch (trouble) {
    if (mine === state.turn) cutShort(trouble.failed || 'trap');
  }
}

/* Stopped or failed. The bad file is put away, so that it does not run again by itself. */
function cutShort(trouble) {
  const side = state.busy && state.busy.side;
  if (!state.busy) state.outcome = null; // it failed at being shown
  leave();
  if (side && trouble === 'stopped') {
    paint();
    announce(say('stoppedSide'));
    return;
  }
  state.trouble = trouble;
  paint('trouble');
}

const stop = () => cutShort('stopped');

/* ---- Step one. Compared with itself, the template tells whether it can be understood. */
const OF_PEOPLE = /^(PAY|ID|ROS)-/;

function templateFaults(file) {
  return file.findings.filter((f) => f.severity === 'error' && !OF_PEOPLE.test(f.code));
}

const templateReady = () => state.alone || (state.template && !templateFaults(factsOf(state.template.judged)).length);

function readTemplate(file, back) {
  return turn(async (stage) => {
    const judged = await judge('check', [['input', file], ['template', file]], templatesField(), stage);
    return () => {
      state.template = {...file, judged};
      if (state.wages && templateReady()) return readWages(state.wages, forgetWages);
      state.outcome = null;
      paint('template');
    };
  }, {step: 'template', back});
}

/* ---- Steps two and three. */
async function kindOfWages(file) {
  const kind = await kindOf(file.bytes);
  if (state.alone) return 'upload';
  if (TABLES.includes(kind) || (kind === 'text' && !/\.txt$/i.test(file.name))) return 'table';
  return 'upload';
}

async function fill(file, stage) {
  const inputs = [['input', state.template], ['table', file]];
  return {kind: 'fill', made: await judge('fill', inputs, optionsOf(state.answers), stage)};
}

/* A sound txt that is no zip yet has only to be packed. */
async function checkAlone(file, stage) {
  const checked = await judge('check', [['input', file]], [], stage), facts = factsOf(checked);
  if (facts.summary.error || facts.facts.container.zipped) return {kind: 'check', checked};
  return {kind: 'pack', checked, made: await judge('convert', [['input', file]], [['convert-to', 'zip']], stage)};
}

/* A check first; where it fails and there is a template, what fix would make of it. */
async function checkAndFix(file, stage) {
  if (state.alone) return checkAlone(file, stage);
  const template = state.template;
  const checked = await judge('check', [['input', file], ['template', template]], templatesField(), stage), facts = factsOf(checked);
  if (facts.facts.container.zipped && facts.summary.error === 0) return {kind: 'check', checked};
  const made = await judge('fix', [['input', file], ['template', template]], optionsOf(state.answers), stage);
  return {kind: facts.summary.error ? 'fix' : 'pack', checked, made};
}

function readWages(file, back) {
  return turn(async (stage) => {
    const as = state.as || await kindOfWages(file);
    const outcome = as === 'table' ? await fill(file, stage) : await checkAndFix(file, stage);
    return () => {
      state.wages = {...file, as};
      state.outcome = outcome;
      state.saved = null;
      paint('result');
    };
  }, {step: 'wages', back});
}
