/* The page as a whole: three steps painted from the state, files taken in, language and mask. */
function cleanAnswers() { state.answers = {}; state.as = null; state.outcome = null; state.trouble = null; }

function restart() {
  cleanAnswers();
  Object.assign(state, {template: null, wages: null, alone: false});
  paint('template');
}

/* What was answered of one template's lines says nothing of another's. */
function forgetTemplate() {
  state.template = null;
  state.outcome = null;
  for (const name of ['partial', 'person', 'yes', 'template-wage-column']) delete state.answers[name];
}

function nextTemplate() {
  forgetTemplate();
  paint('template');
}

/* ---- Files in. */
async function takeInto(step, files) {
  const place = byId(step).querySelector('.trouble');
  occupied(true);
  try {
    if (files.length > 1) throw say('several');
    const file = await readFile(files[0]);
    if (step === 'template') {
      forgetTemplate();
      await readTemplate(file);
    } else {
      cleanAnswersOfWages();
      state.wages = file;
      await readWages(file);
    }
  } catch (words) {
    if (typeof words !== 'string') throw words;
    occupied(Boolean(state.busy));
    if (place) place.replaceChildren(note('bad', words));
    announce(words);
  }
}

function cleanAnswersOfWages() {
  const field = state.answers['template-wage-column'];
  cleanAnswers();
  if (field) state.answers['template-wage-column'] = field;
}

/* A drop anywhere goes to the step that waits for it; never does the browser open the file. */
function waitingStep() { return !state.template && !state.alone ? 'template' : 'wages'; }

document.addEventListener('dragover', (event) => {
  event.preventDefault();
  document.body.classList.add('dragging');
});
document.addEventListener('dragleave', (event) => { if (!event.relatedTarget) document.body.classList.remove('dragging'); });
document.addEventListener('drop', (event) => {
  event.preventDefault();
  document.body.classList.remove('dragging');
  const onto = event.target.closest && event.target.closest('.step');
  const step = onto && onto.querySelector('.drop') ? onto.id : waitingStep();
  if (event.dataTransfer.files.length) takeInto(step, event.dataTransfer.files);
});

/* ---- Painting. */
const trouble = () => h('div.trouble', {});

function chosen(name, facts, change) {
  return h('div.chosen', {}, h('div', {}, h('b.filename', {}, name), h('p', {}, facts)), button(say('change'), change));
}

function templateStep() {
  if (state.alone) return [h('div.chosen', {}, h('div', {}, h('b', {}, say('withoutTemplate')), h('p', {}, say('withoutTemplateWhy'))),
    button(say('haveTemplate'), restart))];
  const t = state.template;
  if (!t) return [h('p.lead', {}, say('templateLead')), chooser(say('template'), (files) => takeInto('template', files)), trouble(),
    h('p', {}, button(say('noTemplate'), () => { state.alone = true; paint('wages'); }, 'link'))];
  const file = view(t.judged), faults = templateFaults(file), asks = faults.length ? questionsOf(file, state.guide[state.lang]) : [];
  if (faults.length && !asks.length)
    return [chosen(t.name, '', nextTemplate), note('bad', h('p', {}, say('templateBad')), h('ul', {}, [...new Set(faults.map((f) => f.message))].slice(0, 3).map((said) => h('li', {}, large(said)))))];
  const sum = file.portal.oldTotal == null ? null : money(file.portal.oldTotal);
  return [chosen(t.name, [say('templateOf', file.portal.insured, asks.length ? null : sum), !asks.length && sum && h('span.quiet', {}, ' ' + say('templateSame'))], nextTemplate),
    file.portal.entered > 0 && !asks.length && note('warn', say('templateFilled', file.portal.entered)),
    asks.length > 0 && questionForm(asks, answer)];
}

const templateReady = () => state.alone || (state.template && !templateFaults(state.template.judged.open).length);

function wagesStep() {
  if (!templateReady()) return [];
  const again = () => { cleanAnswersOfWages(); state.wages = null; paint('wages'); };
  if (state.wages && (state.outcome || state.busy)) return [chosen(state.wages.name, state.alone || !state.wages.as ? '' : h('span.quiet', {}, say(state.wages.as === 'table' ? 'asTableFact' : 'asUploadFact')), again)];
  return [h('p.lead', {}, say(state.alone ? 'wagesLeadCheck' : 'wagesLead')),
    !state.alone && h('ul.kinds', {}, say('wagesKinds').map(([name, what]) => h('li', {}, h('b', {}, name), ' ', h('span.quiet', {}, what)))),
    chooser(say('wages'), (files) => takeInto('wages', files)), trouble(),
    !state.alone && h('p', {}, h('span.quiet', {}, say('sheetAsk') + ' '), button(say('sheetGet'), saveSheet, 'link'))];
}

