// How long a text is: Vietnamese is written a syllable at a time, so syllables are counted.

const SYLLABLE = /[\p{L}\p{N}]+(?:[\p{M}'’.,/-]*[\p{L}\p{N}]+)*/gu
// Read silently with understanding, an ordinary official text.
const SYLLABLES_A_MINUTE = 220

/** Return `{ syllables, minutes }` of a document; a minute at least of what has any. */
export function length(doc) {
  const text = doc.textBetween(0, doc.content.size, '\n', '\n')
  const syllables = text.match(SYLLABLE)?.length ?? 0
  return { syllables, minutes: Math.ceil(syllables / SYLLABLES_A_MINUTE) }
}
