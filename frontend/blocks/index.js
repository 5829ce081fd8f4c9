// The blocks of a home page: moved by dragging, by buttons and by keys without asking the server;
// what they draw on is ticked, filtered and found while one types.  All of it works without this,
// by the buttons of the form.  The fields are copied, as they are typed, into the one text that
// autosave keeps and that the server reads (types/homepage/blocks.py).

import { Places, changed, drag } from './places.js'
import { Sources } from './sources.js'

/** The lines of one block. */
function linesOf(block) {
  return [...block.querySelectorAll('[data-key]')].flatMap((field) => {
    const parts = field.tagName === 'TEXTAREA' ? field.value.trim().split(/\r?\n/) : [field.value.trim()]
    return field.value.trim() ? parts.map((part) => `${field.dataset.key}: ${part.trim()}`.trim()) : []
  })
}

/** All blocks of one page. */
class Blocks {
  constructor(part) {
    this.said = part.dataset
    this.told = part.querySelector('[data-told]')
    this.row = part.querySelector('template[data-row]').content.querySelector('li')
    this.list = part.querySelector(':scope > ol')
    this.text = part.querySelector('[data-text]')
    this.places = new Places(this.list, (block, place, step) => this.moved(block, place, step))
    this.places.mark()
    for (const block of this.places.rows) {
      const grip = block.querySelector('[data-grip]')
      grip.hidden = false
      drag(this.places, block, grip)
    }
    this.list.addEventListener('click', (event) => this.press(event))
    // Capturing, so that it is done before the form's own listeners look.
    for (const kind of ['input', 'change']) {
      part.addEventListener(kind, ({ target }) => { if (target.matches('[data-key], [data-block]')) this.copy() }, true)
    }
    for (const each of part.querySelectorAll('[data-sources]')) new Sources(each, this)
  }

  copy() {
    this.text.value = this.places.rows.map((block) => linesOf(block).join('\n')).join('\n\n')
  }

  press(event) {
    const button = event.target.closest('.moves button[value^="up "], .moves button[value^="down "]')
    if (!button) return
    event.preventDefault()
    this.places.move(button.closest('[data-block]'), button.value.startsWith('up') ? -1 : 1)
    button.focus()
    button.scrollIntoView({ block: 'nearest' })
  }

  moved(block, place, step) {
    this.tellPlace(block.dataset.block, place, this.places.rows.length, step)
    if (place === null) return
    for (const [at, each] of this.places.rows.entries()) {
      each.querySelectorAll('[data-number]').forEach((number) => { number.textContent = `${at + 1}. ` })
    }
    this.places.mark()
    changed(block)
  }

  tellPlace(title, place, all, step) {
    if (place === null) this.tell(step < 0 ? 'first' : 'last', title)
    else this.tell('moved', title, place + 1, all)
  }

  tell(name, title, place, all) {
    this.told.textContent = this.said[name].replace('#place', place).replace('#all', all).replace('#title', () => title)
  }

  count(number) { return number ? this.said.found.replace('#', number) : this.said.none }
}

for (const part of document.querySelectorAll('[data-blocks]')) new Blocks(part)
