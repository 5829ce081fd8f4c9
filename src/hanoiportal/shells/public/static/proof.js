/* Finds the number that shows a form's ticket has been worked on, while its sender reads: people
   solve no riddle.  Without this script the form takes some seconds longer on its way. */
(() => {
  'use strict';
  // A page on which one waits for a turn sends itself.
  const turn = document.querySelector('form[data-wait]');
  if (turn) setTimeout(() => turn.requestSubmit(), 1000 * turn.dataset.wait);
  const form = document.querySelector('form[data-bits]');
  if (!form || !window.crypto || !crypto.subtle) return;
  const {ve, so} = form.elements, bits = Number(form.dataset.bits), encoder = new TextEncoder();
  let waiting = null;

  async function reaches(number) {
    const digest = await crypto.subtle.digest('SHA-256', encoder.encode(`${ve.value}.${number}`));
    return new DataView(digest).getUint32(0) >>> (32 - bits) === 0;
  }

  async function search() {
    for (let start = 0; !so.value; start += 256) {
      const numbers = Array.from({length: 256}, (_none, place) => start + place);
      const found = (await Promise.all(numbers.map(reaches))).indexOf(true);
      if (found >= 0) so.value = numbers[found];
    }
    if (waiting || 'auto' in form.dataset) form.requestSubmit(waiting);
  }

  form.addEventListener('submit', event => {
    if (so.value || event.submitter && event.submitter.formNoValidate) return;
    event.preventDefault();
    waiting = event.submitter;
  });
  search();
})();
