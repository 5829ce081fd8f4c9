// What letters may be: emphasis, links and the small elements that say what a piece of text is.

import { Mark } from '@tiptap/core'
import { attributes, isSafe } from './attributes.js'

function mark(tag, { tags = [tag], names = [], ...more } = {}) {
  return Mark.create({
    name: tag,
    addAttributes: () => attributes(...names),
    parseHTML: () => tags.map((each) => ({ tag: each })),
    renderHTML: ({ HTMLAttributes }) => [tag, HTMLAttributes, 0],
    ...more,
  })
}

const Link = mark('a', {
  names: ['href', 'hreflang'],
  priority: 1000,
  inclusive: false,
  parseHTML: () => [{
    tag: 'a[href]',
    getAttrs: (element) => isSafe(element.getAttribute('href')) && null,
  }],
  // As the server writes it; ours comes last there too.
  renderHTML: ({ HTMLAttributes }) => ['a', { ...HTMLAttributes, rel: 'noopener' }, 0],
})

const CLOSED = { inclusive: false }

export const MARKS = [
  Link,
  mark('abbr', CLOSED), mark('cite'), mark('dfn', CLOSED), mark('q'), mark('ins'), mark('del'),
  mark('time', { names: ['datetime'], ...CLOSED }),
  // A span says nothing unless it says the language.
  mark('span', { tags: ['span[lang]', 'span[id]', 'span[title]', 'span[dir]'], ...CLOSED }),
  mark('strong', { tags: ['strong', 'b'] }), mark('em', { tags: ['em', 'i'] }), mark('u'), mark('s'),
  mark('small'), mark('sub', { excludes: 'sub sup' }), mark('sup', { excludes: 'sub sup' }),
  mark('code'), mark('kbd'),
]
