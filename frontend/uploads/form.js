// Forms that bring files: how far they have come is shown, nothing typed is lost, and nobody
// presses "save" twice.  What the server would show after a refusal is put into this page.

import { Bar, say } from './bar.js'
import { send } from './send.js'
import { isLarge, shrunk } from './shrink.js'

const GO = 'X-Go-To'
const TO = 'X-Files-To'
const THEN = 'X-Then'
const FILES = 'edit.files'
const TOKEN = 'csrf_token'

/** A form with fields of files. */
export class SentForm {
  constructor(form) {
    this.form = form
    this.isSending = false
    form.addEventListener('submit', (event) => this.submit(event))
    addEventListener('pageshow', (event) => { if (event.persisted && this.isSending) this.giveBack() })
  }

  get files() { return [...this.form.elements].filter((each) => each.type === 'file' && each.files.length) }

  submit(event) {
    if (this.isSending) return event.preventDefault()
    if (!this.files.length || event.defaultPrevented) return undefined
    event.preventDefault()
    return this.send(event.submitter)
  }

  async send(submitter) {
    this.controller = new AbortController()
    this.bar = new Bar(this.form, this.controller)
    this.hold(true)
    try {
      if (await this.go(submitter)) return // the buttons stay as they are until the page is left
    } catch (error) {
      this.bar.end(say(error.name === 'AbortError' ? 'cancelled' : 'failed'))
    }
    this.hold(false)
  }

  /** The browser has shown the page again as it was left. */
  giveBack() {
    this.bar.element.remove()
    this.hold(false)
  }

  hold(isSending) {
    this.isSending = isSending
    for (const button of this.form.querySelectorAll('button:not(.sending button)')) button.disabled = isSending
  }

  /** Send the form; return whether another page is on its way. */
  async go(submitter) {
    const data = await this.data(submitter)
    const more = data.getAll(FILES).filter((each) => each.size)
    data.delete(FILES)
    const names = this.files.filter((each) => each.name !== FILES).flatMap((each) => [...each.files]).map(({ name }) => name)
    const answer = await send(this.form.action, data, {
      type: 'document', signal: this.controller.signal,
      onProgress: (percent) => this.bar.at(names.join(', '), percent),
    })
    const next = answer.getResponseHeader(GO)
    return next
      ? this.onwards(next, answer.getResponseHeader(TO), more, answer.getResponseHeader(THEN))
      : this.refused(answer, submitter)
  }

  /** What the form says, with smaller pictures. */
  async data(submitter) {
    const data = new FormData(this.form)
    if (submitter?.name) data.append(submitter.name, submitter.value)
    for (const field of this.files.filter((each) => 'shrink' in each.dataset)) {
      const [file] = field.files
      if (isLarge(file)) this.bar.tell(say('shrinking', { name: file.name }))
      data.set(field.name, await shrunk(file))
    }
    return data
  }

  /** The form is saved: send the files that belong into what it made, ask for what is to be done `then`, and go on. */
  async onwards(next, address, more, then) {
    const wrong = address ? await sendEach(address, more, this.form.elements[TOKEN].value, this.bar, this.controller) : 0
    if (!wrong) {
      if (then) await this.ask(then)
      location.assign(next)
      return true
    }
    const link = Object.assign(document.createElement('a'), { href: next, className: 'button', textContent: say('onwards') })
    this.bar.end('')
    this.bar.element.append(link)
    return false
  }

  ask(address) {
    const body = new FormData()
    for (const name of [TOKEN, 'edit.notice']) if (this.form.elements[name]) body.append(name, this.form.elements[name].value)
    return send(address, body, { type: 'document', signal: this.controller.signal, onProgress: () => {} })
  }

  /** Show what the answer says against the form; send it as browsers do if that cannot be said. */
  refused(answer, submitter) {
    const page = answer.response
    const errors = [...page?.querySelectorAll('.field[data-field]') ?? []].filter((each) => each.querySelector('.error'))
    const problems = page?.querySelector('main .flash.error')
    if (answer.status !== 422 || !(errors.length || problems)) return this.plainly(submitter)
    this.form.querySelectorAll('.field > .error').forEach((each) => each.remove())
    this.form.parentElement.querySelector('.flash.error')?.remove()
    if (problems) this.form.before(document.importNode(problems, true))
    for (const each of errors) this.complain(each)
    this.bar.element.remove()
    const first = this.form.querySelector('[aria-invalid="true"]') ?? this.form
    first.focus()
    first.scrollIntoView({ block: 'center' })
    return false
  }

  complain(answered) {
    const field = this.form.querySelector(`.field[data-field="${CSS.escape(answered.dataset.field)}"]`)
    const error = document.importNode(answered.querySelector('.error'), true)
    const control = field?.querySelector('input, textarea, select')
    field?.querySelector('label')?.after(error)
    control?.setAttribute('aria-invalid', 'true')
    control?.setAttribute('aria-describedby', error.id)
  }

  plainly(submitter) {
    if (submitter?.name) {
      this.form.append(Object.assign(document.createElement('input'), { type: 'hidden', name: submitter.name, value: submitter.value }))
    }
    HTMLFormElement.prototype.submit.call(this.form)
    return true
  }
}

/** Send `files` one by one into what has the `address`; return how many were refused. */
export async function sendEach(address, files, token, bar, controller) {
  let wrong = 0
  for (const file of files) {
    if (isLarge(file)) bar.tell(say('shrinking', { name: file.name }))
    const body = new FormData()
    body.append(TOKEN, token)
    body.append(FILES, await shrunk(file))
    const answer = await send(address, body, {
      type: 'json', signal: controller.signal, onProgress: (percent) => bar.at(file.name, percent),
    })
    const [why] = answer.status === 200 && Array.isArray(answer.response) ? answer.response : [say('failed')]
    if (why) wrong += 1
    bar.note(why ? say('notAdded', { name: file.name, why }) : say('added', { name: file.name }), Boolean(why))
  }
  return wrong
}
