/* Sends the code of a link, which stands behind the # of the address, and takes it out of the
   address.  Without this script one pastes the link into the field.  Where the # leads to a part
   of the page, such as its content, it is no code.  A form that says so is sent by its button. */
(() => {
  'use strict';
  const form = document.querySelector('form.code');

  function send() {
    const code = location.hash.slice(1);
    if (!code || document.getElementById(code)) return;
    history.replaceState(null, '', location.pathname);
    form.querySelector('input').value = code;
    if (!('ask' in form.dataset)) form.submit();
  }

  addEventListener('hashchange', send);
  send();
})();
