/* Passkeys: a form with data-passkey asks the portal what to ask the device, and sends its answer.
   Without this script, or where a browser knows no passkeys, these forms stay hidden. */
(() => {
  'use strict';
  if (!window.PublicKeyCredential) return;

  function bytes(text) {
    const base = text.replace(/-/g, '+').replace(/_/g, '/');
    return Uint8Array.from(atob(base), sign => sign.charCodeAt(0));
  }

  function text(buffer) {
    const base = btoa(String.fromCharCode(...new Uint8Array(buffer)));
    return base.replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  }

  function readable(options) {
    options.challenge = bytes(options.challenge);
    if (options.user) options.user.id = bytes(options.user.id);
    for (const name of ['allowCredentials', 'excludeCredentials'])
      for (const each of options[name] || []) each.id = bytes(each.id);
    return options;
  }

  function written(credential) {
    const given = credential.response, response = {clientDataJSON: text(given.clientDataJSON)};
    for (const name of ['attestationObject', 'authenticatorData', 'signature', 'userHandle'])
      if (given[name]) response[name] = text(given[name]);
    if (given.getTransports) response.transports = given.getTransports();
    return JSON.stringify({
      id: credential.id, rawId: text(credential.rawId), type: credential.type, response,
      authenticatorAttachment: credential.authenticatorAttachment, clientExtensionResults: {}});
  }

  async function proved(form) {
    const purpose = form.dataset.passkey;
    const reply = await fetch(form.dataset.options, {method: 'POST', body: new URLSearchParams({
      csrf_token: form.elements.csrf_token.value, for: purpose})});
    if (!reply.ok) throw new Error(reply.status);
    const publicKey = readable(await reply.json());
    return written(await (purpose === 'enrol' ? navigator.credentials.create({publicKey})
      : navigator.credentials.get({publicKey})));
  }

  for (const form of document.querySelectorAll('form[data-passkey]')) {
    const button = form.querySelector('button'), problem = form.querySelector('[role=alert]');
    form.hidden = false;
    form.addEventListener('submit', async event => {
      event.preventDefault();
      button.disabled = true;
      problem.hidden = true;
      try {
        form.elements.answer.value = await proved(form);
        form.submit();
      } catch {
        button.disabled = false;
        problem.hidden = false;
      }
    });
  }
})();
