"""What is said of decisions in more than one place."""
from ...base.i18n import _
from .interfaces import CORRECT, ERASE, REFUSE, SEE

#: What a decision does with the cases that it names.
DONE = {SEE: _('Cung cấp bản sao dữ liệu của hồ sơ'), CORRECT: _('Sửa dữ liệu của hồ sơ'),
        ERASE: _('Xóa dữ liệu của hồ sơ')}
#: What the staff reads of the buttons.
BUTTONS = {
    SEE: (_('Cung cấp bản sao'), _('Trình cung cấp')),
    CORRECT: (_('Sửa dữ liệu'), _('Trình sửa')),
    ERASE: (_('Xóa dữ liệu'), _('Trình xóa')),
    REFUSE: (_('Từ chối'), _('Trình từ chối'))}
