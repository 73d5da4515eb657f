/* What is saved: the upload, and on the side an editing sheet, the full report, a receipt. */
const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

function save(bytes, name, type) {
  const link = h('a', {href: URL.createObjectURL(new Blob([bytes], {type})), download: name});
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  announce(say('saved', name));
}

/* ---- The upload's name. */
/* What a browser puts behind the name of a file that it downloads once more: "… (1).zip". */
const AGAIN = / ?\((\d{1,3})\)$/;

const stemOf = (name) => name.replace(/\.[^.]*$/, '');

/* The name that the portal gave: the template's, without a browser's number, unless the txt within has that number too. */
function uploadName() {
  const from = state.template ? state.template.name : state.wages.name, stem = stemOf(from);
  const entry = stemOf((state.template && factsOf(state.template.judged).facts.container.entry) || '');
  const numbered = AGAIN.test(stem) && stem.replace(AGAIN, '') && stem.match(AGAIN)[0] !== (entry.match(AGAIN) || [])[0];
  return {name: (numbered ? stem.replace(AGAIN, '') : stem) + (from.match(/\.zip$/i) || ['.zip'])[0], dropped: numbered && stem.match(AGAIN)[0].trim()};
}

function saveUpload(bytes) {
  const {name} = uploadName();
  save(bytes, name, 'application/zip');
  state.saved = name;
  paint();
}

/* ---- On the side. */
function saveSheet() {
  return turn(async (stage) => {
    const made = await run(jobOf('convert', [['input', state.template]], [['convert-to', 'xlsx'], ...templatesField()]), stage);
    return () => {
      paint();
      if (!made.output) return refuse('wages', ['sheetCannot']);
      save(made.output, say('sheetName'), SHEET_TYPE);
      announce(say('sheetMade'));
    };
  }, {side: 'wages'});
}

function saveRendered(judged, report, name, type) {
  return turn(async (stage) => {
    const job = jobOf(judged.command, judged.inputs, judged.extra);
    job.shown = [{report, lang: state.lang, reveal: !state.masked, buttons: true}];
    const answer = await run(job, stage);
    return () => { paint(); save(answer.shown[0], name, type); };
  }, {side: 'result'});
}
