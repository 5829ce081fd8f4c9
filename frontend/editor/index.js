// The rich-text editor of the desk: every <textarea data-rich> of the page gets one.

import { RichField } from './richfield.js'

document.querySelectorAll('textarea[data-rich]').forEach((each) => new RichField(each))
