// Keys of the text that are no button's.

import { Extension } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'
import { BUTTONS, STYLES, setStyle } from './commands.js'

/** Return the extension with all keys; `surface`: the RichField that they act on. */
export function keys(surface) {
  const actions = BUTTONS.flat().filter((each) => each.keys)
    .map((button) => [button.keys, () => act(() => surface.press(button))])
  const styles = STYLES.map(({ level, keys: pressed }) => [pressed, ({ editor }) => act(() => setStyle(editor, level))])
  return Extension.create({
    name: 'keys',
    priority: 200,
    addKeyboardShortcuts: () => ({
      ...Object.fromEntries([...actions, ...styles]),
      'Mod-Shift-z': ({ editor }) => editor.commands.redo(),
      'Alt-F10': () => act(() => surface.toolbar.focus()),
      'Shift-Enter': ({ editor }) => breakLine(editor),
      Enter: ({ editor }) => leaveCaption(editor) || editor.commands.splitListItem('listItem'),
      Escape: () => surface.isFocused && act(() => surface.press({ asks: 'focus' })),
    }),
    addProseMirrorPlugins: () => [new Plugin({ props: { transformPastedHTML: (html) => surface.pasted(html) } })],
  })
}

function act(action) {
  action()
  return true
}

function breakLine(editor) {
  const { $from, storedMarks } = editor.state.selection
  const marks = storedMarks ?? $from.marks()
  return editor.chain().insertContent({ type: 'break' }).command(({ tr }) => {
    tr.ensureMarks(marks.filter((mark) => mark.type.spec.inclusive !== false))
    return true
  }).run()
}

/** From the caption of a figure the Enter key goes on below the figure. */
function leaveCaption(editor) {
  const { $from } = editor.state.selection
  if ($from.parent.type.name !== 'figureCaption') return false
  const after = $from.after($from.depth - 1)
  return editor.chain().insertContentAt(after, { type: 'paragraph' }).setTextSelection(after + 1).run()
}
