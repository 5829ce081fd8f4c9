/* Puts the player of a channel above its link, once somebody has asked for it by that link.
   Nothing of the channel is loaded before; then the link leads to the channel itself. */
(() => {
  'use strict';
  for (const link of document.querySelectorAll('a[data-player]')) {
    const [outside, here] = link.querySelectorAll('.where');
    here.hidden = !(outside.hidden = true);
    link.addEventListener('click', function ask(event) {
      if (event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      link.removeEventListener('click', ask);
      const frame = document.createElement('iframe');
      frame.title = link.querySelector('strong').textContent;
      frame.allow = 'autoplay; encrypted-media; fullscreen; picture-in-picture';
      frame.referrerPolicy = 'strict-origin-when-cross-origin';
      frame.setAttribute('sandbox', 'allow-scripts allow-same-origin allow-presentation');
      frame.src = link.dataset.player;
      link.before(frame);
      outside.hidden = !(here.hidden = true);
      frame.focus();
    });
  }
})();
