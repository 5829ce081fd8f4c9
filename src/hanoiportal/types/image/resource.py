"""The persistent image.  Renaming this module needs an upgrade step."""
import colander

from ...base.i18n import _
from ...kernel.tree import Item, content_type
from ...kernel.tree.schema import Schema, choice, line, number, paragraph, upload
from .linkeddata import linked_data
from .picture import StoredPicture

DECORATIVE = (
    ('no', _('Không: ảnh có nội dung, phải có lời mô tả')),
    ('yes', _('Có: ảnh chỉ để trang trí')),
)


class ImageSchema(Schema):
    """A picture; what it shows is said in words unless it only decorates (WCAG 2.1, 1.1.1)."""

    title = line(_('Tiêu đề'), required=True)
    summary = paragraph(_('Chú thích'))
    alt = line(_('Lời mô tả thay cho ảnh'), longest=1000)
    decorative = choice(_('Ảnh trang trí'), DECORATIVE)
    credit = line(_('Nguồn ảnh, người chụp'))
    image = upload(_('Tệp ảnh'), kinds=('image',), keep=StoredPicture.cleaned,
                   keep_exactly=StoredPicture.as_it_is, required=True)
    focus_x = number(_('Điểm chính của ảnh: từ trái sang (0–100 %)'), most=100, missing=50)
    focus_y = number(_('Điểm chính của ảnh: từ trên xuống (0–100 %)'), most=100, missing=50)

    def validator(self, node, values):
        """Either words or the statement that none are needed."""
        if values['decorative'] == 'no' and not values['alt']:
            error = colander.Invalid(node)
            error['alt'] = _('Hãy viết lời mô tả ảnh cho người không nhìn thấy, hoặc đánh dấu là '
                             'ảnh trang trí.')
            raise error


def searched(document):
    """Return what of ``document``, an image or its translation, is found in the text index."""
    return f'{document.summary}\n{document.alt}'


@content_type('Image', _('Hình ảnh'), ImageSchema,
              translatable=('title', 'summary', 'alt'), text=searched,
              linked_data=linked_data)
class Image(Item):
    """Hình ảnh.  ``image``: a ``StoredPicture``; ``alt`` is empty only if ``decorative``.

    ``focus_x``, ``focus_y``: the point that no thumbnail may lose, a ``media.variants.Focus``.
    """

    image = None
    focus_x = focus_y = 50
    alt = credit = ''
    decorative = 'no'
