// What is pasted: of Word's, LibreOffice's and other programs' HTML only what it means stays.

import { inert } from './html.js'
import { recoverLists } from './wordlists.js'

const GONE = 'style, script, meta, link, title, xml, head, noscript, template, [hidden], '
  + 'br.Apple-interchange-newline, '
  + '.MsoCommentReference, [data-style*="mso-element:comment-list"], [data-style*="mso-element: comment-list"], '
  + '[data-style*="mso-hide:all"], [data-style*="mso-hide: all"], [data-style*="display:none"], [data-style*="display: none"]'
const PICTURES = 'img[src^="file:"], img[src^="data:"], img[src^="blob:"], img[src^="cid:"], '
  + 'img[src^="webkit-fake-url:"]'
// To places that only the document copied from has.
const LOCAL = 'a[href^="#_"], a[href^="file:"], a:not([href])'
const BLOCKS = 'p, h1, h2, h3, h4, h5, h6, ul, ol, dl, table, blockquote, pre, figure, hr, div, section, article'
const HOLDERS = 'div, section, article, main, header, footer, center, aside, nav'
const STAY = new Set([
  'href', 'colspan', 'rowspan', 'src', 'alt', 'start', 'type', 'datetime'])
const FROM_WORD = /mso-|class="?'?Mso|urn:schemas-microsoft-com|content="?Microsoft Word/i

/**
 * Return `{ html, pictures }` for the HTML `given` by the clipboard: `html` has no style, class or
 * foreign element left; `pictures` says how many pictures could not come with it.
 */
export function pasted(given) {
  const root = inert(given)
  if (root.querySelector('[data-pm-slice]')) return { html: unstyled(root), pictures: 0 }
  dropComments(root)
  root.querySelectorAll(GONE).forEach((each) => each.remove())
  if (FROM_WORD.test(given)) acceptChanges(root)
  const pictures = dropPictures(root)
  recoverLists(root)
  root.querySelectorAll('p.MsoTitle').forEach((each) => rename(each, 'h2'))
  sayWithElements(root)
  dropForeign(root)
  headTables(root)
  root.querySelectorAll('*').forEach((each) => keepAttributes(each))
  dropNothings(root)
  return { html: root.innerHTML, pictures }
}

function unstyled(root) {
  root.querySelectorAll('[data-style]').forEach((each) => each.removeAttribute('data-style'))
  return root.innerHTML
}

function dropComments(root) {
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_COMMENT)
  const found = []
  while (walker.nextNode()) found.push(walker.currentNode)
  found.forEach((each) => each.remove())
}

/** Take tracked changes as accepted. */
function acceptChanges(root) {
  root.querySelectorAll('del').forEach((each) => each.remove())
  root.querySelectorAll('ins').forEach(unwrapped)
}

function dropPictures(root) {
  const drawn = [...root.querySelectorAll('*')].filter((each) => /^v:(?:imagedata|shape)$/i.test(each.tagName))
  const images = [...root.querySelectorAll(PICTURES)]
  drawn.forEach((each) => each.remove())
  images.forEach((each) => each.remove())
  return Math.max(images.length, drawn.filter((each) => /imagedata/i.test(each.tagName)).length)
}

/** Put elements in place of styles that mean something. */
function sayWithElements(root) {
  for (const element of [...root.querySelectorAll('span, font, b, strong')]) {
    const style = element.getAttribute('data-style') ?? ''
    const weight = /font-weight:\s*(bold|normal|\d+)/i.exec(style)?.[1].toLowerCase()
    const isBold = weight === 'bold' || Number(weight) >= 600
    if (/^(?:b|strong)$/i.test(element.tagName)) {
      // Google Docs wraps everything in such a <b>.
      if (weight && !isBold) unwrapped(element)
      continue
    }
    if (isBold && !element.closest('h1, h2, h3, h4, h5, h6, th')) wrapInside(element, 'strong')
    if (/font-style:\s*italic/i.test(style)) wrapInside(element, 'em')
    const raised = /vertical-align:\s*(sub|super)/i.exec(style)?.[1].toLowerCase()
    if (raised) wrapInside(element, raised === 'sub' ? 'sub' : 'sup')
  }
  root.querySelectorAll('h1 b, h2 b, h3 b, h4 b, h5 b, h6 b, h1 strong, h2 strong, h3 strong, h4 strong')
    .forEach(unwrapped)
}

function dropForeign(root) {
  for (const element of [...root.querySelectorAll('*')]) {
    if (element.tagName.includes(':') || element.matches('font, span') || element.matches(LOCAL)) {
      unwrapped(element)
    }
  }
  for (const holder of [...root.querySelectorAll(HOLDERS)].reverse()) {
    if (holder.querySelector(BLOCKS)) unwrapped(holder)
    else rename(holder, 'p')
  }
}

/** Make headers of the cells of a first row that is marked as head, or all in bold. */
function headTables(root) {
  for (const table of root.querySelectorAll('table')) {
    const rows = [...table.rows]
    if (rows.length < 2) continue
    rows.filter((row, index) => row.closest('thead') || (index === 0 && isBold(row)))
      .forEach((row) => [...row.cells].forEach((cell) => {
        cell.querySelectorAll('b, strong').forEach(unwrapped)
        if (cell.tagName === 'TD') rename(cell, 'th')
      }))
  }
}

function isBold(row) {
  const said = (nodes) => [...nodes].map((each) => each.textContent).join('').replace(/\s/g, '')
  return [...row.cells].every((cell) => {
    const all = said([cell])
    return all && all === said(cell.querySelectorAll('b, strong'))
  })
}

function keepAttributes(element) {
  for (const { name } of [...element.attributes]) {
    const listing = name === 'type' && element.tagName !== 'OL'
    if (!STAY.has(name) || listing) element.removeAttribute(name)
  }
}

/** Drop paragraphs of nothing, and the blanks by which Word indents and aligns. */
function dropNothings(root) {
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    if (walker.currentNode.parentElement.closest('pre')) continue
    walker.currentNode.data = walker.currentNode.data.replace(/[ \t\r\n]*\u00a0[\s\u00a0]*/g, ' ')
  }
  for (const element of [...root.querySelectorAll('p, h1, h2, h3, h4, h5, h6, strong, em, b, i, u, sub, sup')].reverse()) {
    if (!element.textContent.trim() && !element.querySelector('img, br, table') && !element.closest('td, th')) {
      element.replaceWith(element.textContent)
    }
  }
}

function unwrapped(element) {
  element.replaceWith(...element.childNodes)
}

function wrapInside(element, tag) {
  const inner = element.ownerDocument.createElement(tag)
  inner.append(...element.childNodes)
  element.append(inner)
}

function rename(element, tag) {
  const made = element.ownerDocument.createElement(tag)
  for (const { name, value } of element.attributes) made.setAttribute(name, value)
  made.append(...element.childNodes)
  element.replaceWith(made)
}
