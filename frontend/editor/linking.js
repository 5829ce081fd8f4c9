// The dialog of a link: to a page of the portal, or to any address.

import { isSafe } from './attributes.js'
import { field, mending, openDialog } from './dialog.js'
import { make } from './build.js'
import { picker } from './picker.js'
import { say } from './texts.js'

// Read alone, as readers of the screen list links, these say nothing (WCAG 2.4.4, 2.4.9).
const SAYS_NOTHING = /^(?:(?:xem|đọc|bấm|nhấn|nhấp|click)?\s*(?:vào\s*)?(?:tại\s*)?(?:đây|here)|xem thêm|xem|chi tiết|xem chi tiết|đọc tiếp|link|liên kết|(?:read\s+)?more|details)\W*$/i
const IS_ADDRESS = /^(?:https?:\/\/|www\.)\S+$/i
const MAIL = /^[^\s@/:]+@[^\s@/]+\.[^\s@/]+$/
const DOMAIN = /^(?:www\.|[\w-]+(?:\.[\w-]+)*\.(?:vn|com|org|net|gov|edu)(?:[/:?#]|$))/i

/** Return what is wrong with the text of a link, as the name of a text; '' if nothing is. */
export function fault(text) {
  if (!text.trim()) return 'linkTextMissing'
  if (SAYS_NOTHING.test(text.normalize('NFC').trim())) return 'linkTextSaysNothing'
  return IS_ADDRESS.test(text.trim()) ? 'linkTextIsAddress' : ''
}

/** Return the address that was meant: what looks like a domain or a mailbox gets its scheme. */
export function meant(typed) {
  const address = typed.trim()
  if (MAIL.test(address)) return `mailto:${address}`
  return DOMAIN.test(address) ? `https://${address}` : address
}

/** Ask for the link at the selection of `editor`; `pick`: the desk's address for choosing. */
export function askLink(editor, pick) {
  if (editor.isActive('a')) editor.commands.extendMarkRange('a')
  const { from, to } = editor.state.selection
  const before = editor.state.doc.textBetween(from, to, ' ')
  const old = editor.getAttributes('a').href ?? ''
  const text = field(say('linkText'), { type: 'text', autocomplete: 'off', value: before }, { hint: say('linkTextHint') })
  const address = field(say('linkAddress'), { type: 'text', inputmode: 'url', autocomplete: 'off', spellcheck: 'false', value: old })
  let warned = ''
  mending(text, (value) => !fault(value))
  mending(address, (value) => meant(value) && isSafe(meant(value)))

  function choose(found) {
    address.input.value = found.path
    address.complain('')
    if (text.input.value.trim()) return
    text.input.value = found.title
    text.complain('')
  }

  function accept() {
    const href = meant(address.input.value)
    const wrong = fault(text.input.value)
    address.complain(!href ? say('linkAddressMissing') : isSafe(href) ? '' : say('linkAddressRefused'))
    // A poor text is told once; who knows better presses again.
    const isHeld = wrong && (wrong === 'linkTextMissing' || warned !== text.input.value)
    text.complain(isHeld ? say(wrong) : '')
    warned = text.input.value
    if (!href || !isSafe(href) || isHeld) {
      (isHeld ? text : address).input.focus()
      return false
    }
    put(editor, { from, to, before, text: text.input.value.trim(), href })
    return true
  }

  const remove = make('button', { type: 'button', class: 'editor-quiet' }, say('linkRemove'))
  const leave = openDialog({
    title: say('link'),
    body: [text.element, address.element, ...(old ? [remove] : []), picker(pick, 'item', choose)],
    accepts: say(old ? 'change' : 'insert'),
    accept,
    then: () => editor.view.focus(),
  })
  remove.addEventListener('click', () => {
    editor.chain().setTextSelection({ from, to }).unsetMark('a').setTextSelection(to).run()
    leave()
  });
  (before ? address : text).input.focus()
}

function put(editor, { from, to, before, text, href }) {
  const { schema } = editor
  const chain = editor.chain().setTextSelection({ from, to })
  if (text === before.trim()) {
    chain.setMark('a', { href }).setTextSelection(to).run()
    return
  }
  const marks = editor.state.doc.resolve(from).marksAcross(editor.state.doc.resolve(to)) ?? []
  const link = schema.marks.a.create({ href })
  chain.command(({ tr }) => {
    tr.replaceWith(from, to, schema.text(text, link.addToSet(marks)))
    tr.removeStoredMark(schema.marks.a)
    return true
  }).run()
}
