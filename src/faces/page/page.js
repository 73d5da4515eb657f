/* The page as a whole: three steps painted from the state, files taken in, language and mask. */
/* ---- Ways back. */
function restart() {
  leave();
  forgetWages();
  forgetTemplate();
  state.alone = false;
  paint('template');
}

function nextTemplate() {
  leaveTemplate();
  forgetTemplate();
  paint('template');
}

function nextWages() {
  leave();
  forgetWages();
  paint('wages');
}

function checkOnly() {
  leave();
  state.alone = true;
  state.refused = null;
  paint('wages');
}

/* ---- Painting. */
/* That a file was refused, where it was to go. An earlier result stays, and is said to be of the earlier file. */
function refusal(step) {
  if (!state.refused || state.refused.step !== step) return null;
  const still = state.outcome && state.wages ? say('stillOf', state.wages.name) : '';
  return note('bad', h('p', {}, say(...state.refused.said)), still && h('p', {}, still));
}

function chosen(name, facts, change, more) {
  return h('div.chosen', {}, h('div', {}, h('b.filename', {}, name), h('p', {}, facts)), more, button(say('change'), change));
}

function templateStep() {
  if (state.alone) return [h('div.chosen', {}, h('div', {}, h('b', {}, say('withoutTemplate')), h('p', {}, say('withoutTemplateWhy'))),
    button(say('haveTemplate'), restart)), refusal('template')];
  if (!state.template) return [h('p.lead', {}, say('templateLead')), chooser(say('template'), (files) => takeInto('template', files)), refusal('template'),
    h('p', {}, button(say('noTemplate'), checkOnly, 'link'))];
  return [templateChosen(state.template), refusal('template')];
}

function templateChosen(t) {
  const file = view(t.judged), faults = templateFaults(file), asks = faults.length ? questionsOf(file, state.guide[state.lang]) : [];
  if (faults.length && !asks.length)
    return [chosen(t.name, '', nextTemplate), note('bad', h('p', {}, say('templateBad')), h('ul', {}, [...new Set(faults.map((f) => f.message))].slice(0, 3).map((said) => h('li', {}, large(said)))))];
  const sum = file.portal.oldTotal == null ? null : money(file.portal.oldTotal), field = state.answers[TEMPLATES_OWN];
  return [chosen(t.name, [say('templateOf', file.portal.insured, asks.length ? null : sum), !asks.length && sum && h('span.quiet', {}, ' ' + say('templateSame')),
    !asks.length && field && h('span.block', {}, say('fieldIs', field))], nextTemplate, !asks.length && field && button(say('changeField'), changeField)),
    file.portal.entered > 0 && !asks.length && note('warn', say('templateFilled', file.portal.entered)),
    asks.length > 0 && questionForm(asks, answer)];
}

function wagesStep() {
  if (!templateReady()) return [state.wages && chosen(state.wages.name, h('span.quiet', {}, say('wagesKept')), nextWages), refusal('wages')];
  if (state.wages && (state.outcome || working()))
    return [chosen(state.wages.name, state.alone || !state.wages.as ? '' : h('span.quiet', {}, say(state.wages.as === 'table' ? 'asTableFact' : 'asUploadFact')), nextWages), refusal('wages')];
  return [h('p.lead', {}, say(state.alone ? 'wagesLeadCheck' : 'wagesLead')),
    !state.alone && h('ul.kinds', {}, say('wagesKinds').map(([name, what]) => h('li', {}, h('b', {}, name), ' ', h('span.quiet', {}, what)))),
    chooser(say('wages'), (files) => takeInto('wages', files)), refusal('wages'),
    !state.alone && h('p', {}, h('span.quiet', {}, say('sheetAsk') + ' '), button(say('sheetGet'), saveSheet, 'link')), onTheSide('wages')];
}

/* Busy with what gives another result; or with something on the side, which leaves it. */
const working = () => Boolean(state.busy && !state.busy.side);
const onTheSide = (step) => state.busy && state.busy.side === step ? progress() : null;

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
  if (working()) return [progress()];
  const body = [state.trouble ? troubleNote() : null, state.outcome ? result(state.outcome) : null, onTheSide('result')];
  if (state.trouble || state.outcome) return body;
  return [h('p.quiet', {}, say(state.alone ? 'resultWaitCheck' : 'resultWait'))];
}

function paintStep(id, body, open) {
  const step = byId(id), number = ['template', 'wages', 'result'].indexOf(id) + 1;
  step.querySelector('h2').replaceChildren(h('span.number', {'aria-hidden': 'true'}, number), say(id));
  const inside = body.flat(9).filter(Boolean);
  step.querySelector('.body').replaceChildren(...inside);
  step.classList.toggle('open', open);
  step.classList.toggle('done', !open && inside.length > 0 && id !== 'result');
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

/* `why` names what changed, so that focus and voice follow it; where nothing did, all that a person has begun stays. */
function paint(why) {
  if (!byId('result')) return paintWords(); // there is only a note that it cannot start
  const was = !why || why === 'refused' ? begun() : null;
  const done = state.outcome || state.trouble || working();
  const at = done ? 'result' : templateReady() ? 'wages' : 'template';
  occupied(Boolean(state.busy));
  paintWords();
  paintStep('template', templateStep(), at === 'template');
  paintStep('wages', wagesStep(), at === 'wages');
  paintStep('result', resultStep(), at === 'result');
  showProgress();
  if (was) goOn(was);
  if (why) follow(why);
}

const SPOKEN = {
  result: () => verdictOf(state.outcome).headline, trouble: () => say(state.trouble), wages: () => '',
  template: () => state.template ? wordsOf(byId('template').querySelector('.body')) : '',
  refused: () => wordsOf(refusal(state.refused.step))
};

function placeOf(why) {
  if (why === 'result' || why === 'trouble') return byId('result').querySelector('h2');
  return byId(templateReady() ? 'wages' : 'template').querySelector('form input, input, button');
}

function follow(why) {
  announce(SPOKEN[why]());
  const at = why === 'refused' ? byId(state.refused.step).querySelector('.note.bad') : placeOf(why);
  const behavior = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth';
  if (at && why === 'refused') return at.scrollIntoView({block: 'center', behavior});
  if (at) at.focus({preventScroll: true});
  if (at) at.closest('.step').scrollIntoView({block: 'start', behavior});
}

/* On paper nothing can be opened: what is folded up is printed open. */
addEventListener('beforeprint', () => document.querySelectorAll('main details:not([open])').forEach((d) => { d.open = true; d.dataset.folded = 'yes'; }));
addEventListener('afterprint', () => document.querySelectorAll('[data-folded]').forEach((d) => { d.open = false; delete d.dataset.folded; }));

byId('mask').addEventListener('click', () => { state.masked = !state.masked; paint(); });
byId('lang').addEventListener('click', () => {
  state.lang = state.lang === 'zh' ? 'en' : 'zh';
  paint();
  announce(say('inThisLanguage'));
});

/* Files that are given before it is ready wait for it in their turn. */
async function begin() {
  await prepare();
  await readGuides();
  document.body.dataset.ready = 'yes';
}

function cannotStart(words) {
  byId('main').replaceChildren(note('bad', say(words)));
  return new Promise(() => {});
}

paint();
CORE.ready = typeof DecompressionStream === 'undefined' || typeof WebAssembly === 'undefined' ? cannotStart('oldBrowser')
  : begin().catch(() => cannotStart('startFailed'));
