// From HTML to a document and back: what is written is as the server leaves it (tree/markup.py).

import { DOMParser as Reader, DOMSerializer } from '@tiptap/pm/model'

// Elements in which nothing but blocks stands: each on a line of its own.
const HOLDERS = 'ul, ol, dl, table, thead, tbody, tfoot, tr, blockquote, div, figure'
const LONE = 'li, td, th, dd'
const LISTS = new Set(['UL', 'OL'])

const SHEET = /<style\b[\s\S]*?<\/style\s*>/gi
const TAG = /<[a-z][^<>]*>/gi
const ACTIVE = /([\s"'/])(style|on[a-z]+)(?=\s*=)/gi

// Where the browser has Trusted Types, no other text becomes markup; only inert() makes any.
const trusted = globalThis.trustedTypes?.createPolicy('hanoiportal', { createHTML: (html) => html })

/**
 * Return an element with `html` in it that is part of no page: nothing in it loads or runs.
 * The portal's policy against inline styles and handlers holds there too, and each would be
 * reported: they are called data-style and so on.
 */
export function inert(html) {
  const quiet = html.replace(SHEET, '').replace(TAG, (tag) => tag.replace(ACTIVE, '$1data-$2'))
  return new DOMParser().parseFromString(trusted?.createHTML(quiet) ?? quiet, 'text/html').body
}

/** Return the document of `schema` that `html` says. */
export function read(schema, html) {
  return Reader.fromSchema(schema).parse(inert(html))
}

/** Return the HTML of `doc`; '' of a document in which nothing stands. */
export function write(doc) {
  const root = inert('')
  DOMSerializer.fromSchema(doc.type.schema)
    .serializeFragment(doc.content, { document: root.ownerDocument }, root)
  if (isEmpty(root)) return ''
  dropBlankLines(root)
  dropRepeatedIds(root)
  root.querySelectorAll(LONE).forEach(unwrap)
  root.querySelectorAll('table').forEach((table, index) => finish(table, tablesOf(doc)[index]))
  root.querySelectorAll(HOLDERS).forEach((holder) => spread(holder, true))
  spread(root, false)
  return root.innerHTML.normalize('NFC')
}

function isEmpty(root) {
  return !root.textContent.trim() && !root.querySelector('img, hr, table')
}

/** Drop paragraphs of nothing: room between paragraphs is no matter of the text. */
function dropBlankLines(root) {
  for (const each of [...root.children]) {
    if (each.tagName === 'P' && !each.hasChildNodes() && !each.attributes.length) each.remove()
  }
}

/** Take away the paragraph of an item or a cell that has but one, as people write lists. */
function unwrap(holder) {
  const [first, ...rest] = holder.children
  const plain = first?.tagName === 'P' && !first.attributes.length
  if (plain && rest.every((each) => LISTS.has(each.tagName))) first.replaceWith(...first.childNodes)
}

function tablesOf(doc) {
  const found = []
  doc.descendants((node) => { if (node.type.name === 'table') found.push(node) })
  return found
}

/** Part the rows of `table` into head, body and foot, and say what each header heads. */
function finish(table, node) {
  const rows = [...table.querySelector(':scope > tbody').children]
  const parts = partsOf(rows, node)
  table.querySelector(':scope > tbody').remove()
  table.querySelector(':scope > caption')?.removeAttribute('contenteditable')
  for (const name of ['thead', 'tbody', 'tfoot']) {
    const own = rows.filter((_row, index) => parts[index] === name)
    if (own.length) table.append(table.ownerDocument.createElement(name))
    own.forEach((row) => table.lastChild.append(row))
    own.forEach((row) => scope(row, name))
  }
}

function partsOf(rows, node) {
  const cells = rows.map((row) => [...row.children])
  let head = 0
  while (head < rows.length - 1 && isHead(cells[head], node.child(head).attrs.part)) head += 1
  let foot = rows.length
  while (foot > head + 1 && node.child(foot - 1).attrs.part === 'tfoot') foot -= 1
  return rows.map((_row, index) => (index < head ? 'thead' : index < foot ? 'tbody' : 'tfoot'))
}

function isHead(cells, part) {
  const headers = cells.filter((each) => each.tagName === 'TH').length
  return headers > 0 && (headers === cells.length || part === 'thead')
}

function scope(row, part) {
  for (const header of row.querySelectorAll(':scope > th')) {
    const group = header.getAttribute('scope')
    if (!group) header.setAttribute('scope', part === 'thead' ? 'col' : 'row')
  }
}

function dropRepeatedIds(root) {
  const known = new Set()
  for (const element of root.querySelectorAll('[id]')) {
    if (known.has(element.id)) element.removeAttribute('id')
    known.add(element.id)
  }
}

function spread(holder, around) {
  const line = () => holder.ownerDocument.createTextNode('\n')
  for (const child of [...holder.children].slice(1)) child.before(line())
  if (around && holder.firstChild) {
    holder.prepend(line())
    holder.append(line())
  }
}

// What the two ways of writing one thing have in common.
const SAME = { B: 'STRONG', I: 'EM', H1: 'H2', H6: 'H5' }
const WITHOUT_MEANING = new Set(['P', 'THEAD', 'TBODY', 'COL', 'COLGROUP'])
const IMPLIED = new Set(['rel', 'scope'])
// Two of them side by side, or one in its like, say no more than one.
const MERGED = /^(?:a|abbr|cite|code|del|dfn|em|ins|kbd|q|s|small|span|strong|sub|sup|time|u)(?: |$)/
const IS_ONE = /^(?:colspan|rowspan|start)=1$/

/** Return what of `html` is not in `written`, as short names of elements or 'text'; [] if all is. */
export function lost(html, written) {
  const [before, after] = [html, written].map(inert)
  dropRepeatedIds(before)
  const missing = new Set(letters(before) === letters(after) ? [] : ['text'])
  const left = parts(after)
  for (const part of parts(before)) {
    const place = left.indexOf(part)
    if (place < 0) missing.add(part.split(' ')[0])
    else if (!MERGED.test(part)) left.splice(place, 1)
  }
  return [...missing]
}

function letters(root) {
  return root.textContent.normalize('NFC').replace(/\s+/g, '')
}

function parts(root) {
  return [...root.querySelectorAll('*')]
    .filter((element) => !WITHOUT_MEANING.has(element.tagName) && says(element))
    .map((element) => {
      const values = [...element.attributes].filter(({ name }) => !IMPLIED.has(name))
        .map(({ name, value }) => `${name}=${value.normalize('NFC')}`)
        .filter((each) => !IS_ONE.test(each))
      return [(SAME[element.tagName] ?? element.tagName).toLowerCase(), ...values.sort()].join(' ')
    })
}

function says(element) {
  return element.tagName !== 'SPAN' || element.attributes.length > 0
}
