/* The result: yes or no, the button, the portal's figures, who is left out, what happened, what to do. */
const SHOWN_FINDINGS = 40;
const SIGNS = {pass: '✔', warn: '！', fail: '✘', unreadable: '✘'};

function table(heads, rows) {
  return h('div.scroll', {tabindex: 0, role: 'group', 'aria-label': heads.join(' ')},
    h('table', {}, h('thead', {}, h('tr', {}, heads.map((t) => h('th', {scope: 'col'}, t)))), h('tbody', {}, rows)));
}

function section(title, ...body) {
  const inside = body.flat(9).filter(Boolean);
  return inside.length ? h('section', {}, h('h3', {}, title), ...inside) : null;
}

/* ---- What it comes to. The file that the clerk will upload is judged, not only the one that came. */
function shownFile(outcome) {
  if (outcome.kind === 'fix' && !outcome.made.output) return view(outcome.checked);
  return view(outcome.made || outcome.checked);
}

/* While a question is open, who has no wage is not known yet. */
const pending = (outcome) => outcome.kind === 'fill' && !outcome.made.output && asksOf(outcome).length > 0;

function asksOf(outcome) { return questionsOf(view(outcome.made || outcome.checked), state.guide[state.lang]); }

function verdictOf(outcome) {
  if (pending(outcome)) return {verdict: 'warn', headline: say('oneMore')};
  const file = outcome.kind === 'fix' ? view(outcome.checked) : shownFile(outcome);
  return {verdict: file.verdict, headline: file.headline};
}

function banner(outcome) {
  const {verdict, headline} = verdictOf(outcome);
  return h('p.verdict.' + verdict, {}, h('span.sign', {'aria-hidden': 'true'}, SIGNS[verdict]), h('span', {}, headline));
}

/* ---- The button. */
function uploadName() {
  const name = state.template.name;
  return /\.zip$/i.test(name) ? name : name.replace(/\.[^.]*$/, '') + '.zip';
}

function savePanel(outcome) {
  const made = outcome.made;
  if (outcome.kind === 'check' && outcome.checked.open.summary.error === 0)
    return h('p.action', {}, state.alone ? say('aloneWhy') : say('asItIs'));
  if (!made || !made.output) return null;
  const file = view(made), missing = file.portal.notEntered;
  const words = missing && state.answers.partial ? 'savePartial' : outcome.kind === 'fix' ? 'saveFixed' : 'save';
  const mended = outcome.kind === 'fix' ? view(made).repairs.filter((r) => r.fix === 'safe').length : 0;
  return h('div.action', {}, mended > 0 && h('p.lead', {}, say('mended', mended)),
    button(say(words), () => save(made.output, uploadName(), 'application/zip'), 'main.big'),
    h('p', {}, say('saveAs', uploadName())), missing > 0 && h('p.warntext', {}, say('savePartialWhy', missing)));
}

/* Whether anybody's wage is there: one who filled in nobody is not sent on with nobody. */
const somebody = (outcome) => outcome.kind === 'fill' || outcome.checked.open.portal.entered > 0;

function partialPanel(outcome) {
  const made = outcome.made;
  if (!made || made.output || !made.open.made.partialPossible || !somebody(outcome)) return null;
  return h('p.action.partial', {}, button(say('partial'), () => answer({...state.answers, partial: true})), ' ', h('span.quiet', {}, say('partialWhy')));
}

/* ---- The portal's own figures. */
function figure(name, value, kind) {
  return h('div' + (kind ? '.' + kind : ''), {}, h('dt', {}, name), h('dd', {}, value));
}

function portalFigures(outcome) {
  const file = shownFile(outcome), p = file.portal;
  if (!p.insured) return null;
  const mended = outcome.kind === 'fix' && outcome.made.output;
  const refused = mended || (outcome.kind !== 'fill' && view(outcome.checked).findings.some((f) => f.consequence === 'rejected'));
  const n = (count) => say('number', count);
  return section(say(refused ? 'portalFixed' : 'portal'),
    h('dl.figures', {}, figure(say('insured'), n(p.insured)), figure(say('entered'), n(p.entered)),
      figure(say('notEntered'), n(p.notEntered), p.notEntered ? 'alarm' : ''),
      figure(say('oldTotal'), money(p.oldTotal), 'wide'), figure(say('newTotal'), money(p.newTotal), 'wide'),
      figure(say('diff'), (!p.notEntered && change(p.oldTotal, p.newTotal)) || '–', 'wide')),
    file.comparison && file.comparison.onlyWagesChanged && file.comparison.wagesChanged > 0 && h('p.quiet', {}, say('onlyWages', file.comparison.wagesChanged)));
}

