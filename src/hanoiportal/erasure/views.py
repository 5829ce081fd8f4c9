"""The form by which an erasure is demanded, the same in desk and console."""
from ..i18n import _
from ..web.forms import CHOICE, LINE, Field, problems


def title_in(basis, language):
    """Return what people call a ``Basis`` in ``language``, a ``Language``."""
    return basis.title_en if language.tag == 'en' else basis.title


def form_of(erasing, typed, errors, language):
    """Return what a template shows of the form: why, and by which paper.

    ``typed``: what was sent, ``errors``: the reasons of a ``CannotErase``.
    """
    bases = tuple((each.name, title_in(each, language)) for each in erasing.bases)
    fields = [
        Field('basis', _('Căn cứ'), CHOICE, typed.get('basis', ''), True,
              (('', _('Chọn căn cứ…')), *bases), error=errors.get('basis', '')),
        Field('reference', _('Số phiếu yêu cầu hoặc văn bản'), LINE,
              typed.get('reference', '')[:100], True, error=errors.get('reference', ''),
              hint=_('Như 15/PYC-VP. Không ghi tên người: số này ở lại trong sổ.'))]
    return {'fields': fields, 'problems': problems(errors, fields)}
