/* Suggestions below a search field: a combobox with a list box.  Without this script the form
   works as it is.  Asks this site alone, and keeps nothing. */
(() => {
  'use strict';
  const PAUSE = 150, SHORTEST = 2;

  function equip(form, number) {
    const input = form.querySelector('input[type=search]');
    const list = document.createElement('ul'), status = document.createElement('p');
    let timer = 0, asked = '', options = [], chosen = -1;
    list.id = 'goi-y-' + number;
    list.className = 'suggested';
    list.hidden = true;
    list.setAttribute('role', 'listbox');
    list.setAttribute('aria-label', form.dataset.suggested);
    status.className = 'unseen';
    status.setAttribute('role', 'status');
    for (const [name, value] of [['role', 'combobox'], ['aria-autocomplete', 'list'],
      ['aria-expanded', 'false'], ['aria-controls', list.id]]) input.setAttribute(name, value);
    form.append(list, status);

    function close() {
      list.hidden = true;
      chosen = -1;
      input.setAttribute('aria-expanded', 'false');
      input.removeAttribute('aria-activedescendant');
    }

    function choose(at) {
      if (options[chosen]) options[chosen].setAttribute('aria-selected', 'false');
      chosen = at;
      if (chosen < 0) return input.removeAttribute('aria-activedescendant');
      options[chosen].setAttribute('aria-selected', 'true');
      options[chosen].scrollIntoView({block: 'nearest'});
      input.setAttribute('aria-activedescendant', options[chosen].id);
    }

    function option(found, at) {
      const item = document.createElement('li'), kind = document.createElement('small');
      item.id = list.id + '-' + at;
      item.setAttribute('role', 'option');
      item.setAttribute('aria-selected', 'false');
      item.lang = found.lang;
      item.dataset.address = found.address;
      kind.textContent = found.kind;
      item.append(found.title, ' ', kind);
      item.addEventListener('mousedown', event => event.preventDefault());
      item.addEventListener('click', () => location.assign(found.address));
      return item;
    }

    function show(suggestions) {
      options = suggestions.map(option);
      list.replaceChildren(...options);
      chosen = -1;
      input.removeAttribute('aria-activedescendant');
      list.hidden = !options.length;
      input.setAttribute('aria-expanded', String(!list.hidden));
      status.textContent = options.length ? form.dataset.suggested + ': ' + options.length : '';
    }

    async function ask() {
      const typed = input.value.trim();
      if (typed === asked && !list.hidden) return;
      asked = typed;
      if (typed.length < SHORTEST) return close();
      try {
        const answer = await fetch(form.dataset.suggest + '?' + new URLSearchParams({q: typed}));
        const found = answer.ok ? (await answer.json()).suggestions : [];
        if (asked === typed && document.activeElement === input) show(found);
      } catch {
        close();
      }
    }

    input.addEventListener('input', () => {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE);
    });
    input.addEventListener('blur', close);
    input.addEventListener('keydown', event => {
      const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
      if (event.key === 'Escape' && !list.hidden) {
        event.preventDefault();
        close();
      } else if (step && list.hidden) {
        ask();
      } else if (step) {
        event.preventDefault();
        const many = options.length + 1;
        choose((chosen + 1 + step + many) % many - 1);
      } else if (event.key === 'Enter' && chosen >= 0 && !list.hidden) {
        event.preventDefault();
        location.assign(options[chosen].dataset.address);
      }
    });
  }

  document.querySelectorAll('form[data-suggest]').forEach(equip);
})();

/* Closes an open group of the menu by Esc or by a press elsewhere.  Without this script a second
   press on its name closes it. */
(() => {
  'use strict';
  const open = () => document.querySelector('.menu .drop[open]');
  document.addEventListener('click', event => {
    const group = open();
    if (group && !group.contains(event.target)) group.open = false;
  });
  document.addEventListener('keydown', event => {
    const group = open();
    if (event.key !== 'Escape' || !group) return;
    group.open = false;
    group.querySelector('summary').focus();
  });
})();
