// Finding by name: among what the page has, and among what the desk is asked for.

/** Letters without marks, to compare names by. */
export function folded(text) {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd')
}

/** Keep Enter in a field of search from saving the form; return whether it was pressed. */
export function stay(event) {
  if (event.key !== 'Enter' || event.isComposing) return false
  event.preventDefault()
  return true
}

export async function ask(address, words) {
  try {
    const answer = await fetch(`${address}?q=${encodeURIComponent(words)}`, { headers: { Accept: 'application/json' } })
    return answer.ok && !answer.redirected ? await answer.json() : null
  } catch {
    return null
  }
}
