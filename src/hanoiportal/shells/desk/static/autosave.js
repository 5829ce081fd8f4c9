// Keeps what is typed into a form: on the server every few seconds and on leaving, and what has not
// got there, sealed, in this window's own storage.  Shows who else is at the text.

const SAVE_EVERY = 2000      // ms from the first change that is not kept to its being sent
const BEAT_EVERY = 20000     // ms between two signs of being there
const ASK_EVERY = 10000      // ms between two questions whether somebody has logged in again
const LONGEST_PAUSE = 15000  // ms between two attempts
const PATIENCE = 10000       // ms that one attempt may take
const ALIVE = 60000          // bytes that a browser sends of a page that is closing
const NONCE = 12             // bytes drawn for each sealing
const PIECE = 8192           // bytes that become letters at a time

/** The places where `before` and `after` differ: [start, end, text], in UTF-16 units. */
export function splice(before, after) {
  const most = Math.min(before.length, after.length)
  let start = 0
  while (start < most && before[start] === after[start]) start += 1
  let same = 0
  while (same < most - start && before.at(-1 - same) === after.at(-1 - same)) same += 1
  return [start, before.length - same, after.slice(start, after.length - same)]
}

/** A mark that no other form has. */
function freshMark() {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The letters of code 0 to 255 that stand for `bytes`: storage takes texts alone. */
function letters(bytes) {
  let found = ''
  for (let at = 0; at < bytes.length; at += PIECE) found += String.fromCharCode(...bytes.subarray(at, at + PIECE))
  return found
}

function bytes(letters) { return Uint8Array.from(letters, (letter) => letter.charCodeAt(0)) }

/** One place in this window's storage, sealed by AES-GCM under a key that only pages of who is
    logged in as the same person get (ADR 51).  Browsers seal for pages over HTTPS or of their
    own machine alone; elsewhere nothing is kept. */
class Vault {
  constructor(name, key) {
    this.name = name
    this.key = crypto.subtle?.importKey('raw', bytes(atob(key)), 'AES-GCM', false, ['encrypt', 'decrypt'])
    this.wanted = this.stands = null // texts: what shall stand there, and what does
    this.dropped = 0
    this.sealing = false
  }

  get works() { return Boolean(this.key) }

  /** Whether what was put last stands there. */
  get holds() { return this.wanted !== null && this.wanted === this.stands }

  /** Let `text` stand there: soon, and in the end whatever was put last. */
  put(text) {
    this.wanted = text
    if (this.works && !this.sealing) this.seal()
  }

  async seal() {
    this.sealing = true
    try {
      while (this.wanted !== this.stands) {
        const { wanted, dropped } = this
        const sealed = await this.sealed(wanted)
        if (dropped !== this.dropped) continue
        sessionStorage.setItem(this.name, sealed)
        this.stands = wanted
      }
    } catch { /* It is full: the form still has it. */ }
    this.sealing = false
  }

  drop() {
    this.wanted = this.stands = null
    this.dropped += 1
    sessionStorage.removeItem(this.name)
  }

  async sealed(text) {
    const nonce = crypto.getRandomValues(new Uint8Array(NONCE))
    const sealed = await crypto.subtle.encrypt(this.way(nonce), await this.key, new TextEncoder().encode(text))
    return letters(nonce) + letters(new Uint8Array(sealed))
  }

  /** The text that an earlier page left there, `null` if there is none; an error if the key is
      another one now. */
  async left() {
    const found = sessionStorage.getItem(this.name)
    if (found === null || !this.works) return null
    const sealed = bytes(found)
    return new TextDecoder().decode(await crypto.subtle.decrypt(
      this.way(sealed.subarray(0, NONCE)), await this.key, sealed.subarray(NONCE)))
  }

  /** What is sealed opens in its own place alone. */
  way(nonce) { return { name: 'AES-GCM', iv: nonce, additionalData: new TextEncoder().encode(this.name) } }
}

class Autosave {
  constructor(part, form) {
    this.part = part
    this.form = form
    this.fields = new Set(JSON.parse(part.dataset.fields))
    this.person = part.dataset.person
    this.vault = new Vault(`autosave:${this.person}:${part.dataset.place}`, part.dataset.key)
    part.removeAttribute('data-key')
    this.kept = new Map()      // what the server has of the draft
    // What the form was opened with; what it begins with by itself is news.
    this.opened = part.dataset.fresh ? new Map() : this.typed()
    this.revision = 0
    this.failures = 0
    this.timer = this.due = this.sending = 0
    this.stopped = false
    this.refused = ''
    this.listen()
    this.leftOver()
    if (part.dataset.fresh) this.changed()
    this.beat()
  }

  get mark() { return this.form.elements.draft.value }

  get token() { return this.form.elements.csrf_token.value }

  listen() {
    for (const kind of ['input', 'change']) this.form.addEventListener(kind, () => this.changed())
    this.form.addEventListener('submit', (event) => setTimeout(() => this.submitted(event)))
    addEventListener('pagehide', () => this.leave(true))
    addEventListener('beforeunload', (event) => { if (this.isAtRisk()) event.preventDefault() })
    addEventListener('pageshow', (event) => { if (event.persisted) this.resume() })
    addEventListener('online', () => this.hurry())
    addEventListener('focus', () => { if (this.refused) this.ask() })
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') this.leave(false)
      else this.beat()
    })
    document.querySelector('[data-take-over]')?.addEventListener('submit', (event) => {
      event.preventDefault()
      this.send({ taking: true })
    })
    setInterval(() => this.beat(), BEAT_EVERY)
    setInterval(() => { if (this.refused) this.ask() }, ASK_EVERY)
  }

  /** What is in the form now: a Map of the texts of the fields that are kept. */
  typed() {
    return new Map([...new FormData(this.form)]
      .filter(([name, value]) => this.fields.has(name) && typeof value === 'string')
      .map(([name, value]) => [name, value.replace(/\r\n?/g, '\n')]))
  }

  /** What the server has not: a Map. */
  news() {
    return new Map([...this.typed()].filter(
      ([name, value]) => value !== (this.kept.get(name) ?? this.opened.get(name))))
  }

  changed() {
    if (this.stopped) return
    if (!this.remember() || this.due) return
    this.due = 1
    this.state(this.part.dataset.typed)
    this.later(SAVE_EVERY)
  }

  later(pause) {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.save(), pause)
  }

  hurry() {
    if (this.due && !this.sending) this.later(0)
  }

  async save() {
    if (this.stopped || this.sending || this.refused) return
    const news = this.news()
    this.due = 0
    if (news.size) await this.send({}, news)
    else this.forget()
  }

  /** Send `news` and what `more` says besides; note what comes of it. */
  async send(more = {}, news = this.news()) {
    this.sending += 1
    const sentAt = performance.now()
    const answer = await this.post(this.body(news, more)).catch(() => null)
    this.sending -= 1
    if (answer?.ok) await this.understood(answer, news, sentAt)
    else if (answer) await this.denied(answer)
    else this.unreachable()
  }

  post(body, options = {}) {
    return fetch(this.part.dataset.autosave, {
      method: 'POST', body: JSON.stringify(body), redirect: 'manual',
      headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': this.token },
      signal: options.keepalive ? undefined : AbortSignal.timeout(PATIENCE), ...options,
    })
  }

  /** What the server has a part of goes as a splice: a long text is not sent at each letter. */
  body(news, more) {
    const fields = {}, splices = {}
    for (const [name, value] of news) {
      if (this.kept.has(name)) splices[name] = splice(this.kept.get(name), value)
      else fields[name] = value
    }
    return { mark: this.mark, base: this.form.elements.base.value, after: this.revision, fields, splices, ...more }
  }

  async understood(answer, news, sentAt) {
    const said = await answer.json()
    for (const [name, value] of news) this.kept.set(name, value)
    this.revision = said.revision
    this.failures = 0
    this.trouble('')
    if (news.size) {
      this.state(this.part.dataset.saved.replace('{at}', said.at))
      this.form.dispatchEvent(new Event('autosaved'))
    }
    this.company(said)
    // Counted from the sending: a slow answer must not make the next one late, too.
    if (this.news().size) this.again(Math.max(0, sentAt + SAVE_EVERY - performance.now()))
    else this.forget()
  }

  async denied(answer) {
    const problem = (await answer.json().catch(() => ({}))).problem
    if (answer.status === 409) {
      if (problem === 'saved') this.form.elements.draft.value = freshMark()
      this.kept.clear()
      this.revision = 0
      this.again(0)
    } else if (problem === 'token') {
      await this.ask()
    } else if (problem === 'login' || answer.type === 'opaqueredirect') {
      this.stop('login')
    } else if (answer.status >= 500 || answer.status === 429) {
      this.unreachable()
    } else {
      this.stop(answer.status === 413 ? 'large' : 'refused')
    }
  }

  again(pause) {
    this.due = 1
    this.later(pause)
  }

  unreachable() {
    this.failures += 1
    this.trouble(this.part.dataset[this.vault.works ? 'offline' : 'unkept'])
    this.again(Math.min(LONGEST_PAUSE, 500 * 2 ** this.failures))
  }

  /** Keep no more for the reason `why`, until `ask` finds it gone. */
  stop(why) {
    this.refused = why
    this.remember()
    this.trouble(this.part.dataset[why])
  }

  /** Ask who is logged in; with the token of a new session go on. */
  async ask() {
    if (this.refused === 'large') {
      this.refused = ''
      return this.again(SAVE_EVERY)
    }
    const answer = await fetch(this.part.dataset.autosave, { redirect: 'manual' }).catch(() => null)
    const said = answer?.ok ? await answer.json().catch(() => null) : null
    if (!said) return answer ? undefined : this.unreachable()
    if (said.person !== this.person) return this.stop('other')
    for (const field of document.getElementsByName('csrf_token')) field.value = said.token
    this.refused = ''
    this.trouble('')
    this.again(0)
  }

  beat() {
    const isSeen = document.visibilityState === 'visible'
    if (isSeen && !this.stopped && !this.refused && !this.sending && !this.due) this.send({}, new Map())
  }

  submitted(event) {
    if (event.defaultPrevented) return
    this.stopped = true
    clearTimeout(this.timer)
  }

  /** The page came back from the browser's memory, by its Back button. */
  resume() {
    this.stopped = false
    this.kept.clear()
    this.again(0)
  }

  /** Send what is left while the page goes; whole texts where they fit, for they suit whatever
      the server has by then. */
  leave(isLeaving) {
    if (this.refused || this.stopped && !isLeaving) return
    const news = this.stopped ? new Map() : this.news()
    if (!news.size && !isLeaving) return
    this.remember()
    const whole = { ...this.body(new Map(), { leaving: isLeaving }), fields: Object.fromEntries(news) }
    const fits = new Blob([JSON.stringify(whole)]).size < ALIVE
    const body = fits ? whole : this.body(news, { leaving: isLeaving })
    const sentAt = performance.now()
    this.post(body, { keepalive: true }).then((answer) => {
      if (answer.ok && !isLeaving) this.understood(answer, news, sentAt)
    }).catch(() => {})
  }

  /** Whether to leave now might lose something: neither server nor storage has it. */
  isAtRisk() {
    const isCut = this.refused || this.failures || !navigator.onLine
    return isCut && !this.stopped && this.news().size > 0 && !this.vault.holds
  }

  /** Put what the server has not into this window's storage; return whether there is any. */
  remember() {
    const news = this.news()
    if (!news.size) return false
    this.vault.put(JSON.stringify(
      { mark: this.mark, base: this.form.elements.base.value, fields: Object.fromEntries(new Map([...this.kept, ...news])) }))
    return true
  }

  forget() { this.vault.drop() }

  /** Send what an earlier page left in the storage; the server offers it from then on. */
  async leftOver() {
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith('autosave:') && !key.startsWith(`autosave:${this.person}:`)) sessionStorage.removeItem(key)
    }
    const text = await this.vault.left().catch(() => this.lose())
    const left = JSON.parse(text ?? 'null')
    if (!left || left.mark === this.mark) return
    const answer = await this.answered({ ...left, after: 0 })
    if ((answer.ok || answer.status === 409) && !this.news().size) this.forget()
    if (answer.ok) {
      const address = new URL(location)
      address.searchParams.set('draft', left.mark)
      if (!this.news().size) location.replace(address)
    }
  }

  /** Send `body` until the server answers: what an earlier page left is here alone. */
  async answered(body) {
    for (let turn = 1; ; turn += 1) {
      const answer = await this.post(body).catch(() => null)
      if (answer && answer.status < 500) return answer
      await new Promise((go) => setTimeout(go, Math.min(LONGEST_PAUSE, 500 * 2 ** turn)))
    }
  }

  /** What was left is sealed by another key: nobody can open it any more. */
  lose() {
    if (!this.news().size) this.forget()
    this.tell('.lost', this.part.dataset.lost)
  }

  state(text) { this.part.querySelector('.state').textContent = text }

  trouble(text) { this.tell('.trouble', text) }

  /** Say `text` once, not at each attempt. */
  tell(place, text) {
    const element = this.part.querySelector(place)
    if (element.textContent !== text) element.textContent = text
  }

  /** Show who else is here, and whether somebody has taken the text over. */
  company({ others, takenBy }) {
    this.tell('.taken', takenBy ? this.part.dataset.taken.replace('{name}', takenBy) : '')
    const place = document.querySelector('[data-company]')
    if (!place) return
    const lines = others.map(({ name, holds, since }) =>
      place.dataset[holds ? 'holds' : 'here'].replace('{name}', name).replace('{since}', since))
    if (lines.join('\n') !== [...place.children].map((each) => each.textContent).join('\n')) {
      place.replaceChildren(...lines.map((line) => Object.assign(document.createElement('p'), { textContent: line })))
    }
    const form = document.querySelector('[data-take-over]')
    if (form) form.hidden = !others.some(({ holds }) => holds)
  }
}

// Back opens the page anew; the form of something new stays the one that was sent from there.
const once = document.querySelector('[data-once]')
if (once) {
  once.value = history.state?.once ?? once.value
  history.replaceState({ once: once.value }, '')
}

const part = document.querySelector('[data-autosave]')
if (part) new Autosave(part, part.closest('form'))
