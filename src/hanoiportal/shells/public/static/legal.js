/* Says beside the text of a legal document which provision is being read, and offers at each § to
   copy its address or its citation.  Without this script § is a link, and the line above the text
   names the article. */
(() => {
  'use strict';
  const text = document.querySelector('.legal');
  if (!text) return;
  const said = anchor => anchor.getAttribute('aria-label').replace(/^Liên kết tới /, '');
  const anchorOf = place => place.querySelector(':scope > * > .anchor');

  function follow(contents, places) {
    const here = document.createElement('p'), NEAR = 120;
    let last = null, waiting = false;
    here.className = 'here';
    here.lang = 'vi';
    contents.prepend(here);

    // Names from the outermost on; each holds that of what is around it, which is taken off.
    function path(place) {
      const names = [];
      for (let name = ''; place && !place.matches('.legal'); place = place.parentElement) {
        const anchor = place.id && anchorOf(place);
        if (!anchor || place.matches('.chuong, .muc')) continue;
        if (name) names.unshift(name.replace(' ' + said(anchor), ''));
        name = said(anchor);
        if (place.matches('.part, .dieu')) { names.unshift(name); break; }
      }
      return names.join(' › ');
    }

    function show() {
      waiting = false;
      let low = 0, high = places.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (places[middle].getBoundingClientRect().top <= NEAR) low = middle; else high = middle - 1;
      }
      const place = places[low];
      if (place === last) return;
      last = place;
      here.textContent = path(place);
      contents.querySelector('[aria-current]')?.removeAttribute('aria-current');
      const entry = place.closest('.dieu, .muc, .chuong, .part');
      const link = contents.querySelector(`a[href="#${CSS.escape(entry.id)}"]`);
      if (!link) return;
      link.setAttribute('aria-current', 'location');
      const box = contents.getBoundingClientRect(), at = link.getBoundingClientRect();
      if (at.top < box.top + 60 || at.bottom > box.bottom) {
        contents.scrollTop += at.top - box.top - box.height / 3;
      }
    }

    addEventListener('scroll', () => {
      if (!waiting) requestAnimationFrame(show);
      waiting = true;
    }, {passive: true});
    // To ask where something stands before the page is drawn would have it laid out twice.
    requestAnimationFrame(() => setTimeout(show));
  }

  function citation(anchor) {
    const name = said(anchor), of = anchor.closest('[data-of]')?.dataset.of ?? '';
    return of.startsWith(name) ? of : `${name} ${of}`.trim();
  }

  function address(anchor) {
    const page = document.querySelector('link[rel=canonical]');
    return new URL(anchor.hash, page ? page.href : location.href).href;
  }

  const choice = document.createElement('span');
  choice.className = 'copying';
  choice.lang = text.dataset.lang;
  for (const [label, make] of [[text.dataset.link, address], [text.dataset.cite, citation]]) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'plain';
    button.textContent = label;
    button.addEventListener('click', () => {
      const detail = make(choice.previousElementSibling);
      document.dispatchEvent(new CustomEvent('copytext', {detail}));
      close();
    });
    choice.append(button);
  }

  function close() {
    const anchor = choice.previousElementSibling;
    if (choice.contains(document.activeElement)) anchor?.focus();
    choice.remove();
  }

  if (navigator.clipboard) {
    document.addEventListener('click', event => {
      const anchor = event.target.closest('.legal a.anchor');
      if (anchor && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
        anchor.after(choice);
        // A link that is followed loses the focus, which is to go on to the buttons.
        event.preventDefault();
        location.hash = anchor.hash;
        anchor.focus({preventScroll: true});
      } else if (!choice.contains(event.target)) close();
    });
    document.addEventListener('keydown', event => {
      if (event.key === 'Escape') close();
    });
  }

  const contents = document.querySelector('.toc');
  if (contents) follow(contents, [...text.querySelectorAll('[id]')].filter(anchorOf));
})();
