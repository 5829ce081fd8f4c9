"""Forms as tagged PDF, to be printed and filled in by hand: the same bytes for the same form."""
from html import escape

from ..renditions.pdf import page_of
from ..renditions.wordfile import BOX, LINES

#: Nothing in it leads anywhere, so that one file of each form serves every site.
ADDRESS = 'urn:hanoiportal:form'
_STATE = '<p class="state">CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc</p>'


def form_html(form):
    """Return the ``accessentry.rules.Form`` as HTML for ``ITypesetter``."""
    parts = ''.join(_part(heading, fields) for heading, fields in form.parts)
    return page_of(
        'vi', form.name.vi, form.basis, escape(f'Mẫu số {form.code} ({form.basis})'),
        f'<main class="form">{_STATE}<h1>{escape(form.name.vi)}</h1>{parts}</main>')


def _part(heading, fields):
    title = f'<h2>{escape(heading)}</h2>' if heading else ''
    return title + ''.join(map(_field, fields))


def _field(field):
    label = escape(field.label)
    if field.kind == 'chon':
        return f'<p>{BOX} {label}</p>'
    return f'<p class="blank" style="padding-bottom: {2 * LINES[field.kind] - 2}em">{label}:</p>'
