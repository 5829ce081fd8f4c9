// The dialog that lists the keys.

import { make } from './build.js'
import { BUTTONS, STYLES } from './commands.js'
import { openDialog } from './dialog.js'
import { keysShown, say } from './texts.js'

const MORE = [
  ['keyToolbar', 'Alt-F10'], ['keyArrows', '← →'], ['keyBack', 'Esc'], ['keyCell', 'Tab'],
  ['keyBreak', 'Shift-Enter'], ['keyPlain', 'Mod-Shift-V'],
]

/** Show the keys; `then()` runs when the dialog is closed. */
export function showHelp(then) {
  const named = [...STYLES, ...BUTTONS.flat()].filter(({ keys }) => keys).map(({ name, keys }) => [name, keys])
  const rows = [...MORE, ...named].map(([name, keys]) => make('tr', {},
    make('th', { scope: 'row' }, say(name)), make('td', {}, make('kbd', {}, keysShown(keys)))))
  const head = make('thead', {}, make('tr', {},
    make('th', { scope: 'col' }, say('keyAction')), make('th', { scope: 'col' }, say('keyKeys'))))
  openDialog({
    title: say('help'),
    body: [make('div', { class: 'editor-keys', tabindex: '0', role: 'region', 'aria-label': say('help') },
      make('table', {}, head, make('tbody', {}, ...rows)))],
    then,
    wide: true,
  })
}
