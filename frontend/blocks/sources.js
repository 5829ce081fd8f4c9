// What a block draws on: ticked, filtered by name, found while one types, and put in order.

import { ask, folded, stay } from './asking.js'
import { Places, changed } from './places.js'

const PAUSE = 250 // ms from a keystroke to the question

/** What one block draws on: `part` is its fieldset, `blocks` the `Blocks` it is of. */
export class Sources {
  constructor(part, blocks) {
    this.part = part
    this.blocks = blocks
    this.order = part.querySelector('[data-order]')
    this.list = part.querySelector('.chosen')
    this.places = new Places(this.list, (row, place, step) => this.moved(row, place, step))
    this.places.mark()
    part.addEventListener('click', (event) => this.press(event))
    part.addEventListener('change', (event) => this.tick(event), true)
    this.filter(part.querySelector('[data-filter]'))
    this.search(part.querySelector('[data-finding]'))
  }

  get block() { return this.part.closest('[data-block]') }

  boxes(code) {
    return [...this.part.querySelectorAll('input[type=checkbox]')].filter((box) => box.value === code)
  }

  row(code) { return this.places.rows.find((row) => row.dataset.code === code) }

  note() {
    this.order.value = this.places.rows.map((row) => row.dataset.code).join('; ')
    this.part.querySelector('[data-usual]').hidden = this.places.rows.length > 0
    this.places.mark()
    changed(this.order)
  }

  moved(row, place, step) {
    const title = row.querySelector('[data-title]').textContent
    this.blocks.tellPlace(title, place, this.places.rows.length, step)
    if (place !== null) this.note()
  }

  press(event) {
    const button = event.target.closest('.chosen button')
    if (!button) return
    event.preventDefault()
    const row = button.closest('li')
    const [what] = button.value.split(' ')
    if (what === 'remove') this.drop(row)
    else this.places.move(row, what === 'up' ? -1 : 1)
    button.focus()
  }

  tick({ target }) {
    if (target.type !== 'checkbox') return
    const row = this.row(target.value)
    if (target.checked && !row) this.add(target)
    else if (!target.checked && row) this.drop(row)
  }

  /** Add a row for what the box stands for; one of an item that was found names the field. */
  add(box) {
    const code = box.value
    const row = this.blocks.row.cloneNode(true)
    const { textContent: title, lang } = box.parentElement.querySelector('[data-name]')
    row.dataset.code = code
    row.querySelectorAll('[data-title]').forEach((each) => Object.assign(each, { lang, textContent: title }))
    row.querySelector('.what small').textContent = box.parentElement.querySelector('small')?.textContent ?? ''
    const key = this.block.querySelector('input').value
    for (const button of row.querySelectorAll('button')) button.value = `${button.value.trim()} ${key} ${code}`
    const field = row.querySelector('input')
    if (box.closest('.pick')) field.remove()
    else Object.assign(field, { name: this.part.dataset.sources, value: code })
    this.list.append(row)
    this.note()
    this.blocks.tell('chosen', title)
  }

  drop(row) {
    const title = row.querySelector('[data-title]').textContent
    const next = row.nextElementSibling ?? row.previousElementSibling
    const isFocused = row.contains(document.activeElement)
    row.remove()
    this.boxes(row.dataset.code).forEach((box) => { box.checked = box.disabled = false })
    this.note()
    this.blocks.tell('dropped', title)
    if (isFocused) (next?.querySelector('button[value^="remove "]') ?? this.part.querySelector('summary, input[type=search]'))?.focus()
  }

  filter(part) {
    if (!part) return
    part.hidden = false
    const input = part.querySelector('input')
    input.addEventListener('keydown', stay)
    input.addEventListener('input', () => {
      const words = folded(input.value).split(/\s+/).filter(Boolean)
      const labels = [...this.part.querySelectorAll('.pick label:has([type=checkbox])')]
      for (const label of labels) label.hidden = !words.every((word) => folded(label.textContent).includes(word))
      for (const group of this.part.querySelectorAll('.pick fieldset')) group.hidden = !group.querySelector('label:not([hidden])')
      part.querySelector('[role=status]').textContent = this.blocks.count(labels.filter((label) => !label.hidden).length)
    })
  }

  search(part) {
    if (!part) return
    const input = part.querySelector('[type=search]')
    const told = part.querySelector('[role=status]')
    let timer = 0
    let asked = 0
    const look = async () => {
      clearTimeout(timer)
      const mine = asked += 1
      const found = await ask(part.dataset.finding, input.value.trim())
      if (mine !== asked) return
      part.querySelector('ul').replaceChildren(...(found ?? []).map((each) => this.result(each)))
      told.textContent = found ? this.blocks.count(found.length) : this.blocks.said.failed
    }
    input.addEventListener('input', () => {
      clearTimeout(timer)
      timer = setTimeout(look, PAUSE)
    })
    input.addEventListener('keydown', (event) => { if (stay(event)) look() })
    part.querySelector('button').addEventListener('click', (event) => {
      event.preventDefault()
      look()
    })
  }

  result({ code, title, about }) {
    const box = Object.assign(document.createElement('input'), { type: 'checkbox', value: code, checked: Boolean(this.row(code)) })
    const name = Object.assign(document.createElement('span'), { lang: 'vi', textContent: title })
    name.dataset.name = 'true'
    const words = document.createElement('span')
    words.append(name, ' ', Object.assign(document.createElement('small'), { textContent: about }))
    const label = document.createElement('label')
    label.append(box, ' ', words)
    const row = document.createElement('li')
    row.append(label)
    return row
  }
}
