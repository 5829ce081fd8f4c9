// Toolbars as the ARIA practices want them: one stop of the Tab key, arrows between the buttons.

import { drawing, make } from './build.js'
import { ICONS } from './icons.js'
import { keysNamed, keysShown, say } from './texts.js'

/** A row of buttons over a text. */
export class Toolbar {
  /**
   * `groups`: lists of buttons as in commands.js; `press(button)` does what one is for; `first`:
   * an element that stands before them all, or null; `controls`: the id of the text.
   */
  constructor(label, groups, press, controls, first = null) {
    this.buttons = groups.flat()
    this.elements = new Map(this.buttons.map((each) => [each, this.button(each, press)]))
    const parts = groups.map((group) => make(
      'div', { class: 'editor-group', role: 'group' }, ...group.map((each) => this.elements.get(each))))
    this.element = make(
      'div', { role: 'toolbar', class: 'editor-bar', 'aria-label': label, 'aria-controls': controls },
      ...(first ? [make('div', { class: 'editor-group' }, first)] : []), ...parts)
    this.stops = [...this.element.querySelectorAll('button, select')]
    this.stops.forEach((each, index) => { each.tabIndex = index ? -1 : 0 })
    this.element.addEventListener('keydown', (event) => this.move(event))
    this.element.addEventListener('focusin', (event) => this.settle(event.target))
  }

  button(button, press) {
    const name = say(button.name)
    const element = make('button', {
      type: 'button',
      class: 'editor-button',
      'data-deed': button.name,
      'aria-label': name,
      'aria-keyshortcuts': button.keys ? keysNamed(button.keys) : null,
      'aria-haspopup': button.asks && !button.always ? 'dialog' : null,
      title: button.keys ? `${name} (${keysShown(button.keys)})` : name,
    }, drawing(ICONS[button.name]))
    // The selection in the text stays while a button is pressed with the mouse.
    element.addEventListener('mousedown', (event) => event.preventDefault())
    element.addEventListener('click', () => {
      if (element.getAttribute('aria-disabled') !== 'true') press(button)
    })
    return element
  }

  /** Show what is on and what can be done; `isIdle`: nothing can but what always can. */
  update(editor, isIdle, modes) {
    for (const [button, element] of this.elements) {
      const isOn = button.isOn ?? (button.name in modes ? () => modes[button.name] : null)
      if (isOn) element.setAttribute('aria-pressed', String(Boolean(isOn(editor))))
      const can = button.always || (!isIdle && (button.can ? button.can(editor) : true))
      // Disabled by ARIA alone: a button that vanished from the keys' way would be looked for.
      if (can) element.removeAttribute('aria-disabled')
      else element.setAttribute('aria-disabled', 'true')
    }
  }

  focus() {
    this.stops.find((each) => each.tabIndex === 0).focus()
  }

  settle(target) {
    if (this.stops.includes(target)) this.stops.forEach((each) => { each.tabIndex = each === target ? 0 : -1 })
  }

  move(event) {
    const steps = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity }
    if (!(event.key in steps) || event.ctrlKey || event.altKey || event.metaKey) return
    event.preventDefault()
    const { length } = this.stops
    const place = this.stops.indexOf(document.activeElement)
    const step = steps[event.key]
    const next = Number.isFinite(step) ? (place + step + length) % length : step < 0 ? 0 : length - 1
    this.stops[next].focus()
  }
}
