// Attributes of HTML that are kept as they are; what the server would drop is dropped here too.

const GLOBAL = ['id', 'lang', 'dir', 'title']
// What the server lets through (tree/markup.py): these schemes, and addresses without any.
const SAFE = /^(?:(?:https?|mailto|tel):|(?![a-z][a-z0-9+.-]*:))/i

/** Return Tiptap's description of the attributes of that name, for each as it stands in HTML. */
export function attributes(...names) {
  return Object.fromEntries([...names, ...GLOBAL].map((name) => [name, kept(name)]))
}

function kept(name) {
  return {
    default: null,
    keepOnSplit: name !== 'id',
    parseHTML: (element) => element.getAttribute(name),
    renderHTML: (values) => (values[name] === null ? {} : { [name]: values[name] }),
  }
}

/** Tell whether `address` may stand in a link or an image. */
export function isSafe(address) {
  return SAFE.test(address.replace(/[\u0000-\u0020\u00a0]/g, ''))
}
