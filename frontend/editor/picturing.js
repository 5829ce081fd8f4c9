// The dialog of a picture in a text: it has words for who does not see it, or is said to be
// decoration.

import { field } from './dialog.js'
import { choosePicture } from './pictures.js'
import { say } from './texts.js'

const IMAGES = ['image', 'figureImage']

/** Ask for the image at the selection of `editor`; `desk`: see pictures.js. */
export function askImage(editor, desk) {
  const chosen = editor.state.selection.node
  const node = IMAGES.includes(chosen?.type.name) ? chosen : null
  const place = editor.state.selection.from
  const caption = field(say('imageCaption'), { type: 'text', autocomplete: 'off' })
  choosePicture({
    desk,
    title: say('image'),
    accepts: say(node ? 'change' : 'insert'),
    shown: node ? { source: node.attrs.src, alt: node.attrs.alt, decorative: node.attrs.alt === '' } : null,
    more: node ? [] : [caption.element],
    chosen: (found) => { caption.input.value ||= found.caption ?? '' },
    accept: ({ source, alt }) => put(editor, node, place, { src: source, alt }, caption.input.value.trim()),
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

