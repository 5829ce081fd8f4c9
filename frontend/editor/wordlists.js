// Word writes lists as paragraphs with a marker and a style «mso-list: l0 level1 lfo1».

const LISTED = /mso-list:\s*(?!none|ignore)[^;"']*?level(\d+)/i
const IGNORED = /mso-list:\s*ignore/i
const NUMBER = /^\(?(\d+)(?:\.\d+)*[.)]*$/
const LETTER = /^\(?([a-zđ])[.)]+$/i
const ROMAN = /^\(?([ivx]+)[.)]+$/i

/** Put real lists into `root` in place of Word's paragraphs. */
export function recoverLists(root) {
  let open = []
  let last = null
  for (const paragraph of [...root.querySelectorAll('p, h1, h2, h3, h4, h5, h6, div')]) {
    const level = Number(LISTED.exec(paragraph.getAttribute('data-style') ?? '')?.[1] ?? 0)
    if (!level || paragraph.closest('li')) continue
    if (!last || !follows(paragraph, last)) open = []
    last = place(paragraph, level, open)
  }
}

/** Tell whether nothing but blanks stands between `paragraph` and the list `before`. */
function follows(paragraph, before) {
  let node = paragraph.previousSibling
  while (node && node.nodeType === Node.TEXT_NODE && !node.data.trim()) node = node.previousSibling
  return node === before
}

/** Move `paragraph` into a list of its level; return the outermost list. */
function place(paragraph, level, open) {
  const document = paragraph.ownerDocument
  const kind = kindOf(markerOf(paragraph))
  // A list that began too deep began where it is: there is nothing above it.
  if (open.length && open[0].level > level) open[0].level = level
  while (open.length && isOver(open.at(-1), level, kind)) open.pop()
  if (!open.length || open.at(-1).level < level) {
    const list = document.createElement(kind.tag)
    if (kind.type) list.setAttribute('type', kind.type)
    if (kind.start > 1) list.setAttribute('start', kind.start)
    const holder = open.at(-1)?.list.lastElementChild
    if (holder) holder.append(list)
    else paragraph.before(list)
    open.push({ level, kind, list })
  }
  const item = document.createElement('li')
  item.append(...paragraph.childNodes)
  open.at(-1).list.append(item)
  paragraph.remove()
  return open[0].list
}

function isOver(last, level, kind) {
  return last.level > level || (last.level === level && last.kind.tag !== kind.tag)
}

function markerOf(paragraph) {
  const ignored = [...paragraph.querySelectorAll('span')]
    .find((each) => IGNORED.test(each.getAttribute('data-style') ?? ''))
  const marker = ignored?.textContent.replace(/[\s\u00a0]+/g, '') ?? ''
  ignored?.remove()
  return marker
}

function kindOf(marker) {
  const number = NUMBER.exec(marker)
  if (number) return { tag: 'ol', start: Number(number[1]) }
  if (ROMAN.test(marker) && !/^\(?[cdlm][.)]/i.test(marker)) return { tag: 'ol', type: cased(marker, 'i'), start: 1 }
  if (LETTER.test(marker)) return { tag: 'ol', type: cased(marker, 'a'), start: 1 }
  return { tag: 'ul', start: 1 }
}

function cased(marker, type) {
  return /[A-ZĐ]/.test(marker) ? type.toUpperCase() : type
}
