/* Opens the form of ratings in the foot of the page; without it the form is a page of its own.
   XMLHttpRequest reads a page as a document, which pages with Trusted Types allow. */
(() => {
  'use strict';
  const link = document.getElementById('danh-gia'), place = document.createElement('div');
  if (!link) return;

  function show(address, body) {
    const request = new XMLHttpRequest(), leave = () => location.assign(link.href);
    request.open(body ? 'POST' : 'GET', address);
    request.responseType = 'document';
    request.onerror = leave;
    request.onload = () => {
      const form = request.status === 200 && request.response.querySelector('.rating');
      if (!form) return leave();
      place.replaceChildren(form);
      (form.querySelector('[role=status]') || form.querySelector('button') || form).focus();
    };
    request.send(body);
  }

  link.addEventListener('click', event => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    link.after(place);
    show(link.href);
  });
  place.addEventListener('submit', event => {
    event.preventDefault();
    const {target, submitter} = event, body = new URLSearchParams(new FormData(target));
    if (submitter) body.set(submitter.name, submitter.value);
    show(target.action, body);
  });
})();
