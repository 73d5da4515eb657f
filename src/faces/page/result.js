/* The result: yes or no, the button, the portal's figures, who is left out, what happened, what to do. */
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
  if (state.alone && outcome.kind === 'pack') return {verdict: 'warn', headline: say('notPacked')};
  const file = outcome.kind === 'fix' ? view(outcome.checked) : shownFile(outcome);
  return {verdict: file.verdict, headline: file.headline};
}

function banner(outcome) {
  const {verdict, headline} = verdictOf(outcome);
  return h('p.verdict.' + verdict, {}, h('span.sign', {'aria-hidden': 'true'}, SIGNS[verdict]), h('span', {}, headline));
}

/* ---- The button. */
/* Who is not entered because a person said so, and who is left over. */
function leftOut(file) {
  const agreed = state.answers['allow-undeclared'] || (state.answers.yes || []).includes('PAY-002');
  const undeclared = agreed ? Math.min(countOf(file, 'SRC-024'), file.portal.notEntered) : 0;
  return {undeclared, missing: file.portal.notEntered - undeclared};
}

function nameNotes() {
  const {name, dropped} = uploadName();
  return [h('p', {}, say(state.template && name === state.template.name ? 'saveAs' : 'saveAsNew', name), dropped && ' ' + say('numberDropped', dropped)), state.saved && h('p', {}, say('savedSo', state.saved))];
}

function savePanel(outcome) {
  const made = outcome.made;
  if (outcome.kind === 'check' && factsOf(outcome.checked).summary.error === 0)
    return h('p.action', {}, state.alone ? say('aloneWhy') : say('asItIs'));
  if (!made || !made.output) return null;
  const file = view(made), {undeclared, missing} = state.alone ? {undeclared: 0, missing: 0} : leftOut(file);
  const words = missing && state.answers.partial ? 'savePartial' : outcome.kind === 'fix' ? 'saveFixed' : 'save';
  const mended = outcome.kind === 'fix' ? file.repairs.filter((r) => r.fix === 'safe').length : 0;
  return h('div.action', {}, mended > 0 && h('p.lead', {}, say('mended', mended)),
    button(say(words), () => saveUpload(made.output), 'main.big'), nameNotes(), state.alone && h('p', {}, say('aloneWhy')),
    undeclared > 0 && h('p', {}, say('undeclaredSo', undeclared)), missing > 0 && h('p.warntext', {}, say('savePartialWhy', missing)));
}

/* Whether anybody's wage is there: one who filled in nobody is not sent on with nobody. */
const somebody = (outcome) => outcome.kind === 'fill' || factsOf(outcome.checked).portal.entered > 0;

function partialPanel(outcome) {
  const made = outcome.made;
  if (!made || made.output || !factsOf(made).made.partialPossible || !somebody(outcome)) return null;
  const left = factsOf(state.template.judged).portal.insured - factsOf(made).made.wages;
  return h('p.action.partial', {}, button(say('partial'), () => answer({partial: true})), ' ', h('span.quiet', {}, say('partialWhy', left)));
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
  return outcome.made && !outcome.made.output && !pending(outcome) ? leftOver(view(outcome.made)) : null;
}

function leftOver(file) {
  const left = findingsOf(file, 'SRC-010').slice(0, SHOWN_ROWS), all = countOf(file, 'SRC-010');
  return section(say('leftOver'), left.length && table([say('templateRow'), say('personName'), say('id')],
    left.map((f) => h('tr', {}, h('td.n', {}, f.line), h('td', {}, f.args.name), h('td.n', {}, f.args.id)))),
    all > left.length && h('p.quiet', {}, say('more', left.length, all)));
}

/* ---- What happened. */
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
  return large(step.replace(/ ?\{fill\} ?/, say(state.alone ? 'fillAlone' : 'fill')).replace(/ ?\{fix\} ?/, say(fix)));
}

function stepsOf(code, guide) { return guide[code].how.filter((s) => !s.command).map((s) => inWords(s.step)); }

/* What fix could not do by itself: wages that are missing in the broken file. Lines are those of that file where it has
 * just these people; else each is told with the file that it is a line of. */
function missingSteps(outcome) {
  const made = view(outcome.made), found = made.findings.filter((f) => f.severity === 'error' && WITHOUT_WAGE.test(f.code));
  const all = [...new Set(found.map((f) => f.code))].reduce((sum, code) => sum + countOf(made, code), 0);
  const {portal, comparison} = view(outcome.checked);
  if (all > 0 && portal.notEntered === all && comparison && comparison.lost + comparison.added === 0)
    return [say('fillIn', 'own', portal.notEnteredPeople.slice(0, 3).map((one) => one.line), all, somebody(outcome))];
  const inTemplate = countOf(made, 'SRC-010'), own = all - inTemplate, steps = [];
  const lines = (of) => found.filter(of).map((f) => f.line).sort((a, b) => a - b).slice(0, 3);
  if (own > 0) steps.push(say('fillIn', 'own', lines((f) => f.code !== 'SRC-010'), own, !inTemplate && somebody(outcome)));
  if (inTemplate > 0) steps.push(say('fillIn', 'template', lines((f) => f.code === 'SRC-010'), inTemplate, somebody(outcome)));
  return steps;
}

const WITHOUT_WAGE = /^SRC-0(07|08|10|21|24)$/;

function remedies(outcome, guide) {
  const made = outcome.made;
  if ((made && made.output) || pending(outcome)) return null;
  const steps = outcome.kind === 'fix' ? missingSteps(outcome) : [];
  const file = view(made || outcome.checked), asked = new Set(file.asks || []), nobody = file.findings.some(isNobody);
  const open = file.findings.filter((f) => isNobody(f) || (f.severity === 'error' && !(f.choices || []).length && !asked.has(f.code)));
  for (const code of steps.length ? [] : new Set(open.map((f) => f.code))) {
    const first = stepsOf(code, guide)[0];
    if (first && !steps.includes(first) && steps.length < 4) steps.push(first);
  }
  return section(say('whatToDo'), steps.length && h('ol.todo', {}, steps.map((s) => h('li', {}, s))),
    nobody && h('p.action', {}, button(say('otherWages'), nextWages)));
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
  return button(say(other === 'table' ? 'asTable' : 'asUpload'), () => takeAs(other));
}

function doors(outcome) {
  const judged = outcome.made && outcome.made.output && !state.alone ? outcome.made : outcome.checked || outcome.made;
  const receipt = outcome.made && outcome.made.output && !state.alone;
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
    decided(guide), portalFigures(outcome), people(outcome), allRepairs(outcome, guide), allFindings(outcome, guide), sheetChange(outcome),
    notChecked(view(outcome.checked || outcome.made)), doors(outcome)];
}
