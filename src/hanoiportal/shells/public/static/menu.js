/* Closes an open group of the menu by Esc or by a press elsewhere.  Without this script a second
   press on its name closes it. */
(() => {
  'use strict';
  const open = () => document.querySelector('.menu .drop[open]');
  document.addEventListener('click', event => {
    const group = open();
    if (group && !group.contains(event.target)) group.open = false;
  });
  document.addEventListener('keydown', event => {
    const group = open();
    if (event.key !== 'Escape' || !group) return;
    group.open = false;
    group.querySelector('summary').focus();
  });
})();
