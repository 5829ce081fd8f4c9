// What the buttons and the keys do.

import {
  addColumnAfter, addColumnBefore, addRowAfter, addRowBefore, deleteColumn, deleteRow, deleteTable,
  isInTable, mergeCells, splitCell, toggleHeader,
} from '@tiptap/pm/tables'

const marked = (name) => ({
  run: (editor) => editor.chain().focus().toggleMark(name).run(),
  isOn: (editor) => editor.isActive(name),
})

const listed = (name) => ({
  run: (editor) => editor.chain().focus().toggleList(name, 'listItem').run(),
  isOn: (editor) => editor.isActive(name),
})

/**
 * The groups of buttons of the toolbar.  `name` names text and drawing; `keys` as ProseMirror
 * writes them; `asks`: the dialog or mode of the editor that the button opens.
 */
export const BUTTONS = [
  [
    { name: 'bold', keys: 'Mod-b', ...marked('strong') },
    { name: 'italic', keys: 'Mod-i', ...marked('em') },
    { name: 'sup', keys: 'Mod-.', ...marked('sup') },
    { name: 'sub', keys: 'Mod-,', ...marked('sub') },
    { name: 'clear', keys: 'Mod-\\', run: clearFormatting },
  ],
  [
    { name: 'bulletList', keys: 'Mod-Shift-8', ...listed('bulletList') },
    { name: 'orderedList', keys: 'Mod-Shift-7', ...listed('orderedList') },
    {
      name: 'indent',
      keys: 'Mod-]',
      run: (editor) => editor.chain().focus().sinkListItem('listItem').run(),
      can: (editor) => editor.can().sinkListItem('listItem'),
    },
    {
      name: 'outdent',
      keys: 'Mod-[',
      run: (editor) => editor.chain().focus().liftListItem('listItem').run(),
      can: (editor) => editor.can().liftListItem('listItem'),
    },
    {
      name: 'quotation',
      keys: 'Mod-Shift-9',
      run: (editor) => editor.chain().focus().toggleWrap('quotation').run(),
      isOn: (editor) => editor.isActive('quotation'),
    },
  ],
  [
    { name: 'link', keys: 'Mod-k', asks: 'link', isOn: (editor) => editor.isActive('a') },
    { name: 'image', keys: 'Mod-Shift-m', asks: 'image', isOn: isImage },
    { name: 'table', keys: 'Mod-Shift-l', asks: 'table', can: (editor) => !isInTable(editor.state) },
    { name: 'rule', run: insertRule },
  ],
  [
    {
      name: 'undo',
      keys: 'Mod-z',
      run: (editor) => editor.chain().focus().undo().run(),
      can: (editor) => editor.can().undo(),
    },
    {
      name: 'redo',
      keys: 'Mod-y',
      run: (editor) => editor.chain().focus().redo().run(),
      can: (editor) => editor.can().redo(),
    },
  ],
  [
    { name: 'source', asks: 'source', always: true },
    { name: 'focus', keys: 'Mod-Shift-f', asks: 'focus', always: true },
    { name: 'help', keys: 'Alt-0', asks: 'help', always: true },
  ],
]

const inTable = (command) => ({
  run: (editor) => {
    command(editor.state, editor.view.dispatch)
    editor.commands.focus()
  },
  can: (editor) => command(editor.state),
})

/** The buttons of the second toolbar, which is there while the cursor is in a table. */
export const TABLE_BUTTONS = [
  [
    { name: 'rowAbove', ...inTable(addRowBefore) },
    { name: 'rowBelow', ...inTable(addRowAfter) },
    { name: 'columnBefore', ...inTable(addColumnBefore) },
    { name: 'columnAfter', ...inTable(addColumnAfter) },
  ],
  [
    { name: 'headerRow', ...inTable(toggleHeader('row')) , isOn: heads('row') },
    { name: 'headerColumn', ...inTable(toggleHeader('column')), isOn: heads('column') },
    { name: 'caption', asks: 'caption' },
  ],
  [
    { name: 'merge', ...inTable(mergeCells) },
    { name: 'split', ...inTable(splitCell) },
    { name: 'deleteRow', ...inTable(deleteRow) },
    { name: 'deleteColumn', ...inTable(deleteColumn) },
    { name: 'deleteTable', ...inTable(deleteTable) },
  ],
]

/** The kinds of line that can be chosen: `level` of a heading, 0 for text. */
export const STYLES = [
  { name: 'paragraph', level: 0, keys: 'Mod-Alt-0' },
  ...[2, 3, 4, 5].map((level) => ({ name: `heading${level}`, level, keys: `Mod-Alt-${level}` })),
]

/** Make headings of `level`, or paragraphs, of the lines in which the selection lies. */
export function setStyle(editor, level) {
  const chain = editor.chain().focus()
  if (level) chain.setNode('heading', { level }).run()
  else chain.setNode('paragraph').run()
}

/** Return the name of the style in which the cursor stands. */
export function styleOf(editor) {
  return STYLES.find(({ level }) => level && editor.isActive('heading', { level }))?.name ?? 'paragraph'
}

/** Return `{ node, position }` of the table around the selection, or null. */
export function tableAround({ $from }) {
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ($from.node(depth).type.name === 'table') {
      return { node: $from.node(depth), position: $from.before(depth) }
    }
  }
  return null
}

function heads(kind) {
  return (editor) => {
    const table = tableAround(editor.state.selection)?.node
    if (!table) return false
    const cells = []
    if (kind === 'row') table.firstChild.forEach((cell) => cells.push(cell))
    else table.forEach((row) => row.firstChild && cells.push(row.firstChild))
    const isHeader = (cell) => cell.type.name === 'tableHeader'
    // The corner belongs to both.
    return cells.slice(cells.length > 1 ? 1 : 0).every(isHeader)
  }
}

function isImage(editor) {
  return editor.isActive('image') || editor.isActive('figureImage')
}

function clearFormatting(editor) {
  const chain = editor.chain().focus().unsetAllMarks()
  if (isInTable(editor.state)) chain.setNode('paragraph').run()
  else chain.clearNodes().run()
}

function insertRule(editor) {
  editor.chain().focus().insertContent([{ type: 'rule' }, { type: 'paragraph' }]).run()
}
