/* Copies a citation, the address of a page, or that of a provision of a document at one press.
   Without this script all of them can be selected, and the links of provisions lead there. */
(() => {
  'use strict';
  const labels = document.querySelector('[data-copy]');
  if (!navigator.clipboard || !labels) return;
  const {copy, copied} = labels.dataset, STAYS = 4000;
  const status = document.createElement('p');
  let timer = 0;
  status.className = 'copied';
  status.setAttribute('role', 'status');
  document.body.append(status);

  async function take(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      return;
    }
    clearTimeout(timer);
    status.textContent = copied;
    timer = setTimeout(() => status.replaceChildren(), STAYS);
  }

  function equip(sentence, number) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy plain';
    button.lang = labels.lang;
    button.textContent = copy;
    sentence.id ||= 'chep-' + number;
    button.setAttribute('aria-describedby', sentence.id);
    button.addEventListener('click', () => take(sentence.textContent.trim()));
    sentence.after(button);
  }

  document.querySelectorAll('.sentence').forEach(equip);
  document.addEventListener('click', event => {
    const anchor = event.target.closest('a.anchor');
    if (!anchor) return;
    const page = document.querySelector('link[rel=canonical]');
    take(new URL(anchor.hash, page ? page.href : location.href).href);
  });
})();
