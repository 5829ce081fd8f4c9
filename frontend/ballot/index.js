// Gets the token of a survey that shows that somebody has confirmed who they are, and does not show
// who: a blind signature (RFC 9474).  It stays in this browser until the form of the survey takes it.
// What is blinded stays here, too, so that an answer that was lost on its way is asked for again.

import { RSABSSA } from '@cloudflare/blindrsa-ts'

const suite = RSABSSA.SHA384.PSS.Randomized()
const bytes = text => Uint8Array.from(atob(text), each => each.charCodeAt(0))
const letters = content => btoa(String.fromCharCode(...content))

async function blinded(key) {
  const message = suite.prepare(crypto.getRandomValues(new Uint8Array(32)))
  const { blindedMsg, inv } = await suite.blind(key, message)
  return { message: letters(message), blinded: letters(blindedMsg), inv: letters(inv) }
}

async function signed(form, kept) {
  const answer = await fetch(form.action, {
    method: 'POST', body: new URLSearchParams({ blinded: kept.blinded }) })
  const said = await answer.json()
  if (!answer.ok) throw new Error(said.why)
  return bytes(said.signature)
}

async function token(form, place) {
  const key = await crypto.subtle.importKey(
    'spki', bytes(form.dataset.ballotKey), { name: 'RSA-PSS', hash: 'SHA-384' }, true, ['verify'])
  const kept = JSON.parse(localStorage.getItem(place)) || await blinded(key)
  if (kept.token) return
  localStorage.setItem(place, JSON.stringify(kept))
  const message = bytes(kept.message)
  const signature = await suite.finalize(key, message, await signed(form, kept), bytes(kept.inv))
  kept.token = letters([...message, ...signature]).replaceAll('+', '-').replaceAll('/', '_')
  localStorage.setItem(place, JSON.stringify(kept))
}

const form = document.querySelector('form[data-ballot-key]')
const said = document.querySelector('[data-ballot-said]')

form?.addEventListener('submit', async event => {
  event.preventDefault()
  form.querySelector('button').disabled = true
  try {
    await token(form, `phieu ${form.dataset.ballot}`)
    location.assign(form.dataset.next)
  } catch (error) {
    said.textContent = error.message
    said.hidden = false
    form.querySelector('button').disabled = false
  }
})
