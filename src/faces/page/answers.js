/* What a person has decided. Each answer rests on those before it in ORDER: one given of a sheet says nothing of
 * another sheet's columns, so that what followed from an answer is forgotten with it and asked again. */
const TEMPLATES_OWN = 'template-wage-column';
const ORDER = ['sheet', 'id-column', 'wage-column', TEMPLATES_OWN, 'person', 'duplicates', 'yes', 'allow-undeclared', 'partial'];
const COLUMNS = ['id-column', 'wage-column'], OF_THE_TABLE = ['sheet', ...COLUMNS];

const only = (answers, names) => Object.fromEntries(names.filter((name) => name in answers).map((name) => [name, answers[name]]));

/* The earlier answer together with what was given now; several people and doubts may be decided one after another. */
function joined(name, was, given) {
  if (name === 'person') return {...was, ...given};
  if (name === 'yes') return [...new Set([...(was || []), ...given])];
  return given;
}

/* What holds after an answer. The columns rest on the sheet alone, and the template's own field on nothing of the table. */
function settled(was, given) {
  const answers = {};
  let changed = false;
  for (const name of ORDER) {
    const gone = name !== TEMPLATES_OWN && (COLUMNS.includes(name) ? answers.sheet !== was.sheet : changed);
    const kept = gone ? undefined : was[name];
    const is = name in given ? joined(name, kept, given[name]) : kept;
    if (is !== undefined) answers[name] = is;
    changed = changed || JSON.stringify(is) !== JSON.stringify(was[name]);
  }
  return answers;
}

function readAnswers(form) {
  const given = {};
  for (const [name, value] of new FormData(form)) {
    if (name.startsWith('person ')) given.person = {...given.person, [name.slice(7)]: value};
    else if (name === 'yes') given.yes = [...(given.yes || []), value];
    else given[name] = value;
  }
  return given;
}

function optionsOf(answers) {
  const options = [];
  for (const name of [...OF_THE_TABLE, TEMPLATES_OWN, 'duplicates']) if (answers[name]) options.push([name, answers[name]]);
  for (const pair of Object.values(answers.person || {})) if (pair) options.push(['person', pair]);
  for (const code of answers.yes || []) options.push(['yes', code]);
  for (const name of ['partial', 'allow-undeclared']) if (answers[name]) options.push([name, 'yes']);
  return options;
}

/* What check and convert are told of it. */
const templatesField = () => optionsOf(only(state.answers, [TEMPLATES_OWN]));

/* ---- What is forgotten when. */
function forgetWages() {
  state.answers = only(state.answers, [TEMPLATES_OWN]);
  Object.assign(state, {wages: null, as: null, earlier: {}, outcome: null, trouble: null, refused: null, saved: null});
}

/* What was decided of one template's people says nothing of another's; the table's sheet and columns stay what they are. */
function forgetTemplate() {
  state.answers = only(state.answers, OF_THE_TABLE);
  Object.assign(state, {template: null, earlier: {}, outcome: null, trouble: null, refused: null, saved: null});
}

/* ---- An answer, and taking it back. Where the work is left, stopped or fails, all is as before. */
function again(answers, more) {
  leave();
  const was = {answers: state.answers, earlier: state.earlier, as: state.as};
  const field = answers[TEMPLATES_OWN] !== was.answers[TEMPLATES_OWN], back = () => Object.assign(state, was);
  Object.assign(state, {answers, ...more});
  return field ? readTemplate(state.template, back) : readWages(state.wages, back);
}

const answer = (given) => again(settled(state.answers, given), {});

/* The questions are asked anew, with what was answered marked in them; nothing is agreed to beforehand. */
const changeAnswers = () => again(only(state.answers, [TEMPLATES_OWN]), {earlier: state.answers});
const changeField = () => again(only(state.answers, OF_THE_TABLE), {earlier: state.answers});

/* The file is another thing than it was taken for: what was answered was said of the other. */
const takeAs = (kind) => again(only(state.answers, [TEMPLATES_OWN]), {as: kind, earlier: {}});

const answeredSo = (option) => option in state.answers ? state.answers[option] : state.earlier[option];
const answeredOf = (row) => ({...state.earlier.person, ...state.answers.person})[row];

/* Said of a row that it is none of those offered: not asked again. */
const isNobody = (finding) => (finding.choices || []).some((c) => c.option === 'person' && (state.answers.person || {})[c.value.split('=')[0]] === '');

/* What was put in is the upload itself, not a table. */
const ownFile = () => state.wages.as !== 'table';

function decidedInWords(guide) {
  const a = state.answers, said = OF_THE_TABLE.filter((name) => a[name]).map((name) => say('decided')[name](a[name]));
  for (const [row, pair] of Object.entries(a.person || {})) said.push(say('decidedPerson', row, ownFile(), pair && pair.split('=')[1]));
  if (a.duplicates) said.push(say('decidedDuplicates', say(a.duplicates)));
  for (const code of a.yes || []) said.push(say('decidedYes', guide[code].title));
  if (a['allow-undeclared']) said.push(say('decidedUndeclared'));
  if (a.partial) said.push(say('decidedPartial'));
  return said;
}

function decided(guide) {
  const said = decidedInWords(guide);
  return said.length > 0 && h('div.decided', {}, h('p', {}, h('b', {}, say('decidedSo'))), h('ul', {}, said.map((words) => h('li', {}, words))),
    button(say('changeAnswers'), changeAnswers));
}
