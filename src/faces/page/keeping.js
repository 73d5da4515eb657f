/* What a person has begun on the page outlives its being painted anew in another language, masked, or after saving: where
 * the focus is, what is ticked, what is folded open. Only where as much stands there as before: else it is another page. */
const FOCUSABLE = '#main button, #main input, #main summary, #main h2[tabindex], #main .scroll';

const held = (selector) => [...byId('main').querySelectorAll(selector)].filter((e) => !e.closest('.progress'));

function begun() {
  const focused = document.activeElement;
  return {places: held(FOCUSABLE).length, focus: held(FOCUSABLE).indexOf(focused), stopped: Boolean(focused && focused.closest('.progress')),
          inputs: held('form input').map((input) => input.checked), open: held('details').map((d) => d.open)};
}

function goOn(was) {
  const inputs = held('form input'), folds = held('details'), places = held(FOCUSABLE);
  if (inputs.length === was.inputs.length) inputs.forEach((input, i) => { input.checked = was.inputs[i]; });
  if (folds.length === was.open.length) folds.forEach((fold, i) => { fold.open = was.open[i]; });
  const back = was.stopped ? byId('result').querySelector('h2') : places.length === was.places && places[was.focus];
  if (back && document.activeElement !== back) back.focus({preventScroll: true});
}
