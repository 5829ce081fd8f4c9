// Choosing a picture: one from this machine, which is made smaller and sent while one writes, or
// one that the portal has.  The one dialog of texts and of fields of pictures.

import { send } from '../uploads/send.js'
import { preview, shrunk } from '../uploads/shrink.js'
import { isSafe } from './attributes.js'
import { freshId, make } from './build.js'
import { field, openDialog, tick } from './dialog.js'
import { picker } from './picker.js'
import { say } from './texts.js'

const ACCEPTED = 'image/jpeg,image/png,image/gif,image/webp'
const MIDDLE = 50

/**
 * Ask for a picture.  `desk`: `{ pick, add, token }`, the addresses that answer what there is and
 * take a new one, and the token of the form.  `shown`: what is there already, or null.
 * `more`: further elements.  `chosen(found)`: called with one of the portal that is ticked.
 * `accept({ source, at, alt, title })`: called once with the picture.
 */
export function choosePicture(asked) {
  new PictureDialog(asked).open()
}

class PictureDialog {
  constructor(asked) {
    this.asked = asked
    this.found = asked.shown
    this.file = null
    this.controller = null
    this.make()
    this.show(asked.shown?.source ?? '')
    this.follow()
  }

  make() {
    const { shown } = this.asked
    this.taker = this.asked.desk.add ? this.takes() : null
    this.image = make('img', { class: 'editor-preview', alt: '', hidden: true })
    this.spot = make('span', { class: 'editor-spot', hidden: true })
    this.stage = make('div', { class: 'editor-stage' }, this.image, this.spot)
    this.image.addEventListener('click', (event) => this.aim(event))
    this.title = field(say('pictureTitle'), { type: 'text', autocomplete: 'off', maxlength: '500' })
    this.alt = field(say('imageAlt'), { rows: '2', maxlength: '1000' }, { tag: 'textarea', hint: say('imageAltHint') })
    this.alt.input.value = shown?.alt ?? ''
    this.decorative = tick(say('imageDecorative'), Boolean(shown?.decorative))
    this.decorative.input.addEventListener('change', () => this.follow())
    this.credit = field(say('pictureCredit'), { type: 'text', autocomplete: 'off', maxlength: '500' })
    this.across = field(say('focusAcross'), { type: 'range', min: '0', max: '100', value: String(MIDDLE) })
    this.down = field(say('focusDown'), { type: 'range', min: '0', max: '100', value: String(MIDDLE) })
    for (const each of [this.across, this.down]) each.input.addEventListener('input', () => this.place())
    this.own = make('div', { hidden: true }, this.title.element, this.credit.element,
      make('details', { class: 'editor-focus' }, make('summary', {}, say('focus')),
        make('p', { class: 'editor-hint' }, say('focusHint')), this.across.element, this.down.element))
    this.source = field(say('imageAddress'), { type: 'text', inputmode: 'url', autocomplete: 'off', spellcheck: 'false', value: shown?.source ?? '' })
    this.source.input.addEventListener('change', () => this.typed())
    this.line = make('progress', { max: '100', 'aria-label': say('pictureSending') })
    this.told = make('p', { role: 'status', class: 'editor-hint' })
    this.going = make('div', { class: 'editor-going', hidden: true }, this.told, this.line)
  }

  /** The field of a file of this machine, which may be dropped on it as well. */
  takes() {
    const id = freshId()
    this.chooser = make('input', { type: 'file', id, accept: ACCEPTED })
    this.fault = make('p', { class: 'editor-error', role: 'alert' })
    const drop = make('div', { class: 'editor-drop' }, make('label', { for: id }, say('pictureUpload')), this.chooser, this.fault)
    this.chooser.addEventListener('change', () => this.take(this.chooser.files[0]))
    for (const kind of ['dragenter', 'dragover']) drop.addEventListener(kind, (event) => event.preventDefault())
    drop.addEventListener('drop', (event) => {
      event.preventDefault()
      this.take([...event.dataTransfer.files].find((each) => ACCEPTED.includes(each.type)))
    })
    return drop
  }

  open() {
    const { desk, more, title, accepts, then } = this.asked
    const found = picker(desk.pick, 'image', (each) => this.choose(each))
    this.library = make('details', { open: true }, make('summary', {}, say('pictureLibrary')), found)
    openDialog({
      title,
      wide: true,
      body: [...(this.taker ? [this.taker] : []), this.library, this.stage,
        this.alt.element, this.decorative.element, ...more, this.own,
        make('details', {}, make('summary', {}, say('imageByAddress')), this.source.element), this.going],
      accepts,
      accept: () => this.accept(),
      then: () => {
        this.controller?.abort()
        then()
      },
    })
    this.chooser?.focus()
  }

