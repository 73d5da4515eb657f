/* What was found and what is mended: all of it, to be folded open; and how much there is beyond what is listed. */
const SHOWN_FINDINGS = 40;
const SHOWN_ROWS = 200;

/* In how many places, beyond the findings that are listed too. */
function placesOf(file, code) {
  const listed = findingsOf(file, code);
  const folded = file.findings.reduce((sum, f) => sum + ((f.folded || {})[code] || 0), 0);
  return listed.reduce((sum, f) => sum + f.count, folded + Math.max(0, countOf(file, code) - listed.length));
}

/* No story explains it: the errors themselves, the first few. */
function firstErrors(file) {
  const errors = file.findings.filter((f) => f.severity === 'error').slice(0, 3), more = file.summary.error - errors.length;
  return errors.length > 0 && [h('ul', {}, errors.map((f) => h('li', {}, large(f.message), ' ', h('small', {}, where(f))))),
    more > 0 && h('p.quiet', {}, say('alsoFound', more))];
}

/* ---- Everything that was found. */
/* Where it is; lines of the template and of a table are said to be theirs, since the upload has lines, too. */
function where(f) {
  const whose = f.input === 'template' ? 'ofTemplate' : f.input === 'table' && !ownFile() ? 'ofTable' : 'ofUpload';
  const sheet = f.cell ? (f.sheet ? f.sheet + '!' : '') + f.cell : '';
  if (sheet && f.count === 1) return sheet;
  return f.examples.length ? say(whose, say('places', f.examples.slice(0, 3), f.count)) : '';
}

function oneFinding(f, guide) {
  return h('details.finding.' + f.severity, {},
    h('summary', {}, h('span.tag', {}, say('severity')[f.severity]), h('span.said', {}, large(f.message)), h('small', {}, where(f) + '　' + f.code)),
    h('p', {}, h('b', {}, say('why') + ' '), guide[f.code].why),
    h('ol.todo', {}, stepsOf(f.code, guide).map((s) => h('li', {}, s))));
}

function allFindings(outcome, guide) {
  const files = [view(outcome.checked || outcome.made)];
  if (outcome.kind === 'fix' && !outcome.made.output) files.push(view(outcome.made));
  const seen = new Set();
  const found = files.flatMap((file) => file.findings).filter((f) => !seen.has(f.code + f.message) && seen.add(f.code + f.message));
  const all = files.reduce((sum, file) => sum + file.truncated.total - file.truncated.shown, found.length);
  if (!found.length) return null;
  return h('details.more', {open: false}, h('summary', {}, h('h3', {}, say('findings', all))),
    found.slice(0, SHOWN_FINDINGS).map((f) => oneFinding(f, guide)),
    all > SHOWN_FINDINGS && h('p.quiet', {}, say('restOf', all - SHOWN_FINDINGS)));
}

function allRepairs(outcome, guide) {
  const list = outcome.kind === 'fix' ? view(outcome.made).repairs : [];
  const safe = list.filter((r) => r.fix === 'safe');
  if (!safe.length) return null;
  const rows = safe.slice(0, SHOWN_ROWS).map((r) => h('tr', {}, h('td.n', {}, r.line || say('wholeFile')), h('td', {}, guide[r.code].title),
    h('td', {}, r.from || ''), h('td', {}, r.to || '')));
  return h('details.more', {}, h('summary', {}, h('h3', {}, say('repairs', safe.length))), h('p.quiet', {}, say('repairsWhy')),
    table([say('line'), say('problem'), say('from'), say('to')], rows),
    safe.length > SHOWN_ROWS && h('p.quiet', {}, say('morePlaces', SHOWN_ROWS, safe.length)));
}
