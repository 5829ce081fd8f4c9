// The dialog of an image: it has words for who does not see it, or is said to be decoration.

import { isSafe } from './attributes.js'
import { make } from './build.js'
import { field, openDialog, tick } from './dialog.js'
import { picker } from './picker.js'
import { say } from './texts.js'

const IMAGES = ['image', 'figureImage']

/** Ask for the image at the selection of `editor`; `pick`: the desk's address for choosing. */
export function askImage(editor, pick) {
  const chosen = editor.state.selection.node
  const node = IMAGES.includes(chosen?.type.name) ? chosen : null
  const place = editor.state.selection.from
  const shown = make('img', { class: 'editor-preview', alt: '', hidden: !node, src: node?.attrs.src })
  const source = field(say('imageAddress'), { type: 'text', inputmode: 'url', autocomplete: 'off', spellcheck: 'false', value: node?.attrs.src ?? '' })
  const alt = field(say('imageAlt'), { rows: '2' }, { tag: 'textarea', hint: say('imageAltHint') })
  const caption = field(say('imageCaption'), { type: 'text', autocomplete: 'off' })
  const decorative = tick(say('imageDecorative'), node !== null && node.attrs.alt === '')
  alt.input.value = node?.attrs.alt ?? ''
  decorative.input.addEventListener('change', follow)
  source.input.addEventListener('change', () => preview(source.input.value))
  follow()

  function follow() {
    alt.input.disabled = decorative.input.checked
    alt.complain('')
  }

  function preview(address) {
    shown.hidden = !address || !isSafe(address)
    if (!shown.hidden) shown.src = address
  }

  function choose(found) {
    source.input.value = found.source
    source.complain('')
    preview(found.source)
    decorative.input.checked = found.decorative
    alt.input.value = found.alt
    caption.input.value ||= found.caption
    follow()
  }

  function accept() {
    const values = { src: source.input.value.trim(), alt: decorative.input.checked ? '' : alt.input.value.trim() }
    source.complain(!values.src ? say('imageMissing') : isSafe(values.src) ? '' : say('linkAddressRefused'))
    alt.complain(values.alt || decorative.input.checked ? '' : say('imageAltMissing'))
    if (!values.src || !isSafe(values.src)) source.input.focus()
    else if (!values.alt && !decorative.input.checked) alt.input.focus()
    else {
      put(editor, node, place, values, caption.input.value.trim())
      return true
    }
    return false
  }

  openDialog({
    title: say('image'),
    body: [picker(pick, 'image', choose), shown, source.element, alt.element, decorative.element,
      ...(node ? [] : [caption.element])],
    accepts: say(node ? 'change' : 'insert'),
    accept,
    then: () => editor.view.focus(),
  })
}

function put(editor, node, place, values, caption) {
  if (node) {
    const isSame = values.src === node.attrs.src
    const sizes = isSame ? {} : { width: null, height: null }
    editor.chain().command(({ tr }) => {
      tr.setNodeMarkup(place, null, { ...node.attrs, ...sizes, ...values })
      return true
    }).setNodeSelection(place).run()
    return
  }
  const content = [{ type: 'figureImage', attrs: values }]
  if (caption) content.push({ type: 'figureCaption', content: [{ type: 'text', text: caption }] })
  editor.chain().insertContent({ type: 'figure', content }).run()
}
