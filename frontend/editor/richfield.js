// One <textarea data-rich>, edited as it will look.  The textarea stays what the form sends.

import { Editor } from '@tiptap/core'
import { Gapcursor } from '@tiptap/extensions/gap-cursor'
import { UndoRedo } from '@tiptap/extensions/undo-redo'
import { EditorState } from '@tiptap/pm/state'
import { BLOCKS } from './blocks.js'
import { freshId, make } from './build.js'
import { BUTTONS, STYLES, TABLE_BUTTONS, setStyle, styleOf, tableAround } from './commands.js'
import { length } from './counting.js'
import { showHelp } from './helping.js'
import { lost, read, write } from './html.js'
import { keys } from './keys.js'
import { askLink } from './linking.js'
import { MARKS } from './marks.js'
import { pasted } from './paste.js'
import { askImage } from './picturing.js'
import { askCaption, askTable } from './tabling.js'
import { TABLES } from './tables.js'
import { say } from './texts.js'
import { Toolbar } from './toolbar.js'

// Milliseconds from a keystroke to the textarea.
const PAUSE = 300
// As a document: Trusted Types let nobody but inert() read HTML.
const NOTHING = { type: 'doc', content: [{ type: 'paragraph' }] }

/** The editor of one textarea. */
export class RichField {
  constructor(textarea) {
    this.textarea = textarea
    this.form = textarea.form
    this.label = textarea.labels?.[0] ?? null
    this.isSource = false
    this.isFocused = false
    this.waiting = 0
    this.named = textarea.getAttribute('aria-label')
    this.frame()
    this.editor = this.open()
    this.listen()
    this.load()
  }

  /** Put the toolbars, the place of the text and the lines below it around the textarea. */
  frame() {
    const id = freshId()
    this.styles = this.choice()
    const press = (button) => this.press(button)
    this.toolbar = new Toolbar(say('toolbar'), BUTTONS, press, id, this.styles)
    this.tableBar = new Toolbar(say('tableToolbar'), TABLE_BUTTONS, press, id)
    this.tableBar.element.hidden = true
    this.place = make('div', { class: 'editor-place' })
    this.id = id
    this.notice = make('p', { class: 'editor-notice', role: 'status' })
    this.counted = make('span', { class: 'editor-count' })
    const hint = make('span', { class: 'editor-hint' }, say('footHint'))
    this.element = make('div', { class: 'editor' },
      make('div', { class: 'editor-bars' }, this.toolbar.element, this.tableBar.element),
      this.notice, this.place, make('div', { class: 'editor-foot' }, this.counted, hint))
    this.textarea.before(this.element)
    this.place.after(this.textarea)
    this.textarea.classList.add('editor-source')
    this.textarea.hidden = true
    // What may not be seen cannot be asked for by the browser: the server says what is missing.
    this.isRequired = this.textarea.required
    this.textarea.required = false
    // Its label cannot be reached while the text fills the window.
    this.textarea.setAttribute('aria-label', this.label?.textContent.trim() || say('source'))
  }

  /** What choosing a picture asks of the desk. */
  get desk() {
    const { pick, addPicture } = this.textarea.dataset
    return { pick, add: addPicture, token: () => this.form.elements.csrf_token?.value ?? '' }
  }

  choice() {
    const select = make('select', { class: 'editor-style', 'aria-label': say('style') },
      ...STYLES.map(({ name }) => make('option', { value: name }, say(name))))
    select.addEventListener('change', () => {
      setStyle(this.editor, STYLES.find(({ name }) => name === select.value).level)
    })
    return select
  }

  open() {
    const editor = new Editor({
      element: this.place,
      injectCSS: false,
      content: NOTHING,
      enableInputRules: false,
      enablePasteRules: false,
      extensions: [...BLOCKS, ...MARKS, ...TABLES, UndoRedo, Gapcursor, keys(this)],
      editorProps: {
        attributes: this.aria(),
        scrollMargin: { top: 110, bottom: 40, left: 5, right: 5 },
        scrollThreshold: { top: 110, bottom: 40, left: 5, right: 5 },
      },
      onTransaction: ({ transaction }) => this.follow(transaction),
      onBlur: () => this.sync(),
    })
    return editor
  }

  aria() {
    const { textarea, label } = this
    if (label) label.id ||= freshId()
    const given = {
      id: this.id,
      class: 'editor-text',
      role: 'textbox',
      'aria-multiline': 'true',
      'aria-labelledby': label?.id,
      'aria-label': label ? null : this.named ?? say('text'),
      'aria-describedby': textarea.getAttribute('aria-describedby'),
      'aria-invalid': textarea.getAttribute('aria-invalid'),
      'aria-required': this.isRequired ? 'true' : null,
      lang: textarea.getAttribute('lang'),
      spellcheck: textarea.getAttribute('spellcheck'),
    }
    return Object.fromEntries(Object.entries(given).filter(([, value]) => value))
  }

