// The rich-text editor of the desk: every <textarea data-rich> of the page gets one, and every
// field of pictures its dialog.

import { PictureField } from './picturefield.js'
import { RichField } from './richfield.js'

document.querySelectorAll('textarea[data-rich]').forEach((each) => new RichField(each))
document.querySelectorAll('[data-pictures]').forEach((each) => new PictureField(each))