function people(outcome) {
  const file = shownFile(outcome), p = file.portal;
  const rows = p.notEnteredPeople.map((one) => h('tr', {}, h('td.n', {}, one.line), h('td', {}, one.name), h('td.n', {}, one.id), h('td', {}, one.wage == null ? say('blank') : one.wage)));
  if (rows.length && rows.length < p.insured)
    return section(say('notEnteredPeople'), table([say('line'), say('personName'), say('id'), say('wage')], rows),
      p.notEntered > rows.length && h('p.quiet', {}, say('more', rows.length, p.notEntered)));
  const left = outcome.made && !outcome.made.output && !pending(outcome) ? findingsOf(view(outcome.made), 'SRC-010') : [];
  return section(say('leftOver'), left.length && table([say('line'), say('personName'), say('id')],
    left.slice(0, 200).map((f) => h('tr', {}, h('td.n', {}, f.line), h('td', {}, f.args.name), h('td.n', {}, f.args.id)))));
}

/* ---- What happened. */
function placesOf(file, code) {
  return file.findings.reduce((sum, f) => sum + (f.code === code ? f.count : 0) + ((f.folded || {})[code] || 0), 0);
}

/* No story explains it: the errors themselves, the first few. */
function firstErrors(file) {
  const errors = file.findings.filter((f) => f.severity === 'error');
  return errors.length > 0 && [h('ul', {}, errors.slice(0, 3).map((f) => h('li', {}, large(f.message), ' ', h('small', {}, where(f))))),
    errors.length > 3 && h('p.quiet', {}, say('alsoFound', errors.length - 3))];
}

function stories(outcome, guide) {
  const file = view(outcome.checked || outcome.made);
  if (!file.diagnosis.length) return outcome.checked ? section(say('happened'), firstErrors(file)) : null;
  return section(say('happened'), file.diagnosis.slice(0, 3).map((s) => h('div.story', {},
    h('p', {}, h('b', {}, large(s.title))),
    h('p.quiet', {}, large(s.evidence.map((code) => say('evidence', guide[code].title, placesOf(file, code))).join(state.lang === 'zh' ? '；' : '; '))),
    h('dl.told', {}, h('dt', {}, say('undo')), h('dd', {}, inWords(s.undo)), h('dt', {}, say('prevent')), h('dd', {}, inWords(s.prevent))))));
}

/* ---- What to do: the catalogue's steps that need no command. */
function inWords(step) {
  const fix = state.alone ? 'fixAlone' : state.outcome && state.outcome.made && state.outcome.made.output ? 'fix' : 'fixLater';
  const said = say('commands').reduce((text, [command, words]) => text.replace(command, words), step)
    .replace(/ ?\{fill\} ?/, say('fill')).replace(/ ?\{fix\} ?/, say(fix));
  return large(said);
}

function stepsOf(code, guide) { return guide[code].how.filter((s) => !s.command).map((s) => inWords(s.step)); }

/* What fix could not do by itself: wages that are missing in the broken file. */
function missingSteps(outcome) {
  const lines = view(outcome.made).findings.filter((f) => f.severity === 'error' && /^SRC-0(07|08|10|21|24)$/.test(f.code)).map((f) => f.line);
  lines.sort((a, b) => a - b);
  return lines.length ? [say('fillIn', lines.slice(0, 3), lines.length, somebody(outcome))] : [];
}

function remedies(outcome, guide) {
  const made = outcome.made;
  if ((made && made.output) || pending(outcome)) return null;
  const steps = outcome.kind === 'fix' ? missingSteps(outcome) : [];
  const file = view(made || outcome.checked), asked = new Set(file.asks || []);
  const codes = new Set(file.findings.filter((f) => f.severity === 'error' && !(f.choices || []).length && !asked.has(f.code)).map((f) => f.code));
  for (const code of steps.length ? [] : codes) {
    const first = stepsOf(code, guide)[0];
    if (first && !steps.includes(first) && steps.length < 4) steps.push(first);
  }
  return section(say('whatToDo'), steps.length && h('ol.todo', {}, steps.map((s) => h('li', {}, s))));
}

