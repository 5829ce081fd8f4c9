// Choosing what is in the portal already: asks the desk by title.

import { freshId, make } from './build.js'
import { say } from './texts.js'

const PAUSE = 250

/**
 * Return an element in which something is found by its title and chosen; '' without an address.
 * `address`: of the desk's view that answers; `kind`: 'item' or 'image'; `choose(found)` is called
 * with what the desk says of the thing chosen.
 */
export function picker(address, kind, choose) {
  if (!address) return ''
  const id = freshId()
  const search = make('input', { type: 'search', id, autocomplete: 'off', 'aria-controls': `${id}-found` })
  const status = make('p', { class: 'editor-hint', role: 'status' })
  const list = make('ul', { id: `${id}-found`, class: kind === 'image' ? 'editor-found thumbs' : 'editor-found' })
  let asked = 0
  let waiting = 0

  async function look() {
    clearTimeout(waiting)
    asked += 1
    const mine = asked
    const found = await ask(address, kind, search.value.trim())
    if (mine === asked) show(found)
  }

  function show(found) {
    list.replaceChildren(...(found ?? []).map((each) => row(each, id, choose)))
    status.textContent = !found ? say('notFoundNow')
      : found.length ? say('found', { count: found.length }) : say(kind === 'image' ? 'noPicture' : 'nothingFound')
  }

  search.addEventListener('input', () => {
    clearTimeout(waiting)
    waiting = setTimeout(look, PAUSE)
  })
  search.addEventListener('keydown', (event) => {
    // In a form Enter would accept a dialog that is not filled in yet.
    if (event.key === 'Enter' && !event.isComposing) {
      event.preventDefault()
      look()
    }
  })
  look()
  return make('div', { class: 'editor-picker' },
    make('label', { for: id }, say(kind === 'image' ? 'findImage' : 'findItem')), search, status, list)
}

function row(found, group, choose) {
  const input = make('input', { type: 'radio', name: group })
  input.addEventListener('change', () => choose(found))
  const about = found.thumb ? [found.place, found.state] : [found.type, found.place]
  return make('li', {}, make('label', {}, input,
    ...(found.thumb ? [make('img', { src: found.thumb, alt: '', width: '96', height: '64', loading: 'lazy' })] : []),
    make('span', {}, make('strong', {}, found.title),
      make('small', {}, about.filter(Boolean).join(' · ')))))
}

async function ask(address, kind, words) {
  const asked = new URL(address, location.href)
  asked.searchParams.set('kind', kind)
  asked.searchParams.set('q', words)
  try {
    const answer = await fetch(asked, { headers: { Accept: 'application/json' }, credentials: 'same-origin' })
    return answer.ok ? await answer.json() : null
  } catch {
    return null
  }
}
