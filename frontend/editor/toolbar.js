// Toolbars as the ARIA practices want them: one stop of the Tab key, arrows between the buttons.
// On a phone a bar is one line, and its last button opens those that have no room in it.

import { drawing, make } from './build.js'
import { ICONS } from './icons.js'
import { keysNamed, keysShown, say } from './texts.js'

const PHONE = matchMedia('(max-width: 46rem)')

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
    this.tools = [...this.element.querySelectorAll('button, select')]
    this.more = make('button', {
      type: 'button', class: 'editor-button editor-more', 'aria-label': say('more'), title: say('more'),
      'aria-expanded': 'false', hidden: true,
    }, drawing(ICONS.more))
    this.element.append(this.more)
    this.tools.concat(this.more).forEach((each, index) => { each.tabIndex = index ? -1 : 0 })
    this.listen()
  }

  listen() {
    this.more.addEventListener('mousedown', (event) => event.preventDefault())
    this.more.addEventListener('click', () => this.open(!this.isOpen))
    this.element.addEventListener('keydown', (event) => this.move(event))
    this.element.addEventListener('focusin', (event) => this.settle(event.target))
    // Not sooner: what is pressed below would move away from under the finger.
    document.addEventListener('click', (event) => {
      if (this.isOpen && !this.element.contains(event.target)) this.open(false)
    })
    new ResizeObserver(() => this.fit()).observe(this.element)
  }

  /** What the keys walk through. */
  get stops() {
    return [...this.tools, this.more].filter((each) => !each.hidden)
  }

  get isOpen() {
    return this.more.getAttribute('aria-expanded') === 'true'
  }

  /** Show all buttons, in several lines, or those that have room in one. */
  open(isOpen) {
    this.more.setAttribute('aria-expanded', String(isOpen))
    this.width = null
    this.fit()
  }

  /** On a phone, hide what has no room beside "⋯"; a bar that is not shown has no width. */
  fit() {
    const { clientWidth: width } = this.element
    if (!width || width === this.width) return
    this.width = width
    const isOneLine = PHONE.matches && !this.isOpen
    this.tools.forEach((each) => { each.hidden = false })
    this.more.hidden = !PHONE.matches
    if (isOneLine) this.hideRest()
    const { stops } = this
    if (!stops.some((each) => each.tabIndex === 0)) this.settle(stops[0])
  }

  hideRest() {
    const [first] = this.tools
    const line = first.offsetTop + first.offsetHeight
    const isBelow = (each) => each.offsetTop >= line
    const rest = this.tools.filter(isBelow)
    this.more.hidden = rest.length === 0
    rest.forEach((each) => { each.hidden = true })
    for (const each of this.tools.filter((tool) => !tool.hidden).reverse()) {
      if (this.more.hidden || !isBelow(this.more)) break
      each.hidden = true
    }
  }

  button(button, press) {
    const name = say(button.name)
    const element = make('button', {
      type: 'button',
      class: 'editor-button',
      'data-action': button.name,
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
    const { stops } = this;
    (stops.find((each) => each.tabIndex === 0) ?? stops[0]).focus()
  }

  settle(target) {
    const all = [...this.tools, this.more]
    if (all.includes(target)) all.forEach((each) => { each.tabIndex = each === target ? 0 : -1 })
  }

  move(event) {
    if (event.key === 'Escape' && this.isOpen) {
      event.preventDefault()
      event.stopImmediatePropagation()
      this.open(false)
      this.more.focus()
      return
    }
    const steps = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity }
    if (!(event.key in steps) || event.ctrlKey || event.altKey || event.metaKey) return
    event.preventDefault()
    const { stops } = this
    const { length } = stops
    const place = stops.indexOf(document.activeElement)
    const step = steps[event.key]
    const next = Number.isFinite(step) ? (place + step + length) % length : step < 0 ? 0 : length - 1
    stops[next].focus()
  }
}
