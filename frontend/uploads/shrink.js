// Pictures made smaller before they are sent: the portal shows none wider than 1600 pixels, and
// what a camera makes takes minutes on the line of a commune.

const WIDEST = 2560 // pixels, of the longer side
const SMALL = 1_500_000 // bytes that are sent as they are
const QUALITY = 0.87
const KNOWN = /^image\/(?:jpeg|png|webp)$/
const GLANCE = 64

/** Return whether `file` may become smaller. */
export function isLarge(file) {
  return KNOWN.test(file.type) && file.size > SMALL
}

/** Return `file`, a picture, no larger than it is of use; as it is if it cannot be read here. */
export async function shrunk(file) {
  if (!isLarge(file)) return file
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null)
  if (!picture) return file
  const scale = Math.min(1, WIDEST / Math.max(picture.width, picture.height))
  const canvas = drawn(picture, Math.round(picture.width * scale), Math.round(picture.height * scale))
  const type = isClear(picture) ? 'image/webp' : 'image/jpeg'
  picture.close()
  const made = await new Promise((done) => canvas.toBlob(done, type, QUALITY))
  if (!made || made.size >= file.size || made.type !== type) return file
  const name = file.name.replace(/\.\w+$/, '') + (type === 'image/webp' ? '.webp' : '.jpg')
  return new File([made], name, { type })
}

/** Return a small picture of `file` as a data: address; null if it cannot be read. */
export async function preview(file, longest = 480) {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null)
  if (!picture) return null
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height))
  const canvas = drawn(picture, Math.max(1, Math.round(picture.width * scale)), Math.max(1, Math.round(picture.height * scale)))
  picture.close()
  return canvas.toDataURL(file.type === 'image/jpeg' ? 'image/jpeg' : 'image/png')
}

function drawn(picture, width, height) {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  canvas.getContext('2d').drawImage(picture, 0, 0, width, height)
  return canvas
}

/** Return whether one can see through some of `picture`, at a glance. */
function isClear(picture) {
  const context = drawn(picture, GLANCE, GLANCE).getContext('2d')
  const { data } = context.getImageData(0, 0, GLANCE, GLANCE)
  return data.some((value, place) => place % 4 === 3 && value < 250)
}
