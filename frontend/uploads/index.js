// Every form of the page that brings files, and every place to drop some on.

import { Drop } from './card.js'
import { SentForm } from './form.js'

document.querySelectorAll('form[data-send]').forEach((each) => new SentForm(each))
document.querySelectorAll('[data-drop]').forEach((each) => new Drop(each))