/* ---- Everything that was found. */
function where(f) {
  const sheet = f.cell ? (f.sheet ? f.sheet + '!' : '') + f.cell : '';
  if (sheet && f.count === 1) return sheet;
  return f.examples.length ? say('places', f.examples.slice(0, 3), f.count) : '';
}

function oneFinding(f, guide) {
  return h('details.finding.' + f.severity, {},
    h('summary', {}, h('span.tag', {}, say('severity')[f.severity]), h('span.said', {}, large(f.message)), h('small', {}, where(f) + '　' + f.code)),
    h('p', {}, h('b', {}, say('why') + ' '), guide[f.code].why),
    h('ol.todo', {}, stepsOf(f.code, guide).map((s) => h('li', {}, s))));
}

function allFindings(outcome, guide) {
  const files = outcome.kind === 'fix' ? [view(outcome.checked)] : [view(outcome.made || outcome.checked)];
  if (outcome.kind === 'fix' && !outcome.made.output) files.push(view(outcome.made));
  const seen = new Set();
  const found = files.flatMap((file) => file.findings).filter((f) => !seen.has(f.code + f.message) && seen.add(f.code + f.message));
  if (!found.length) return null;
  return h('details.more', {open: false}, h('summary', {}, h('h3', {}, say('findings', found.length))),
    found.slice(0, SHOWN_FINDINGS).map((f) => oneFinding(f, guide)),
    found.length > SHOWN_FINDINGS && h('p.quiet', {}, say('restOf', found.length - SHOWN_FINDINGS)));
}

function allRepairs(outcome, guide) {
  const list = outcome.kind === 'fix' ? view(outcome.made).repairs : [];
  const safe = list.filter((r) => r.fix === 'safe');
  if (!safe.length) return null;
  const rows = safe.slice(0, 200).map((r) => h('tr', {}, h('td.n', {}, r.line || say('wholeFile')), h('td', {}, guide[r.code].title),
    h('td', {}, r.from || ''), h('td', {}, r.to || '')));
  return h('details.more', {}, h('summary', {}, h('h3', {}, say('repairs', safe.length))), h('p.quiet', {}, say('repairsWhy')),
    table([say('line'), say('problem'), say('from'), say('to')], rows));
}

function notChecked(file) {
  const list = [...file.checksNotRun];
  return section(say('notChecked'), list.length && h('ul', {}, list.map((t) => h('li', {}, t))));
}

/* ---- Asked again, and the side doors. */
function sheetChange(outcome) {
  const finding = outcome.kind === 'fill' && findingsOf(view(outcome.made), 'SRC-017').find((f) => f.choices);
  if (!finding) return null;
  const form = questionForm([askSingle('sheet', finding)], answer);
  return h('details.more', {}, h('summary', {}, h('h3', {}, say('askSheetChange'))), h('p.quiet', {}, finding.message), form);
}

function switchKind() {
  if (state.alone || !state.wages || !/\.(txt|csv)$/i.test(state.wages.name)) return null;
  const other = state.wages.as === 'table' ? 'upload' : 'table';
  return button(say(other === 'table' ? 'asTable' : 'asUpload'), () => { state.as = other; readWages(state.wages); });
}

function doors(outcome) {
  const judged = outcome.made && outcome.made.output ? outcome.made : outcome.checked || outcome.made;
  const receipt = outcome.made && outcome.made.output && outcome.kind !== 'check';
  return h('div.doors', {},
    button(say('report'), () => saveRendered(judged, 'html', say('reportName'), 'text/html')),
    button(say('print'), () => window.print()),
    receipt && button(say('receipt'), () => saveRendered(outcome.made, 'receipt', say('receiptName'), 'application/json')),
    !state.alone && outcome.kind === 'fill' && button(say('another'), nextTemplate),
    switchKind(), button(say('restart'), restart));
}

function result(outcome) {
  const guide = state.guide[state.lang];
  const asks = outcome.made && outcome.made.output ? [] : asksOf(outcome);
  const urgent = asks.length ? questionForm(asks, answer) : null;
  const todo = [urgent, partialPanel(outcome)], told = stories(outcome, guide);
  return [banner(outcome), savePanel(outcome), ...(told ? [told, remedies(outcome, guide), todo] : [todo, remedies(outcome, guide)]),
    portalFigures(outcome), people(outcome), allRepairs(outcome, guide), allFindings(outcome, guide), sheetChange(outcome),
    notChecked(view(outcome.checked || outcome.made)), doors(outcome)];
}
