/* Small things to build a page of. Whatever comes from files goes in as text, never as markup. */
const byId = (id) => document.getElementById(id);
const state = {
  lang: 'zh', masked: false, alone: false, template: null, wages: null, as: null,
  answers: {}, earlier: {}, outcome: null, trouble: null, refused: null, saved: null, busy: null, guide: {}, turn: 0
};
const say = (key, ...args) => {
  const words = WORDS[state.lang][key];
  return typeof words === 'function' ? words(...args) : words;
};

function h(tag, attributes, ...children) {
  const [name, ...classes] = tag.split('.');
  const made = document.createElement(name);
  if (classes.length) made.className = classes.join(' ');
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key === 'on') for (const [type, listen] of Object.entries(value)) made.addEventListener(type, listen);
    else if (value === true) made.setAttribute(key, '');
    else if (value !== false && value != null) made.setAttribute(key, value);
  }
  made.append(...children.flat(9).filter((child) => child != null && child !== false));
  return made;
}

const button = (words, press, kind) => h('button' + (kind ? '.' + kind : ''), {type: 'button', on: {click: press}}, words);

const occupied = (busy) => byId('main').setAttribute('aria-busy', busy);

function announce(words) {
  byId('live').textContent = '';
  setTimeout(() => { byId('live').textContent = words; }, 60);
}

/* What stands there, but for its buttons, with a pause between. */
const wordsOf = (place) => [...place.querySelectorAll('b, p, li')].map((e) => e.textContent.trim()).filter(Boolean).join(state.lang === 'zh' ? '；' : '; ');

/* What the core says in English begins small, since it also stands within sentences. */
const large = (words) => words.charAt(0).toUpperCase() + words.slice(1);

/* "4610757.52" → "4,610,757.52" */
function money(sum) {
  if (sum == null) return say('unknown');
  const [yuan, fen] = sum.split('.');
  return yuan.replace(/\B(?=(\d{3})+$)/g, ',') + '.' + fen;
}

/* Exact: in fen, as whole numbers of any size. */
function change(was, is) {
  if (was == null || is == null) return null;
  const [a, b] = [was, is].map((s) => BigInt(s.replace('.', '')));
  if (a <= 0n) return null;
  const thousandths = ((b - a) * 2000n + (b < a ? -a : a)) / (2n * a);
  const size = thousandths < 0n ? -thousandths : thousandths;
  return `${thousandths < 0n ? '−' : '+'}${size / 10n}.${size % 10n}%`;
}

function note(kind, ...children) { return h('div.note.' + kind, {}, ...children); }
