// The dialogs of a table: what it is to be, and its caption.

import { tableAround } from './commands.js'
import { field, openDialog, tick } from './dialog.js'
import { say } from './texts.js'
import { newTable } from './tables.js'

const MOST = 50

const count = (label, value) => field(label, { type: 'number', min: '1', max: String(MOST), value: String(value) })

/** Ask for a new table in the text of `editor`. */
export function askTable(editor) {
  const rows = count(say('tableRows'), 4)
  const columns = count(say('tableColumns'), 3)
  const caption = field(say('tableCaption'), { type: 'text', autocomplete: 'off' }, { hint: say('tableCaptionHint') })
  const headerRow = tick(say('headerRow'), true)
  const headerColumn = tick(say('headerColumn'), false)

  function accept() {
    const numbers = [rows, columns].map((each) => Number(each.input.value))
    const good = numbers.map((each) => Number.isInteger(each) && each >= 1 && each <= MOST);
    [rows, columns].forEach((each, index) => each.complain(good[index] ? '' : say('tableNumber', { most: MOST })))
    if (!good.every(Boolean)) {
      [rows, columns][good.indexOf(false)].input.focus()
      return false
    }
    put(editor, newTable(editor.schema, {
      rows: numbers[0],
      columns: numbers[1],
      headerRow: headerRow.input.checked,
      headerColumn: headerColumn.input.checked,
      caption: caption.input.value.trim(),
    }))
    return true
  }

  openDialog({
    title: say('table'),
    body: [rows.element, columns.element, headerRow.element, headerColumn.element, caption.element],
    accepts: say('insert'),
    accept,
    then: () => editor.view.focus(),
  })
}

function put(editor, table) {
  const { from } = editor.state.selection
  editor.chain().insertContent(table.toJSON()).command(({ tr, commands }) => {
    let first = null
    tr.doc.nodesBetween(Math.max(0, from - 1), tr.doc.content.size, (node, position) => {
      if (first === null && node.type.name === 'table') first = position
      return first === null
    })
    return first === null || commands.setTextSelection(first + 4)
  }).run()
}

/** Ask for the caption of the table in which the cursor stands. */
export function askCaption(editor) {
  const { node, position } = tableAround(editor.state.selection)
  const caption = field(say('tableCaption'), { type: 'text', autocomplete: 'off', value: node.attrs.caption ?? '' }, { hint: say('tableCaptionHint') })
  openDialog({
    title: say('caption'),
    body: [caption.element],
    accepts: say('change'),
    accept: () => editor.chain().command(({ tr }) => {
      tr.setNodeAttribute(position, 'caption', caption.input.value.trim() || null)
      return true
    }).run(),
    then: () => editor.view.focus(),
  })
}
