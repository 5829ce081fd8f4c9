"""Words that stand in every document, and text that every program can write."""
import datetime
import re
import unicodedata

STATE, MOTTO = 'Cộng hòa xã hội chủ nghĩa Việt Nam', 'Độc lập - Tự do - Hạnh phúc'
COPIES = 'Nơi nhận:'
BOX, TICKED = '☐', '☒'
DOTS = '.' * 60
#: Signs that XML 1.0 does not have, and halves of signs.
_UNWRITABLE = re.compile('[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]')


def clean(text: str) -> str:
    """Return ``text`` as NFC, without signs that no document can hold."""
    return unicodedata.normalize('NFC', _UNWRITABLE.sub('', text)).replace('\r\n', '\n')


def lines_of(text: str) -> list[str]:
    """Return the lines of ``text`` that are not empty."""
    return [line.strip() for line in clean(text).splitlines() if line.strip()]


def dated(place: str, day: datetime.date | None) -> str:
    """Say where and when, as a head has it: days below 10 and months below 3 with a zero."""
    if day is None:
        when = 'ngày ...... tháng ...... năm ..........'
    else:
        month = f'{day.month:02}' if day.month < 3 else str(day.month)
        when = f'ngày {day.day:02} tháng {month} năm {day.year}'
    return f'{clean(place)}, {when}' if place else when.capitalize()


def numbered(number: str) -> str:
    """Say the number of a document; where there is none yet, with room for it."""
    return f'Số: {clean(number) or "......"}'
