// Copies the fields of the blocks of a home page, as they are typed, into the one text that autosave
// keeps and that the server reads: a paragraph of lines for each block (types/homepage/blocks.py).

/** The lines of one block. */
function linesOf(block) {
  return [...block.querySelectorAll('[data-key]')].flatMap((field) => {
    const parts = field.tagName === 'TEXTAREA' ? field.value.trim().split(/\r?\n/) : [field.value.trim()]
    return field.value.trim() ? parts.map((part) => `${field.dataset.key}: ${part.trim()}`.trim()) : []
  })
}

for (const part of document.querySelectorAll('[data-blocks]')) {
  const text = part.querySelector('[data-text]')
  const copy = () => {
    text.value = [...part.querySelectorAll('li')].map((block) => linesOf(block).join('\n')).join('\n\n')
  }
  // Capturing, so that it is done before the form's own listeners look.
  for (const kind of ['input', 'change']) part.addEventListener(kind, copy, true)
}
