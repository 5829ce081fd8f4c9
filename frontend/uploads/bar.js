// How far a sending has come, with a button that ends it.

let known = null

/** Return the text named `name` of the page; `values` stand for `{…}` in it. */
export function say(name, values = {}) {
  known ??= Object.fromEntries([...document.getElementById('sending-texts').content.querySelectorAll('[data-text]')]
    .map((each) => [each.dataset.text, each.textContent.trim().replace(/\s+/g, ' ')]))
  return known[name].replace(/\{(\w+)\}/g, (_whole, key) => values[key])
}

function make(tag, className, ...children) {
  const element = document.createElement(tag)
  if (className) element.className = className
  element.append(...children)
  return element
}

/** A bar below `place`.  `controller`: its button aborts it. */
export class Bar {
  constructor(place, controller) {
    this.told = make('p', 'told')
    this.told.setAttribute('role', 'status')
    this.line = make('progress')
    this.line.max = 100
    this.line.setAttribute('aria-label', say('sending', { name: '', percent: '' }).replace(/[:%\s]+$/, ''))
    const cancel = make('button', 'quiet', say('cancel'))
    cancel.type = 'button'
    cancel.addEventListener('click', () => controller.abort())
    this.going = make('p', 'going', this.line, cancel)
    this.list = make('ul', 'sent')
    this.element = make('div', 'sending', this.told, this.going, this.list)
    place.querySelector(':scope > .sending')?.remove()
    place.append(this.element)
    this.last = -1
  }

  /** Show `percent` of `name`; read out at every quarter only. */
  at(name, percent) {
    this.line.value = percent
    if (percent < 100 ? Math.floor(percent / 25) === this.last : this.last === 4) return
    this.last = Math.floor(percent / 25)
    this.told.textContent = percent < 100 ? say('sending', { name, percent }) : say('saving')
  }

  tell(text) {
    this.last = -1
    this.told.textContent = text
  }

  /** Keep `text` in sight, for what has become of one file. */
  note(text, isWrong) {
    this.list.append(make('li', isWrong ? 'error' : '', text))
  }

  /** End with `text`. */
  end(text) {
    this.going.remove()
    this.tell(text)
  }
}
