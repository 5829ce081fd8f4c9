"""Nhận xét: remarks of the staff on a field or a passage of what is not public yet (14.1).

For those who see the version in work.  Remarks stay with the text, also when it has been
published; readers never see them.
"""
from ...kernel.storage.interfaces import CONTENT
from .erasing import forget_remarks, give_back_remarks, withhold_remarks
from .interfaces import ICommenting
from .services import commenting_service


def includeme(config):
    config.add_service(ICommenting, commenting_service)
    config.add_eraser('remarks', CONTENT, forget_remarks)
    config.add_withholding('remarks', withhold_remarks, give_back_remarks)
