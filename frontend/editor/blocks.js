// The blocks of a text: everything that the server lets through has its place (tree/markup.py).

import { Node, mergeAttributes } from '@tiptap/core'
import { attributes, isSafe } from './attributes.js'

function block(name, tag, content, { names = [], parse = [{ tag }], ...more } = {}) {
  return Node.create({
    name,
    group: 'block',
    content,
    addAttributes: () => attributes(...names),
    parseHTML: () => parse,
    renderHTML: ({ HTMLAttributes }) => [tag, HTMLAttributes, 0],
    ...more,
  })
}

const Document = Node.create({ name: 'doc', topNode: true, content: 'block+' })
const Text = Node.create({ name: 'text', group: 'inline' })

const Paragraph = block('paragraph', 'p', 'inline*', { priority: 1000 })

// The title of a page is its h1: headings of a text begin below it.
const Heading = block('heading', 'h2', 'inline*', {
  defining: true,
  addAttributes: () => ({ ...attributes(), level: { default: 2, rendered: false } }),
  parse: [1, 2, 3, 4, 5, 6].map((level) => ({
    tag: `h${level}`,
    attrs: { level: Math.min(5, Math.max(2, level)) },
  })),
  renderHTML: ({ node, HTMLAttributes }) => [`h${node.attrs.level}`, HTMLAttributes, 0],
})

const Quotation = block('quotation', 'blockquote', 'block+', { defining: true })
const Division = block('division', 'div', 'block+')
const Preformatted = block('preformatted', 'pre', 'inline*', {
  code: true,
  defining: true,
  parse: [{ tag: 'pre', preserveWhitespace: 'full' }],
})

const BulletList = block('bulletList', 'ul', 'listItem+', { group: 'block list' })
const OrderedList = block('orderedList', 'ol', 'listItem+', {
  group: 'block list',
  names: ['start', 'type'],
})
const ListItem = block('listItem', 'li', 'block+', { group: '', defining: true })

const Descriptions = block('descriptions', 'dl', '(term | description)+')
const Term = block('term', 'dt', 'inline*', { group: '', defining: true })
const Description = block('description', 'dd', 'block+', { group: '', defining: true })

const Rule = Node.create({
  name: 'rule',
  group: 'block',
  addAttributes: () => attributes(),
  parseHTML: () => [{ tag: 'hr' }],
  renderHTML: ({ HTMLAttributes }) => ['hr', HTMLAttributes],
})

const Break = Node.create({
  name: 'break',
  group: 'inline',
  inline: true,
  selectable: false,
  linebreakReplacement: true,
  parseHTML: () => [{ tag: 'br' }],
  renderHTML: () => ['br'],
  renderText: () => '\n',
})

function picture(name, { context, ...more }) {
  const source = {
    tag: 'img[src]',
    getAttrs: (element) => isSafe(element.getAttribute('src')) && null,
  }
  return Node.create({
    name,
    atom: true,
    draggable: true,
    addAttributes: () => attributes('src', 'alt', 'width', 'height'),
    parseHTML: () => [{ ...source, ...(context && { context, priority: 60 }) }],
    // Without an alt a reader of the screen hears the name of the file.
    renderHTML: ({ HTMLAttributes }) => ['img', mergeAttributes(HTMLAttributes)],
    ...more,
  })
}

const Image = picture('image', { group: 'inline', inline: true })
const FigureImage = picture('figureImage', { context: 'figure/' })
const Figure = block('figure', 'figure', '(figureImage | block)+ figureCaption?', {
  defining: true,
  isolating: true,
})
const FigureCaption = block('figureCaption', 'figcaption', 'inline*', {
  group: '',
  defining: true,
})

export const BLOCKS = [
  Document, Text, Paragraph, Heading, Quotation, Division, Preformatted, BulletList, OrderedList,
  ListItem, Descriptions, Term, Description, Rule, Break, Image, FigureImage, Figure, FigureCaption,
]
