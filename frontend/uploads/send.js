// Sending, with how far it has come; fetch cannot say that.

export const BY_SCRIPT = 'X-Sent-By-Script'

/**
 * Send `body` to `address` and return the answered XMLHttpRequest; `type`: of its response.
 * `onProgress(percent)`; `signal`: of an AbortController.  Rejects with an AbortError if it was
 * cancelled, and with a TypeError if there was no answer.
 */
export function send(address, body, { type = '', onProgress = () => {}, signal }) {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest()
    request.open('POST', address)
    request.responseType = type
    request.setRequestHeader(BY_SCRIPT, 'yes')
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      if (total) onProgress(Math.floor((loaded / total) * 100))
    })
    request.addEventListener('load', () => done(request))
    request.addEventListener('error', () => failed(new TypeError('no answer')))
    request.addEventListener('abort', () => failed(new DOMException('cancelled', 'AbortError')))
    signal?.addEventListener('abort', () => request.abort())
    request.send(body)
  })
}
