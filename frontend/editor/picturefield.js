// A field of pictures: small ones in their order in place of their paths, and the dialog to choose.

import { make } from './build.js'
import { choosePicture } from './pictures.js'
import { say } from './texts.js'

/** The part `part` of a form, which holds the field of paths. */
export class PictureField {
  constructor(part) {
    this.part = part
    this.field = part.querySelector('input[type="text"]')
    this.form = this.field.form
    this.known = new Map(JSON.parse(part.dataset.named).map(([path, title, thumb]) => [path, { title, thumb }]))
    part.querySelector('.plain').remove()
    part.querySelector('.hint').remove()
    this.field.type = 'hidden'
    this.list = make('ol', { class: 'editor-pictures' })
    this.button = make('button', { type: 'button', class: 'quiet' }, say('pictureChoose'))
    this.name(this.form.querySelector(`label[for="${this.field.id}"]`))
    this.button.addEventListener('click', () => this.choose())
    part.append(this.list, this.button)
    this.show()
  }

  /** What was the label of the field names the whole now. */
  name(label) {
    if (!label) return
    label.removeAttribute('for')
    label.id ||= `${this.field.id}-label`
    this.part.setAttribute('role', 'group')
    this.part.setAttribute('aria-labelledby', label.id)
  }

  get paths() { return this.field.value.split(';').map((each) => each.trim()).filter(Boolean) }

  set paths(paths) {
    this.field.value = paths.join('; ')
    this.field.dispatchEvent(new Event('input', { bubbles: true }))
    this.show()
  }

  show() {
    const { paths } = this
    this.list.replaceChildren(...paths.map((path, at) => this.row(path, at, paths)))
    this.list.hidden = !paths.length
  }

  row(path, at, paths) {
    const { title = path, thumb = '' } = this.known.get(path) ?? {}
    const button = (name, text, action, isOff) => make('button', {
      type: 'button', class: 'quiet', 'aria-label': say(name, { title }), disabled: isOff, onclick: action,
    }, text)
    return make('li', {},
      thumb ? make('img', { src: thumb, alt: '', width: '72', height: '48' }) : '',
      make('span', {}, title),
      button('pictureUp', '↑', () => this.move(at, at - 1), at === 0),
      button('pictureDown', '↓', () => this.move(at, at + 1), at === paths.length - 1),
      button('pictureDrop', say('pictureOut'), () => this.drop(at), false))
  }

  move(at, to) {
    const paths = this.paths
    paths.splice(to, 0, ...paths.splice(at, 1))
    this.paths = paths
    this.list.children[to].querySelector('button:not([disabled])').focus()
  }

  drop(at) {
    this.paths = this.paths.filter((_path, place) => place !== at)
    this.button.focus()
  }

  choose() {
    choosePicture({
      desk: { pick: this.part.dataset.pick, add: this.part.dataset.addPicture, token: () => this.form.elements.csrf_token.value },
      title: say('pictureChoose'),
      accepts: say('pictureTake'),
      shown: null,
      more: [],
      accept: (found) => this.take(found),
      then: () => this.button.focus(),
    })
  }

  take({ at, title, thumb }) {
    if (!at || this.paths.includes(at)) return
    this.known.set(at, { title, thumb })
    this.paths = [...this.paths, at]
  }
}
