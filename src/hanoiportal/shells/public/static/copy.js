/* Copies a citation or the address of a page at one press, and what other scripts ask for by the
   event "copytext"; hands the page to the device's own sharing, in which Zalo is.  Without this
   script all of them can be selected. */
(() => {
  'use strict';
  const along = document.querySelector('.along[data-share]'), ways = along?.querySelector('ul');
  if (navigator.share && ways) {
    const button = document.createElement('button'), way = document.createElement('li');
    button.type = 'button';
    button.className = 'plain';
    button.textContent = along.dataset.share;
    button.addEventListener('click', () => {
      const url = document.querySelector('link[rel=canonical]')?.href ?? location.href;
      navigator.share({title: document.title, url}).catch(() => {});
    });
    way.append(button);
    ways.append(way);
  }

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
  document.addEventListener('copytext', event => take(event.detail));
})();
