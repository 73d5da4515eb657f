/* The clerk's day: template, wages, result. Each turn asks the core anew; what comes late is dropped. */
const TABLES = ['xlsx', 'ods', 'ole', 'biff', 'html', 'ss2003', 'xml'];
const MAX_UNPACKED = 1024 * MEGABYTE;

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

/* Both views of it: with people shown, and masked. */
async function judge(command, inputs, extra, stage) {
  const job = jobOf(command, inputs, extra);
  job.shown = [true, false].map((reveal) => ({report: 'json', lang: state.lang, reveal}));
  const answer = await run(job, stage);
  const [open, masked] = answer.shown.map((text) => JSON.parse(text).files[0]);
  return {command, inputs, extra, open, masked, output: answer.output};
}

const view = (judged) => state.masked ? judged.masked : judged.open;

async function guideIn(lang) {
  if (!state.guide[lang]) {
    const job = jobOf('explain', [], [['json', 'yes']]);
    const answer = await run(job);
    const rows = JSON.parse(new TextDecoder().decode(answer.output));
    state.guide[lang] = Object.fromEntries(rows.map((row) => [row.code, row]));
  }
  return state.guide[lang];
}

/* Runs `work` as the newest turn: shows that it lasts, catches what fails. */
async function turn(work) {
  const mine = ++state.turn;
  state.trouble = null;
  state.busy = {stage: 'start', since: Date.now()};
  occupied(true);
  const stage = (name) => { if (mine === state.turn) { state.busy.stage = name; showProgress(); } };
  setTimeout(() => { if (mine === state.turn && state.busy) paint(); }, 250);
  try {
    await guideIn(state.lang);
    const done = await work(stage);
    if (mine !== state.turn) return;
    state.busy = null;
    occupied(false);
    done();
  } catch (trouble) {
    if (mine !== state.turn) return;
    state.busy = null;
    state.trouble = trouble.failed || 'trap';
    paint('trouble');
  }
}

function stop() {
  state.turn++;
  state.busy = null;
  state.trouble = 'stopped';
  drop('stopped');
  paint('trouble');
}

/* ---- Step one. Compared with itself, the template tells whether it can be understood. */
const OF_PEOPLE = /^(PAY|ID|ROS)-/;

function templateFaults(file) {
  return file.findings.filter((f) => f.severity === 'error' && !OF_PEOPLE.test(f.code));
}

function readTemplate(file) {
  return turn(async (stage) => {
    const judged = await judge('check', [['input', file], ['template', file]], optionsOf({'template-wage-column': state.answers['template-wage-column']}), stage);
    return () => {
      state.template = {...file, judged};
      if (state.wages && !templateFaults(judged.open).length) return readWages(state.wages);
      state.outcome = null;
      paint('template');
    };
  });
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

/* A check first; where it fails and there is a template, what fix would make of it. */
async function checkAndFix(file, stage) {
  const template = state.alone ? null : state.template;
  const field = optionsOf({'template-wage-column': state.answers['template-wage-column']});
  const checked = await judge('check', [['input', file], ['template', template]], field, stage);
  const wrapped = checked.open.facts.container.zipped;
  if (!template || (wrapped && checked.open.summary.error === 0)) return {kind: 'check', checked};
  const made = await judge('fix', [['input', file], ['template', template]], optionsOf(state.answers), stage);
  return {kind: checked.open.summary.error ? 'fix' : 'pack', checked, made};
}

function readWages(file) {
  return turn(async (stage) => {
    const as = state.as || await kindOfWages(file);
    const outcome = as === 'table' ? await fill(file, stage) : await checkAndFix(file, stage);
    return () => {
      state.wages = {...file, as};
      state.outcome = outcome;
      paint('result');
    };
  });
}

function answer(answers) {
  const field = answers['template-wage-column'] !== state.answers['template-wage-column'];
  state.answers = answers;
  return field && state.template ? readTemplate(state.template) : readWages(state.wages);
}

/* ---- Side doors: an editing sheet, the full report, a receipt. */
function saveSheet() {
  return turn(async (stage) => {
    const field = optionsOf({'template-wage-column': state.answers['template-wage-column']});
    const made = await run(jobOf('convert', [['input', state.template]], [['convert-to', 'xlsx'], ...field]), stage);
    return () => {
      paint();
      if (!made.output) return;
      save(made.output, say('sheetName'), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
      announce(say('sheetMade'));
    };
  });
}

function saveRendered(judged, report, name, type) {
  return turn(async (stage) => {
    const job = jobOf(judged.command, judged.inputs, judged.extra);
    job.shown = [{report, lang: state.lang, reveal: !state.masked}];
    const answer = await run(job, stage);
    return () => { paint(); save(answer.shown[0], name, type); };
  });
}
