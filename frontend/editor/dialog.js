// Dialogs: the browser's own, which keeps the keyboard inside and gives it back.

import { freshId, make } from './build.js'
import { say } from './texts.js'

/**
 * Open a dialog and close it for good when it is left; return a function that leaves it.
 * `accept()` returns true, or a promise of it, when the dialog has done its action and may close;
 * without it there is nothing to accept.  Meanwhile nothing is accepted twice.  `then()` runs when it is closed, whatever happened.
 */
export function openDialog({ title, body, accepts, accept, then, wide = false }) {
  const id = freshId()
  const close = make('button', { type: 'button', class: 'editor-quiet' }, say(accept ? 'cancel' : 'close'))
  const buttons = accept ? [make('button', { type: 'submit', class: 'editor-strong' }, accepts)] : []
  const form = make('form', { method: 'dialog', novalidate: true },
    make('h2', { id }, title), ...body, make('div', { class: 'editor-ends' }, ...buttons, close))
  const dialog = make('dialog', { class: wide ? 'editor-dialog wide' : 'editor-dialog', 'aria-labelledby': id }, form)
  // The browser tells of the end some moments later: who types on at once would type elsewhere.
  let isAsked = false
  const wait = async (isDone) => {
    hold(true)
    const ends = await isDone
    hold(false)
    if (ends) leave()
  }
  const hold = (isHeld) => {
    isAsked = isHeld
    buttons.forEach((each) => { each.disabled = isHeld })
  }
  const leave = () => {
    if (!dialog.isConnected) return
    dialog.close()
    dialog.remove()
    then()
  }
  close.addEventListener('click', leave)
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const isDone = isAsked ? false : accept?.()
    if (isDone === true) leave()
    else if (isDone) wait(isDone)
  })
  dialog.addEventListener('close', leave)
  document.body.append(dialog)
  dialog.showModal()
  return leave
}

/** Return a labelled field: `{ element, input, complain }`; `complain('')` takes the complaint back. */
export function field(label, attributes, { hint = '', tag = 'input', before = [] } = {}) {
  const id = freshId()
  const error = make('p', { class: 'editor-error', id: `${id}-error`, role: 'alert' })
  const told = hint ? make('p', { class: 'editor-hint', id: `${id}-hint` }, hint) : null
  const described = told ? `${id}-hint ${id}-error` : `${id}-error`
  const input = make(tag, { id, 'aria-describedby': described, ...attributes })
  const element = make('div', { class: 'editor-field' },
    make('label', { for: id }, label), ...before, input, ...(told ? [told] : []), error)
  return {
    element,
    input,
    complain(text) {
      error.textContent = text
      if (text) input.setAttribute('aria-invalid', 'true')
      else input.removeAttribute('aria-invalid')
    },
  }
}

/** Take back what `field` complains of as soon as `isRight(value)` says that it is mended. */
export function mending({ input, complain }, isRight) {
  input.addEventListener('input', () => {
    if (input.hasAttribute('aria-invalid') && isRight(input.value)) complain('')
  })
}

/** Return `{ element, input }` of a box to tick. */
export function tick(label, checked) {
  const input = make('input', { type: 'checkbox' })
  input.checked = checked
  return { input, element: make('label', { class: 'editor-tick' }, input, make('span', {}, label)) }
}