  listen() {
    this.label?.addEventListener('click', (event) => {
      event.preventDefault()
      this.focus()
    })
    // The form hears of the textarea alone: what happens in our own parts is none of its fields.
    for (const type of ['input', 'change']) {
      this.element.addEventListener(type, (event) => {
        if (event.target !== this.textarea) event.stopPropagation()
        else if (!event.isTrusted && !this.isSaying) this.reread()
      })
    }
    this.toolbar.element.addEventListener('keydown', (event) => this.back(event))
    this.tableBar.element.addEventListener('keydown', (event) => this.back(event))
    this.form?.addEventListener('submit', () => this.sync(), true)
    this.form?.addEventListener('formdata', ({ formData }) => {
      // Whoever hears of it may ask the form for its data, which it gives to one asker at a time.
      if (this.take()) setTimeout(() => this.tell())
      if (this.textarea.name && !this.textarea.disabled) formData.set(this.textarea.name, this.textarea.value)
    })
    this.form?.addEventListener('reset', () => setTimeout(() => this.load()))
    document.addEventListener('visibilitychange', () => this.sync())
    addEventListener('pagehide', () => this.sync())
    // A lock that somebody else has taken makes the textarea one for reading alone.
    new MutationObserver(() => this.allow())
      .observe(this.textarea, { attributeFilter: ['readonly', 'disabled'] })
    this.allow()
  }

  allow() {
    this.editor.setEditable(!this.textarea.readOnly && !this.textarea.disabled, false)
    this.editor.view.dom.setAttribute('aria-readonly', String(!this.editor.isEditable))
    this.update()
  }

  back(event) {
    if (event.key !== 'Escape') return
    event.preventDefault()
    this.focus()
  }

  focus() {
    if (this.isSource) this.textarea.focus()
    else this.editor.view.focus()
  }

  /** Take the text from the textarea; what cannot be kept is said, and shown as HTML instead. */
  load() {
    const { value } = this.textarea
    const doc = read(this.editor.schema, value)
    const missing = lost(value, write(doc))
    const { plugins } = this.editor.state
    this.editor.view.updateState(EditorState.create({ doc, plugins }))
    // An order that is only another way of writing is no change of the text.
    this.written = write(doc)
    this.show(missing.length > 0)
    this.say(missing.length ? say('cannotKeep', { parts: missing.join(', ') }) : '')
    this.count()
  }

  /** Somebody else has changed the textarea, as when a draft is taken up again. */
  reread() {
    if (this.isSource || this.textarea.value !== this.written) this.load()
  }

  follow(transaction) {
    if (!this.editor) return
    if (transaction?.docChanged) {
      clearTimeout(this.waiting)
      this.waiting = setTimeout(() => {
        this.count()
        this.sync()
      }, PAUSE)
    }
    this.update()
  }

  update() {
    const { editor } = this
    const isIdle = this.isSource || !editor.isEditable
    this.styles.value = styleOf(editor)
    this.styles.disabled = isIdle
    this.toolbar.update(editor, isIdle, { source: this.isSource, focus: this.isFocused })
    const isInTable = !isIdle && tableAround(editor.state.selection) !== null
    if (isInTable) this.tableBar.update(editor, false, {})
    this.tableBar.element.hidden = !isInTable
  }

  count() {
    const { syllables, minutes } = length(this.editor.state.doc)
    this.counted.textContent = say('count', { syllables, minutes })
  }

  /** Put the text into the textarea if it has changed, and say so to the form. */
  sync() {
    if (this.take()) this.tell()
  }

  /** Put the text into the textarea; return whether it has changed. */
  take() {
    clearTimeout(this.waiting)
    if (this.isSource) return false
    const html = write(this.editor.state.doc)
    if (html === this.written) return false
    this.written = html
    this.textarea.value = html
    return true
  }

  /** Say to the form that the text has changed. */
  tell() {
    this.isSaying = true
    this.textarea.dispatchEvent(new Event('input', { bubbles: true }))
    this.isSaying = false
  }

  press(button) {
    const asked = {
      link: () => askLink(this.editor, this.textarea.dataset.pick),
      image: () => askImage(this.editor, this.desk),
      table: () => askTable(this.editor),
      caption: () => askCaption(this.editor),
      help: () => showHelp(() => this.focus()),
      source: () => this.swap(),
      focus: () => this.fill(),
    }
    if (button.asks) asked[button.asks]()
    else button.run(this.editor)
    this.update()
  }

  pasted(html) {
    const { html: clean, pictures } = pasted(html)
    if (pictures) this.say(say('picturesLeft', { count: pictures }))
    return clean
  }

  say(text) {
    this.notice.textContent = text
  }

  /** Go from the text to its HTML, or back. */
  swap() {
    this.sync()
    if (this.isSource) this.takeBack()
    else this.show(true)
    this.focus()
  }

  /** Read what was written as HTML; what the editor cannot keep is lost only if it is said. */
  takeBack() {
    const before = this.textarea.value
    const doc = read(this.editor.schema, before)
    const missing = lost(before, write(doc))
    this.show(false)
    this.editor.chain().command(({ tr }) => {
      tr.replaceWith(0, tr.doc.content.size, doc.content)
      return true
    }).run()
    this.sync()
    this.say(missing.length ? say('dropped', { parts: missing.join(', ') }) : '')
  }

  show(isSource) {
    this.isSource = isSource
    this.textarea.hidden = !isSource
    this.place.hidden = isSource
    this.update()
  }

  /** Fill the window with the text alone, or go back; what is behind cannot be reached meanwhile. */
  fill() {
    this.isFocused = !this.isFocused
    this.element.classList.toggle('editor-full', this.isFocused)
    document.documentElement.classList.toggle('editor-still', this.isFocused)
    if (this.isFocused) {
      this.behind = around(this.element)
      this.behind.forEach((each) => { each.inert = true })
    } else this.behind.forEach((each) => { each.inert = false })
    this.focus()
  }
}

/** Return all elements of the page that neither hold `element` nor lie in it. */
function around(element) {
  const found = []
  for (let holder = element; holder !== document.body; holder = holder.parentElement) {
    found.push(...[...holder.parentElement.children].filter((each) => each !== holder && !each.inert))
  }
  return found
}
