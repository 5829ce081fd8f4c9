// Tables with headers and a caption, on prosemirror-tables.

import { Node, callOrReturn, getExtensionField } from '@tiptap/core'
import { goToNextCell, tableEditing } from '@tiptap/pm/tables'
import { attributes } from './attributes.js'

const span = (name) => ({
  default: 1,
  parseHTML: (cell) => Math.min(100, Math.max(1, parseInt(cell.getAttribute(name), 10) || 1)),
  renderHTML: (values) => (values[name] === 1 ? {} : { [name]: values[name] }),
})

// The simple scopes follow from where a header stands; those of groups are kept.
const scope = {
  default: null,
  parseHTML: (cell) => /^(?:col|row)group$/.exec(cell.getAttribute('scope'))?.[0] ?? null,
}

function cell(name, tag, names) {
  return Node.create({
    name,
    tableRole: name === 'tableHeader' ? 'header_cell' : 'cell',
    content: 'block+',
    isolating: true,
    addAttributes: () => ({
      ...attributes(...names),
      colspan: span('colspan'),
      rowspan: span('rowspan'),
      colwidth: { default: null, rendered: false, parseHTML: () => null },
      ...(name === 'tableHeader' && { scope }),
    }),
    parseHTML: () => [{ tag }],
    renderHTML: ({ HTMLAttributes }) => [tag, HTMLAttributes, 0],
  })
}

const Row = Node.create({
  name: 'tableRow',
  tableRole: 'row',
  content: '(tableCell | tableHeader)*',
  addAttributes: () => ({
    ...attributes(),
    // Which part of the table a row was found in: 'thead', 'tfoot' or neither.
    part: {
      default: null,
      rendered: false,
      parseHTML: (row) => /^t(?:head|foot)$/i.exec(row.parentNode.nodeName)?.[0].toLowerCase() ?? null,
    },
  }),
  parseHTML: () => [{ tag: 'tr' }],
  renderHTML: ({ HTMLAttributes }) => ['tr', HTMLAttributes, 0],
})

const captionOf = (table) => table.querySelector(':scope > caption')?.textContent.trim() || null

const Table = Node.create({
  name: 'table',
  tableRole: 'table',
  group: 'block',
  content: 'tableRow+',
  isolating: true,
  addAttributes: () => ({
    ...attributes(),
    caption: { default: null, rendered: false, parseHTML: captionOf },
  }),
  parseHTML: () => [{ tag: 'table' }, { tag: 'caption', ignore: true }],
  renderHTML: ({ node, HTMLAttributes }) => [
    'table', HTMLAttributes,
    ...(node.attrs.caption ? [['caption', { contenteditable: 'false' }, node.attrs.caption]] : []),
    ['tbody', 0],
  ],
  extendNodeSchema(extension) {
    const context = { name: extension.name, options: extension.options, storage: extension.storage }
    return { tableRole: callOrReturn(getExtensionField(extension, 'tableRole', context)) }
  },
  addProseMirrorPlugins: () => [tableEditing()],
  // From the last cell on the key leaves the text: nobody is caught in a table.
  addKeyboardShortcuts: () => ({
    Tab: ({ editor }) => goToNextCell(1)(editor.state, editor.view.dispatch),
    'Shift-Tab': ({ editor }) => goToNextCell(-1)(editor.state, editor.view.dispatch),
  }),
})

export const TABLES = [
  Table, Row, cell('tableCell', 'td', ['headers']), cell('tableHeader', 'th', ['headers', 'abbr']),
]

/** Return a new table node of `schema`: empty, with the headers asked for. */
export function newTable(schema, { rows, columns, headerRow, headerColumn, caption }) {
  const { table, tableRow, tableCell, tableHeader } = schema.nodes
  const made = Array.from({ length: rows }, (_row, row) => tableRow.create(
    null,
    Array.from({ length: columns }, (_column, column) => {
      const heads = (headerRow && row === 0) || (headerColumn && column === 0)
      return (heads ? tableHeader : tableCell).createAndFill()
    }),
  ))
  return table.create({ caption: caption || null }, made)
}
