"""Mails of people to a demonstration: to the city, to a site, and a text to be published there.

They come in as the mail server would hand them over; receipts go where letters of it go.
"""
from __future__ import annotations

from collections.abc import Sequence
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from .....base.clock import local
from .....base.settings import ISettings, Settings
from .....participation.mailin.interfaces import CONTRIBUTIONS, IMailIn
from ...environment import Environment

_FILE = 'Giờ,Nội dung minh họa\r\n7:30,Tập trung\r\n'
#: Extension of the address, ``LABEL`` for that of the site; subject; text; whether with a file.
_MAILS = (
    ('', 'Giờ mở cửa thư viện Thành phố',
     'Thư viện có mở cửa tối thứ Bảy không, có phải đăng ký không? Nội dung minh họa.', False),
    ('LABEL', 'Đèn đường hỏng ở đầu ngõ',
     'Hai bóng đèn đầu ngõ hỏng đã ba ngày, buổi tối rất khó đi. Nội dung minh họa.', False),
    (f'{CONTRIBUTIONS}.LABEL', 'Chương trình ngày hội thể thao khu dân cư',
     'Xin gửi chương trình ngày hội, kèm tệp. Nội dung minh họa.', True))


def send(environment: Environment, labels: Sequence[str]) -> None:
    """Let people write to the city, and to the first of the sites with ``labels``."""
    taking: IMailIn = environment.registry.getUtility(IMailIn)
    settings: Settings = environment.registry.getUtility(ISettings)
    name, _at, domain = settings.mail_in_address.partition('@')
    for number, (extension, subject, text, has_file) in enumerate(_MAILS):
        if extension and not labels:
            continue
        after = extension.replace('LABEL', labels[0]) if extension else ''
        address = f'{name}+{after}@{domain}' if after else settings.mail_in_address
        sender = f'thu-{number}@minh-hoa.example'
        mail = EmailMessage()
        mail['From'], mail['To'] = f'Vũ Thị Minh Họa {number} <{sender}>', address
        mail['Subject'], mail['Message-ID'] = subject, f'<{number}.thu@minh-hoa.example>'
        mail['Date'] = format_datetime(local(environment.clock.now()))
        mail.set_content(text)
        if has_file:
            mail.add_attachment(_FILE, subtype='csv', filename='chuong-trinh.csv')
        taking.take(mail.as_bytes(policy=SMTP), sender, address)
