// The page as a visitor would see it, beside the form: shown anew shortly after one stops typing,
// once autosave has sent what was typed.  Nothing is said of it, and nobody's place is lost.

const PAUSE = 600       // ms without a key before the page is shown anew
const DESKTOP = 1280    // px, as wide as .glass iframe in desk.css
const WIDE = matchMedia('(min-width: 1200px)')

class LivePreview {
  constructor(pane, form) {
    this.pane = pane
    this.form = form
    this.glass = pane.querySelector('.glass')
    this.frame = this.glass.querySelector('iframe')
    this.opener = document.querySelector('.show-live button')
    this.closer = pane.querySelector('[data-close]')
    this.timer = 0
    this.isStale = true // what is typed has changed since the page was asked for
    this.coming = null
    this.listen()
    this.show(pane.dataset.state === 'open')
  }

  listen() {
    this.opener.addEventListener('click', () => this.choose(true))
    this.closer.addEventListener('click', () => this.choose(false))
    for (const button of this.widths) {
      button.addEventListener('click', () => {
        this.widen(button.dataset.width)
        this.keep({ width: button.dataset.width })
      })
    }
    this.form.addEventListener('autosaved', () => { this.isStale = true; this.soon() })
    this.form.addEventListener('input', () => { if (this.timer) this.soon() })
    WIDE.addEventListener('change', () => this.refresh())
    for (const turn of ['blur', 'focus']) addEventListener(turn, () => this.mark())
    new ResizeObserver(() => this.fit()).observe(this.glass)
  }

  get widths() { return [...this.pane.querySelectorAll('[data-width]')] }

  /** Let the server set the cookie: scripts set none. */
  keep(chosen) {
    const body = new URLSearchParams({ csrf_token: this.form.elements.csrf_token.value, ...chosen })
    fetch(this.pane.dataset.keep, { method: 'POST', body, keepalive: true }).catch(() => {})
  }

  choose(isOpen) {
    this.show(isOpen)
    this.keep({ state: isOpen ? 'open' : 'closed' })
    const other = isOpen ? this.closer : this.opener
    other.focus()
  }

  show(isOpen) {
    this.pane.hidden = !isOpen
    this.opener.parentElement.hidden = isOpen
    this.refresh()
  }

  widen(width) {
    this.glass.classList.toggle('phone', width !== 'desktop')
    for (const button of this.widths) button.setAttribute('aria-pressed', button.dataset.width === width)
  }

  /** Mark the frame that has the focus: no selector of this page matches while it is in there. */
  mark() { this.glass.classList.toggle('entered', document.activeElement === this.frame) }

  fit() { this.glass.style.setProperty('--scale', this.glass.clientWidth / DESKTOP) }

  soon() {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => { this.timer = 0; this.refresh() }, PAUSE)
  }

  /** Ask for the page behind the one that is shown, if it may have changed and is seen. */
  refresh() {
    if (!this.isStale || this.pane.hidden || !WIDE.matches || this.coming) return
    const address = new URL(this.pane.dataset.address, location)
    address.searchParams.set('draft', this.form.elements.draft.value)
    this.isStale = false
    this.coming = this.frame.cloneNode()
    this.coming.className = 'coming'
    this.coming.src = address
    this.coming.addEventListener('load', () => this.come(address), { once: true })
    this.glass.append(this.coming)
  }

  /** What was asked for is there: let it take the place of the other, at the same height. */
  come(address) {
    const { frame, coming } = this
    this.coming = null
    if (placeOf(coming) !== address.pathname) {
      coming.remove() // no connection, or logged out: the page that was there is better
    } else {
      const at = frame.contentWindow?.scrollY ?? 0
      const isIn = document.activeElement === frame
      coming.contentWindow.scrollTo({ top: at, behavior: 'instant' })
      coming.className = ''
      this.frame = coming
      frame.remove()
      if (isIn) coming.focus()
    }
    this.refresh()
  }
}

/** The path of the page in `frame`; nothing of one that is not ours. */
function placeOf(frame) {
  try { return frame.contentWindow.location.pathname } catch { return null }
}

const pane = document.querySelector('.live')
if (pane) new LivePreview(pane, document.getElementById('bieu-mau'))