  async take(file) {
    if (!file) return
    this.file = file
    this.found = null
    this.library.open = false
    this.fault.textContent = ''
    this.source.input.value = ''
    this.title.input.value = file.name.replace(/\.\w+$/, '').replace(/[_-]+/g, ' ').trim()
    this.alt.input.value = ''
    this.decorative.input.checked = false
    for (const each of this.stage.closest('dialog')?.querySelectorAll('.editor-found input:checked') ?? []) each.checked = false
    this.follow()
    this.show('')
    this.place()
    this.alt.input.focus()
    const picture = await preview(file)
    if (this.file === file) this.show(picture ?? '')
  }

  choose(found) {
    this.file = null
    if (this.chooser) this.chooser.value = ''
    this.found = found
    this.source.input.value = found.source
    this.source.complain('')
    this.decorative.input.checked = found.decorative
    this.alt.input.value = found.alt
    this.asked.chosen?.(found)
    this.show(found.thumb ?? found.source)
    this.follow()
  }

  typed() {
    const address = this.source.input.value.trim()
    this.file = null
    this.found = address ? { source: address, title: address } : null
    this.show(isSafe(address) ? address : '')
    this.follow()
  }

  show(address) {
    this.image.hidden = !address
    if (address) this.image.src = address
    else this.image.removeAttribute('src')
  }

  follow() {
    this.own.hidden = !this.file
    this.spot.hidden = !this.file
    this.alt.input.disabled = this.decorative.input.checked
    this.alt.complain('')
  }

  /** The point that no cut may lose is where the picture was pressed. */
  aim(event) {
    if (!this.file) return
    const box = this.image.getBoundingClientRect()
    this.across.input.value = Math.round(((event.clientX - box.left) / box.width) * 100)
    this.down.input.value = Math.round(((event.clientY - box.top) / box.height) * 100)
    this.place()
  }

  place() {
    this.spot.style.insetInlineStart = `${this.across.input.value}%`
    this.spot.style.insetBlockStart = `${this.down.input.value}%`
  }

  async accept() {
    const alt = this.decorative.input.checked ? '' : this.alt.input.value.trim()
    const source = this.found?.source ?? ''
    this.alt.complain(alt || this.decorative.input.checked ? '' : say('imageAltMissing'))
    if (!this.file && (!source || !isSafe(source))) {
      this.missing(source ? say('linkAddressRefused') : say('imageMissing'))
      return false
    }
    if (!alt && !this.decorative.input.checked) {
      this.alt.input.focus()
      return false
    }
    const found = this.file ? await this.send(alt) : this.found
    if (found) this.asked.accept({ ...found, alt })
    return Boolean(found)
  }

  missing(text) {
    if (this.source.input.value || !this.fault) {
      this.source.element.closest('details').open = true
      this.source.complain(text)
      this.source.input.focus()
    } else {
      this.fault.textContent = text
      this.chooser.focus()
    }
  }

  /** Send the file; return what the desk says of the picture, null if it was refused. */
  async send(alt) {
    this.controller = new AbortController()
    this.going.hidden = false
    this.line.removeAttribute('value')
    this.told.textContent = say('pictureShrinking')
    try {
      const answer = await send(this.asked.desk.add, await this.body(alt), {
        type: 'json', signal: this.controller.signal, onProgress: (percent) => this.at(percent),
      })
      if (answer.status === 200) return answer.response
      this.refuse(answer.status === 422 ? answer.response.reasons : { '': say('pictureNotSent') })
    } catch (error) {
      if (error.name !== 'AbortError') this.refuse({ '': say('pictureNotSent') })
    }
    this.going.hidden = true
    return null
  }

  async body(alt) {
    const body = new FormData()
    const values = {
      csrf_token: this.asked.desk.token(), title: this.title.input.value.trim() || this.file.name, alt,
      decorative: this.decorative.input.checked ? 'yes' : 'no', credit: this.credit.input.value.trim(),
      focus_x: this.across.input.value, focus_y: this.down.input.value,
    }
    for (const [name, value] of Object.entries(values)) body.append(name, value)
    body.append('file', await shrunk(this.file))
    return body
  }

  at(percent) {
    this.line.value = percent
    if (percent % 25 === 0) this.told.textContent = percent < 100 ? say('pictureSent', { percent }) : say('pictureSaving')
  }

  refuse(reasons) {
    const { alt, ...others } = reasons
    if (alt) this.alt.complain(alt)
    this.fault.textContent = Object.values(others).join(' ')
  }
}
