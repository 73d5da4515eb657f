/* What the core leaves to a person, asked with the data shown. An answer is an option of the core. */
const LIST_LIMIT = 20;

const findingsOf = (file, code) => file.findings.filter((f) => f.code === code);

/* How many there are, beyond those that are listed too. */
const countOf = (file, code) => file.summary.byCode[code] || 0;

function radio(name, value, checked, ...label) {
  return h('label.choice', {}, h('input', {type: 'radio', name, value, checked, required: true}), h('span.choicebody', {}, ...label));
}

function samples(shown) {
  return h('span.samples', {}, shown.map((s) => h('span', {}, s || say('empty'))));
}

function columnLabel(c) {
  return [h('b', {}, c.label || say('column', c.value)), ' ', c.label && h('small', {}, say('column', c.value)), samples(c.shown)];
}

function fieldset(legend, ...body) { return h('fieldset', {}, h('legend', {}, legend), ...body); }

const SINGLE = {
  'sheet': {ask: 'askSheet', label: (c) => [h('b', {}, c.label), samples(c.shown)]},
  'wage-column': {ask: 'askWage', label: columnLabel},
  'id-column': {ask: 'askId', label: columnLabel},
  'template-wage-column': {ask: 'askField', label: (c) => [h('b', {}, say('field', c.value)), samples(c.shown)]}
};

/* One question an option: several findings may ask the same. */
function askSingle(option, finding) {
  const one = SINGLE[option];
  return fieldset(say(one.ask), finding.choices.map((c) =>
    radio(option, c.value, answeredSo(option) === c.value, ...one.label(c))));
}

function askDuplicates(found, all) {
  const rows = found.slice(0, LIST_LIMIT).map((f) =>
    h('tr', {}, h('td', {}, f.args.name), h('td.n', {}, f.choices[0].shown.join(' · ')), h('td.n', {}, f.args.id)));
  return fieldset(say('askDuplicates', all), table([say('personName'), say('wage'), say('id')], rows),
    all > rows.length && h('p.quiet', {}, say('more', rows.length, all)),
    ['sum', 'last'].map((value) => radio('duplicates', value, answeredSo('duplicates') === value, h('b', {}, say(value)))));
}

function askPerson(finding) {
  const row = finding.choices[0].value.split('=')[0], was = answeredOf(row);
  return fieldset(say('askPerson', row, ownFile()), h('p.quiet', {}, [finding.args.name, finding.args.id, finding.args.wage].filter(Boolean).join('　')),
    finding.choices.map((c) => radio('person ' + row, c.value, was === c.value, h('b', {}, c.shown[1] || c.shown[0]), ' ',
      h('small', {}, say('templateLine', c.value.split('=')[1])), samples([c.shown[0], say('oldWage', c.shown[2])]))),
    radio('person ' + row, '', was === '', say('noneOfThem')));
}

/* The first few; when they are decided, the next ones. */
function askPersons(file) {
  const who = file.findings.filter((f) => (f.choices || []).some((c) => c.option === 'person') && !isNobody(f));
  const asks = who.slice(0, LIST_LIMIT).map(askPerson);
  if (who.length > LIST_LIMIT) asks.unshift(h('p.quiet', {}, say('askFirst', LIST_LIMIT)));
  return asks;
}

/* One place whose wage is doubtful, with what was there and what it becomes. */
function doubt(r) {
  const what = r.code === 'ROW-003' ? say('columns', r.from, r.to) : (r.from || '') + (r.to ? ' → ' + r.to : '');
  return (r.line ? say('places', [r.line], 1) + (state.lang === 'zh' ? '：' : ': ') : '') + what;
}

function askYes(file, guide) {
  const boxes = file.asks.map((code) => {
    const places = file.repairs.filter((r) => r.code === code && r.fix === 'confirm');
    return h('label.choice', {}, h('input', {type: 'checkbox', name: 'yes', value: code}),
      h('span.choicebody', {}, h('b', {}, large(guide[code].title)), places.length > 0 && h('small', {}, ' ' + say('places2', places.length)),
        h('small.block', {}, guide[code].why),
        samples([...places.slice(0, 3).map(doubt), places.length > 3 && say('andSo', places.length)].filter(Boolean))));
  });
  return fieldset(say('askYes'), boxes);
}

function askUndeclared(found, all) {
  return fieldset(say('undeclared'), h('label.choice', {}, h('input', {type: 'checkbox', name: 'allow-undeclared', value: 'yes'}),
    h('span.choicebody', {}, h('b', {}, say('askUndeclared', all)),
      samples([...found.slice(0, 3).map((f) => `${f.args.name || ''} ${f.value}`), all > 3 && say('andSo', all)].filter(Boolean)))));
}

/* All that a result asks; empty where it asks nothing. */
function questionsOf(file, guide) {
  const asks = [];
  for (const option of Object.keys(SINGLE)) {
    const finding = file.findings.find((f) => f.severity === 'error' && (f.choices || []).some((c) => c.option === option));
    if (finding) asks.push(askSingle(option, finding));
  }
  const two = findingsOf(file, 'SRC-009').filter((f) => f.choices);
  if (two.length) asks.push(askDuplicates(two, countOf(file, 'SRC-009')));
  asks.push(...askPersons(file));
  if (file.asks && file.asks.length) asks.push(askYes(file, guide));
  else if (findingsOf(file, 'SRC-024').some((f) => f.severity === 'error')) asks.push(askUndeclared(findingsOf(file, 'SRC-024'), countOf(file, 'SRC-024')));
  return asks;
}

function questionForm(asks, then) {
  const form = h('form.ask', {on: {submit: (event) => { event.preventDefault(); then(readAnswers(form)); }}},
    h('h3', {}, say('ask')), h('p.quiet', {}, say('askWhy')), asks, h('button.main', {type: 'submit'}, say('again')));
  return form;
}
