// Lists whose rows change places: by dragging, by buttons and by keys.

const EDGE = 70 // px from the edge of the window in which dragging scrolls it

/** Say to the form, and to whoever listens to it, that something has changed. */
export function changed(element) {
  element.dispatchEvent(new Event('change', { bubbles: true }))
}

/** The list `list` whose rows change places; `moved(row, place)` is called after each step. */
export class Places {
  constructor(list, moved) {
    this.list = list
    this.moved = moved
  }

  get rows() { return [...this.list.children] }

  /** The button of `row` that moves it up or down. */
  button(row, what) {
    return [...row.querySelectorAll(`button[value^="${what} "]`)].find((each) => each.closest('li') === row)
  }

  /** Mark the buttons that lead nowhere; they stay on the keys' way. */
  mark() {
    const { rows } = this
    for (const [at, row] of rows.entries()) {
      for (const [what, isEnd] of [['up', !at], ['down', at === rows.length - 1]]) {
        const button = this.button(row, what)
        button.disabled = false
        button.setAttribute('aria-disabled', String(isEnd))
      }
    }
  }

  move(row, step) {
    const other = step < 0 ? row.previousElementSibling : row.nextElementSibling
    const isMoved = Boolean(other)
    if (isMoved) other[step < 0 ? 'before' : 'after'](row)
    this.moved(row, isMoved ? this.rows.indexOf(row) : null, step)
  }
}

/** Let `row` of `places` be dragged by `grip`; Escape puts it back. */
export function drag(places, row, grip) {
  let before = null
  const end = (isKept) => {
    if (before === null) return
    const place = places.rows.indexOf(row)
    if (!isKept) places.list.insertBefore(row, places.rows.filter((each) => each !== row)[before] ?? null)
    row.classList.remove('dragged')
    if (isKept && place !== before) places.moved(row, place)
    before = null
  }
  grip.addEventListener('pointerdown', (event) => {
    if (event.button) return
    before = places.rows.indexOf(row)
    grip.focus()
    grip.setPointerCapture(event.pointerId)
    row.classList.add('dragged')
  })
  grip.addEventListener('pointermove', (event) => {
    if (before === null) return
    if (event.clientY < EDGE) scrollBy(0, -EDGE / 4)
    else if (event.clientY > innerHeight - EDGE) scrollBy(0, EDGE / 4)
    // Up to a neighbour's middle it stays where it is.
    for (const each of places.rows.filter((other) => other !== row)) {
      const { top, height } = each.getBoundingClientRect()
      const isBelow = row.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING
      if (isBelow && event.clientY > top + height / 2) each.after(row)
      else if (!isBelow && event.clientY < top + height / 2) each.before(row)
      else continue
      grip.setPointerCapture(event.pointerId)
      break
    }
  })
  grip.addEventListener('pointerup', () => end(true))
  grip.addEventListener('pointercancel', () => end(false))
  grip.addEventListener('keydown', (event) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (event.key === 'Escape' && before !== null) end(false)
    else if (step) places.move(row, step)
    else return
    event.preventDefault()
    grip.focus()
  })
}
