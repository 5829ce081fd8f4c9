// What is said to people: the page brings it, in its language, in <template id="editor-texts">.

let known = null

/** Return the text named `name`; `values` stand for `{…}` in it. */
export function say(name, values = {}) {
  known ??= load()
  return (known[name] ?? name).replace(/\{(\w+)\}/g, (_whole, key) => values[key])
}

function load() {
  const template = document.getElementById('editor-texts')
  const found = template ? template.content.querySelectorAll('[data-text]') : []
  return Object.fromEntries([...found].map(
    (each) => [each.dataset.text, each.textContent.trim().replace(/\s+/g, ' ')]))
}

const isApple = /Mac|iP(?:hone|ad)/.test(navigator.platform)

/** Return how the keys `keys`, as in 'Mod-Shift-7', are written for people. */
export function keysShown(keys) {
  const names = { Mod: isApple ? '⌘' : 'Ctrl', Alt: isApple ? '⌥' : 'Alt', Shift: 'Shift' }
  return keys.split('-').map((key) => names[key] ?? (key.length > 1 ? key : key.toUpperCase())).join(' + ')
}

/** Return `keys` for the attribute aria-keyshortcuts. */
export function keysNamed(keys) {
  return keys.replace('Mod', isApple ? 'Meta' : 'Control').replaceAll('-', '+')
}
