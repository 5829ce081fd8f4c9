/* Tells the portal that a page is shown to somebody, and whether a page of this site led to it.
   Sends no more than any request for a file of the page does, and keeps nothing. */
(() => {
  'use strict';
  const {count} = document.currentScript.dataset;

  function cameFromHere() {
    try {
      return new URL(document.referrer).origin === location.origin;
    } catch {
      return false;
    }
  }

  function tell() {
    fetch(count + (cameFromHere() ? '' : '?visit'), {cache: 'no-store', keepalive: true})
      .catch(() => {});
  }

  if (document.prerendering) document.addEventListener('prerenderingchange', tell, {once: true});
  else tell();
})();
