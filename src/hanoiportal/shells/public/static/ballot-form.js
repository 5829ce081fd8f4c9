/* Puts the token of a survey, which ballot.js has got, into the form of its answers: an input with
   data-ballot, the id of the survey.  A page with data-ballot-taken says that it is spent. */
(() => {
  'use strict';
  const name = each => `phieu ${each}`, field = document.querySelector('input[data-ballot]');
  const taken = document.querySelector('[data-ballot-taken]');
  if (taken) localStorage.removeItem(name(taken.dataset.ballotTaken));
  if (!field || field.value) return;
  const kept = JSON.parse(localStorage.getItem(name(field.dataset.ballot)) || 'null');
  if (kept && kept.token) field.value = kept.token;
})();
