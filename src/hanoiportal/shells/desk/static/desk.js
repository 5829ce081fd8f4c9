// What every page of the desk gains from JavaScript; nothing depends on it.
// Texts come with the page, in its language, as data-… attributes.

const form = document.querySelector('form.go');

function made(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

// The palette: a dialog with one field; the arrows walk through the answers, Enter follows one.
class Palette {
  constructor(form) {
    this.said = form.dataset;
    this.timer = 0;
    this.asking = null;
    this.at = -1;
    this.field = made('input', {
      type: 'search', maxlength: 200, autocomplete: 'off', role: 'combobox', spellcheck: 'false',
      'aria-expanded': 'true', 'aria-controls': 'palette-answers', 'aria-autocomplete': 'list',
      'aria-label': this.said.label});
    this.list = made('div', {id: 'palette-answers', role: 'listbox', 'aria-label': this.said.label});
    this.told = made('p', {class: 'hint', role: 'status'});
    const close = made('button', {type: 'button', class: 'quiet'}, this.said.close);
    this.dialog = made('dialog', {class: 'palette', 'aria-label': this.said.label},
      made('div', {class: 'asking'}, this.field, close), this.told, this.list);
    document.body.append(this.dialog);
    close.addEventListener('click', () => this.dialog.close());
    this.dialog.addEventListener('click', (event) => {
      if (event.target === this.dialog) this.dialog.close();
    });
    this.field.addEventListener('input', () => this.soon());
    this.field.addEventListener('keydown', (event) => this.key(event));
  }

  open() {
    if (this.dialog.open) return;
    this.dialog.showModal();
    this.field.select();
    this.ask();
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), 120);
  }

  async ask() {
    this.asking?.abort();
    this.asking = new AbortController();
    const typed = this.field.value.trim();
    try {
      const answer = await fetch(`${this.said.answers}?q=${encodeURIComponent(typed)}`, {
        signal: this.asking.signal, headers: {Accept: 'application/json'}});
      if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
      this.show((await answer.json()).groups);
    } catch (error) {
      if (error.name !== 'AbortError') this.fail();
    }
  }

  fail() {
    this.list.replaceChildren();
    this.told.textContent = this.said.failed;
  }

  show(groups) {
    this.at = -1;
    this.field.removeAttribute('aria-activedescendant');
    this.list.replaceChildren(...groups.map((group, number) => {
      const title = made('div', {id: `palette-${number}`, class: 'title'}, group.title);
      const hits = group.hits.map((hit, position) => this.hit(hit, `palette-${number}-${position}`));
      return made('div', {role: 'group', 'aria-labelledby': `palette-${number}`}, title, ...hits);
    }));
    const found = this.hits().length;
    this.told.textContent = found ? this.said.found.replace('#', found) : this.said.none;
    if (found) this.move(0);
  }

  hit(hit, id) {
    const title = made('span', {lang: hit.lang}, hit.title);
    const about = hit.about ? [made('small', {}, hit.about)] : [];
    return made('a', {id, role: 'option', href: hit.address, tabindex: '-1', 'aria-selected': 'false'},
      title, ...about);
  }

  hits() {
    return [...this.list.querySelectorAll('[role=option]')];
  }

  move(to) {
    const hits = this.hits();
    if (!hits.length) return;
    hits[this.at]?.setAttribute('aria-selected', 'false');
    this.at = (to + hits.length) % hits.length;
    hits[this.at].setAttribute('aria-selected', 'true');
    hits[this.at].scrollIntoView({block: 'nearest'});
    this.field.setAttribute('aria-activedescendant', hits[this.at].id);
  }

  key(event) {
    if (event.isComposing) return;  // a Vietnamese keyboard is still putting a letter together
    if (event.key === 'ArrowDown') this.move(this.at + 1);
    else if (event.key === 'ArrowUp') this.move(this.at - 1);
    else if (event.key === 'Enter') this.hits()[this.at]?.click();
    else if (event.key === 'Escape') this.dialog.close();  // else it would empty the field first
    else return;
    event.preventDefault();
  }
}

