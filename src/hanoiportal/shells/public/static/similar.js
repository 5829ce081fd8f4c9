/* Shows answers to a question below its field, after a pause in typing.  Without this script the
   next page shows them.  Asks this site alone; what is typed stands in no address, and nothing is
   kept. */
(() => {
  'use strict';
  const PAUSE = 900, SHORTEST = 12, LONGEST = 300;
  const box = document.querySelector('.similar[data-similar]');
  const input = box && box.parentElement.querySelector('textarea');
  if (!input) return;
  const title = document.createElement('p'), hint = document.createElement('p');
  const list = document.createElement('ul'), status = document.createElement('p');
  let timer = 0, asked = '', told = '';
  title.className = 'similar-title';
  title.id = 'tuong-tu';
  title.textContent = box.dataset.title;
  hint.className = 'hint';
  hint.textContent = box.dataset.hint;
  list.setAttribute('aria-labelledby', title.id);
  for (const part of [title, hint, list]) part.hidden = true;
  status.className = 'unseen';
  status.setAttribute('role', 'status');
  box.append(title, hint, list, status);

  function row(found) {
    const item = document.createElement('li'), link = document.createElement('a');
    const about = document.createElement('small');
    link.href = found.address;
    link.target = '_blank';
    link.rel = 'noopener';
    link.lang = found.lang;
    link.textContent = found.title;
    about.textContent = found.about;
    item.append(link, ' ', about);
    return item;
  }

  function show(links) {
    list.replaceChildren(...links.map(row));
    for (const part of [title, hint, list]) part.hidden = !links.length;
    const tell = links.length ? box.dataset.title + ': ' + links.length : '';
    if (tell !== told) status.textContent = told = tell;
  }

  async function ask() {
    const text = input.value.trim().slice(0, LONGEST);
    if (text === asked) return;
    asked = text;
    if (text.length < SHORTEST) return show([]);
    try {
      const answer = await fetch(box.dataset.similar, {
        method: 'POST', body: new URLSearchParams({text}), cache: 'no-store'});
      const found = answer.ok ? (await answer.json()).links : [];
      if (asked === text) show(found);
    } catch {
      show([]);
    }
  }

  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  ask();
})();
