/* Sends the code of a link, which stands behind the # of the address, and takes it out of the
   address.  Without this script one pastes the link into the field. */
(() => {
  'use strict';
  const form = document.querySelector('form[data-link]');

  function send() {
    const code = location.hash.slice(1);
    if (!code) return;
    history.replaceState(null, '', location.pathname);
    form.elements.code.value = code;
    form.submit();
  }

  addEventListener('hashchange', send);
  send();
})();