if (form && 'HTMLDialogElement' in window) {
  const palette = new Palette(form);
  document.addEventListener('keydown', (event) => {
    // In the editor of a text the same keys make a link.
    if (!event.defaultPrevented && (event.ctrlKey || event.metaKey) && !event.altKey
        && !event.shiftKey && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      palette.open();
    }
  });
  form.querySelector('input').placeholder = form.dataset.shortcut;
  // On a phone the button stands alone.
  form.addEventListener('submit', (event) => {
    if (form.querySelector('input').value.trim()) return;
    event.preventDefault();
    palette.open();
  });
}

// Ctrl+S presses the button of the form that saves and stays.
document.addEventListener('keydown', (event) => {
  const save = document.querySelector('button[data-save]');
  if (!save || event.altKey || event.shiftKey || !(event.ctrlKey || event.metaKey)
      || event.key.toLowerCase() !== 's') return;
  event.preventDefault();
  if (!event.repeat) save.click();
});

// A date is said again in the order of Vietnam: browsers show it in that of their own language.
const days = document.body.dataset.day ? 'input[type=date], input[type=datetime-local]' : 'none';
for (const field of document.querySelectorAll(days)) {
  const echo = made('output', {class: 'hint echo', for: field.id});
  const say = () => {
    const [day, time] = field.value.split('T');
    const told = [day.split('-').reverse().join('/'), time].filter(Boolean).join(', ');
    echo.textContent = told ? `${document.body.dataset.day}: ${told}` : document.body.dataset.day;
  };
  say();
  field.addEventListener('input', say);
  field.after(echo);
}

// By when a text must be public is told anew as one types the date that its term begins on.
for (const told of document.querySelectorAll('output[data-due]')) {
  const field = document.getElementById(told.htmlFor.value);
  const body = document.getElementById(`f-${told.dataset.issuedBy}`);
  let timer = 0, asking = null;
  const ask = async () => {
    asking?.abort();
    asking = new AbortController();
    const address = new URL(told.dataset.due, location);
    address.searchParams.set('day', field.value);
    address.searchParams.set('body', body?.value ?? '');
    try {
      const answer = await fetch(address, {signal: asking.signal});
      told.textContent = answer.ok ? (await answer.json()).told ?? '' : '';
    } catch (error) {
      if (error.name !== 'AbortError') told.textContent = '';
    }
  };
  for (const each of [field, body]) {
    each?.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(ask, 250); });
  }
}

// One box that ticks all the others of a list.
for (const head of document.querySelectorAll('.many th.tick')) {
  const boxes = [...head.closest('table').querySelectorAll('td.tick input')];
  const all = made('input', {type: 'checkbox', 'aria-label': head.dataset.all});
  all.addEventListener('change', () => boxes.forEach((box) => { box.checked = all.checked; }));
  head.replaceChildren(made('label', {}, all));
  head.closest('table').addEventListener('change', () => {
    const ticked = boxes.filter((box) => box.checked).length;
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
  });
}

// One box that confirms the whole checklist.
for (const all of document.querySelectorAll('.heads .all input')) {
  const heads = [...all.closest('.heads').querySelectorAll('input')].filter((box) => box !== all);
  all.addEventListener('change', () => heads.forEach((box) => { box.checked = all.checked; }));
  heads.forEach((box) => box.addEventListener('change', () => {
    all.checked = heads.every((each) => each.checked);
  }));
}

// What is unfolded beside the tabs goes when something else is pressed, or Escape.
for (const more of document.querySelectorAll('.tabs .more')) {
  document.addEventListener('click', (event) => {
    if (!more.contains(event.target)) more.open = false;
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !more.open) return;
    more.open = false;
    more.querySelector('summary').focus();
  });
}

// What was told of an item is read once the item is opened.
for (const said of document.querySelectorAll('form[data-seen]')) {
  fetch(said.action, {method: 'POST', body: new URLSearchParams(new FormData(said))}).catch(() => {});
}
