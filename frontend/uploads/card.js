// Places to drop files on: in a form they wait for "save", on a record they are sent at once.

import { Bar, say } from './bar.js'
import { sendEach } from './form.js'

/** The place `drop` with a field of files, in `form`. */
export class Drop {
  constructor(drop) {
    this.drop = drop
    this.field = drop.querySelector('input[type="file"]')
    this.form = drop.closest('form')
    this.chosen = drop.querySelector('[data-chosen]')
    this.field.addEventListener('change', () => this.changed())
    for (const kind of ['dragenter', 'dragover']) drop.addEventListener(kind, (event) => this.over(event))
    for (const kind of ['dragleave', 'drop']) drop.addEventListener(kind, () => drop.classList.remove('over'))
    drop.addEventListener('drop', (event) => this.dropped(event))
    if ('sendAtOnce' in this.form.dataset) this.form.querySelector('.actions').hidden = true
  }

  over(event) {
    if (!event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    this.drop.classList.add('over')
  }

  dropped(event) {
    if (!event.dataTransfer.files.length) return
    event.preventDefault()
    const all = new DataTransfer()
    const before = 'sendAtOnce' in this.form.dataset ? [] : this.field.files
    for (const file of [...before, ...event.dataTransfer.files]) all.items.add(file)
    this.field.files = all.files
    this.changed()
  }

  changed() {
    const files = [...this.field.files]
    if ('sendAtOnce' in this.form.dataset) {
      if (files.length) this.send(files)
      return
    }
    this.chosen.textContent = files.length ? say('chosen', { names: files.map(({ name }) => name).join(', ') }) : ''
  }

  async send(files) {
    const controller = new AbortController()
    const bar = new Bar(this.form, controller)
    this.field.disabled = true
    try {
      const wrong = await sendEach(this.form.action, files, this.form.elements.csrf_token.value, bar, controller)
      if (!wrong) return location.reload()
      bar.end('')
      const link = Object.assign(document.createElement('a'), { href: location.href.split('#')[0], className: 'button quiet', textContent: say('onwards') })
      bar.element.append(link)
    } catch (error) {
      bar.end(say(error.name === 'AbortError' ? 'cancelled' : 'failed'))
    }
    this.field.disabled = false
    this.field.value = ''
    return undefined
  }
}