function progress() {
  return h('div.progress', {}, h('p', {id: 'stage'}), h('div.bar', {'aria-hidden': 'true'}, h('i')), button(say('stop'), stop));
}

function showProgress() {
  const place = byId('stage');
  if (!place || !state.busy) return;
  const seconds = Math.round((Date.now() - state.busy.since) / 1000);
  place.textContent = say('stages')[state.busy.stage] + (seconds > 1 ? '　' + say('elapsed', seconds) : '');
}
setInterval(showProgress, 1000);

function troubleNote() {
  const kind = state.trouble;
  if (kind === 'stopped') return [note('plain', say('stopped'))];
  return [note('bad', h('p', {}, h('b', {}, say(kind))), h('p', {}, say(kind + 'Why')))];
}

function resultStep() {
  if (state.busy) return [progress()];
  if (state.trouble) return troubleNote();
  if (state.outcome) return result(state.outcome);
  return [h('p.quiet', {}, say(state.alone ? 'resultWaitCheck' : 'resultWait'))];
}

function paintStep(id, body, open) {
  const step = byId(id), number = ['template', 'wages', 'result'].indexOf(id) + 1;
  step.querySelector('h2').replaceChildren(h('span.number', {'aria-hidden': 'true'}, number), say(id));
  step.querySelector('.body').replaceChildren(...body.flat(9).filter(Boolean));
  step.classList.toggle('open', open);
  step.classList.toggle('done', !open && body.length > 0 && id !== 'result');
  if (open) step.setAttribute('aria-current', 'step');
  else step.removeAttribute('aria-current');
}

function paintWords() {
  document.documentElement.lang = state.lang === 'zh' ? 'zh-CN' : 'en';
  document.title = say('title');
  document.querySelectorAll('[data-say]').forEach((e) => {
    const words = WORDS[state.lang][e.dataset.say];
    e.textContent = typeof words === 'function' ? words(VERSION) : words;
  });
  byId('mask').setAttribute('aria-pressed', state.masked);
  byId('lang').lang = state.lang === 'zh' ? 'en' : 'zh-CN';
}

/* `why` names what changed, so that focus and voice follow it. */
function paint(why) {
  occupied(Boolean(state.busy));
  const done = state.outcome || state.trouble || state.busy;
  const at = done ? 'result' : templateReady() ? 'wages' : 'template';
  paintWords();
  paintStep('template', templateStep(), at === 'template');
  paintStep('wages', wagesStep(), at === 'wages');
  paintStep('result', resultStep(), at === 'result');
  showProgress();
  if (why) follow(why);
}

function follow(why) {
  const spoken = {result: () => verdictOf(state.outcome).headline, trouble: () => say(state.trouble),
                  template: () => state.template ? wordsOf(byId('template').querySelector('.body')) : '', wages: () => ''};
  announce(spoken[why]());
  const at = why === 'result' || why === 'trouble' ? byId('result').querySelector('h2')
    : byId(templateReady() ? 'wages' : 'template').querySelector('form input, input, button');
  if (at) at.focus({preventScroll: true});
  if (at) at.closest('.step').scrollIntoView({block: 'start', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth'});
}

/* On paper nothing can be opened: what is folded up is printed open. */
addEventListener('beforeprint', () => document.querySelectorAll('main details:not([open])').forEach((d) => { d.open = true; d.dataset.folded = 'yes'; }));
addEventListener('afterprint', () => document.querySelectorAll('[data-folded]').forEach((d) => { d.open = false; delete d.dataset.folded; }));

byId('mask').addEventListener('click', () => { state.masked = !state.masked; paint(); });
byId('lang').addEventListener('click', async () => {
  state.lang = state.lang === 'zh' ? 'en' : 'zh';
  if (!state.template && !state.outcome) { state.trouble = null; paint(); return; }
  await turn(async () => {
    const again = (j) => j && judge(j.command, j.inputs, j.extra, () => {});
    const template = state.template && await again(state.template.judged);
    const checked = state.outcome && await again(state.outcome.checked), made = state.outcome && await again(state.outcome.made);
    return () => {
      if (template) state.template.judged = template;
      if (state.outcome) Object.assign(state.outcome, {checked, made});
      paint();
    };
  });
});

(async function begin() {
  paint();
  if (typeof DecompressionStream === 'undefined' || typeof WebAssembly === 'undefined') {
    byId('main').replaceChildren(note('bad', say('oldBrowser')));
    return;
  }
  try {
    await prepare();
    await guideIn(state.lang);
    document.body.dataset.ready = 'yes';
  } catch (trouble) {
    byId('main').replaceChildren(note('bad', say('startFailed')));
  }
})();
