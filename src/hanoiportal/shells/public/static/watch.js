/* Lets the page of those who watch a dialogue show what is new: it asks a small page again and
   again, which the browser has by its entity tag as long as nothing is new.
   XMLHttpRequest reads a page as a document, which pages with Trusted Types allow. */
(() => {
  'use strict';
  const {newest, every} = document.currentScript.dataset;
  let wait = 0;

  function later() {
    const seconds = Number(every) * (1 + wait) + Math.random();
    setTimeout(document.hidden ? later : ask, 1000 * seconds);
  }

  function show(found) {
    const here = document.getElementById('moi');
    if (!found || !here || found.dataset.mark === here.dataset.mark) return;
    here.replaceChildren(...found.childNodes);
    here.dataset.mark = found.dataset.mark;
    const said = document.getElementById('tin');
    if (said) said.textContent = said.dataset.told;
  }

  function ask() {
    const request = new XMLHttpRequest();
    request.open('GET', newest);
    request.timeout = 20000;
    request.responseType = 'document';
    request.onloadend = () => {
      const good = request.status === 200 && request.response;
      wait = good ? 0 : Math.min(wait + 1, 8);
      const found = good && request.response.getElementById('moi');
      if (good) show(found);
      if (!found || found.dataset.phase !== 'archived') later();
    };
    request.send();
  }

  later();
})();
