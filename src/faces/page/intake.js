/* Files in: by button, key or drop. One that is refused is told so where it was to go, and leaves everything as it was. */
const MEGABYTE = 1048576;
const MAX_MEGABYTES = 200;

/* What forbids it at once, as the words' key and what they need; null where nothing does. */
function objection(files, folder) {
  if (files.length > 1) return ['several'];
  const file = files[0], mb = Math.ceil(file.size / MEGABYTE);
  if (folder || (file.size === 0 && !file.type && !/\./.test(file.name))) return ['folder'];
  if (mb > MAX_MEGABYTES) return ['tooLarge', mb, MAX_MEGABYTES];
  return file.size === 0 ? ['emptyFile'] : null;
}

function refuse(step, said) {
  state.refused = {step, said};
  paint('refused');
}

async function takeInto(step, files, folder) {
  const wrong = step === 'wages' && !templateReady() && !templateComes() ? ['templateFirst'] : objection(files, folder);
  if (wrong) return refuse(step, wrong);
  const behind = step === 'wages' && templateComes();
  if (step === 'template') leaveTemplate();
  else if (!behind) leave();
  const mine = state.turn;
  occupied(true);
  let bytes = null;
  try {
    bytes = await files[0].arrayBuffer();
  } catch (cannot) {
    occupied(Boolean(state.busy));
    return refuse(step, ['unreadable']);
  }
  const file = {name: files[0].name, bytes};
  if (step === 'wages' && (behind || mine === state.turn)) return takeWages(file);
  if (mine === state.turn) return takeTemplate(file);
}

/* The template is being read: wages that come meanwhile are taken up after it. */
const templateComes = () => Boolean(state.busy && state.busy.step === 'template');

function takeWages(file) {
  if (!templateReady() && !templateComes()) return refuse('wages', ['templateFirst']);
  forgetWages();
  state.wages = file;
  return templateComes() ? undefined : readWages(file, forgetWages);
}

function takeTemplate(file) {
  if (state.alone) forgetWages();
  forgetTemplate();
  state.alone = false;
  return readTemplate(file);
}

function chooser(label, take) {
  const chosen = () => {
    const files = [...input.files];
    input.value = ''; // or the same file, once mended, could not be chosen again
    if (files.length) take(files);
  };
  const input = h('input', {type: 'file', on: {change: chosen}});
  return h('label.drop', {}, input, h('span.pick', {}, say('pick')), h('span.quiet', {}, say('orDrop')),
           h('span.hidden', {}, label));
}

/* ---- A drop anywhere goes to the step that waits for it, and one on the template's step there; never does the browser
 * open the file. */
const waitingStep = () => state.template || state.alone || templateComes() ? 'wages' : 'template';

function holdsFolder(items) {
  return [...(items || [])].some((item) => item.webkitGetAsEntry && (item.webkitGetAsEntry() || {}).isDirectory);
}

document.addEventListener('dragover', (event) => {
  event.preventDefault();
  document.body.classList.add('dragging');
});
document.addEventListener('dragleave', (event) => { if (!event.relatedTarget) document.body.classList.remove('dragging'); });
document.addEventListener('drop', (event) => {
  event.preventDefault();
  document.body.classList.remove('dragging');
  const {files, items} = event.dataTransfer;
  const onto = event.target.closest && event.target.closest('#template') ? 'template' : waitingStep();
  if (files.length) takeInto(onto, [...files], holdsFolder(items));
});
