"""What is typed when an agency is asked."""
from ...base.i18n import _
from ...kernel.tree.schema import Schema, line, paragraph
from ...kernel.tree.site import MAIL


class ReviewQuestion(Schema):
    """A request to take part in a review."""

    name = line(_('Cơ quan, đơn vị phối hợp'), required=True, longest=200)
    address = line(_('Thư điện tử'), required=True, longest=200, validator=MAIL)
    question = paragraph(_('Nội dung cần rà soát'), required=True, longest=2000)
