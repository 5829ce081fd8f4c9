"""Sows one fault into a clean text: what editors do by mistake, at a place drawn by lot."""
import re
import unicodedata
from functools import cache

from hanoiportal.base.text import convert

_LATIN = [chr(code) for code in range(0xa1, 0x100)]
_LETTERS = 'ăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ'
PRESS = ['VnExpress', 'báo Tuổi Trẻ', 'VietnamNet', 'Báo Dân trí', 'tờ Lao Động', 'TTXVN',
         'báo điện tử Tiền Phong', 'CafeF', 'Báo Nhân Dân', 'VTV', 'báo Kinh tế và Đô thị',
         'Zing News', 'báo Hànộimới', 'BBC', 'báo Người Lao Động']
CUES = ['Theo {}, ', 'Nguồn tin: {}. ', '(Nguồn: {}) ', '{} đưa tin ', 'Dẫn lại từ {}: ',
        'Trích {}: ']
SITES = ['https://vnexpress.net/a-1.html', 'https://www.facebook.com/groups/12',
         'https://thanhnien.vn/b.htm', 'https://youtu.be/xyz', 'https://m.kenh14.vn/c.chn',
         'https://zalo.me/0123', 'https://vietnamplus.vn/d', 'https://x.com/e',
         'https://hanoimoi.vn/f.html', 'https://t.me/g']
OFFICES = ['Sở Xây dựng', 'Sở Tài chính', 'Sở Y tế', 'Sở Du lịch', 'Sở Nội vụ', 'Sở Tư pháp',
           'Sở Công Thương', 'Sở Giáo dục và Đào tạo', 'Ủy ban nhân dân', 'Hội đồng nhân dân']
FORMER = ['Sở Giao thông vận tải', 'Sở Thông tin và Truyền thông', 'Sở Kế hoạch và Đầu tư',
          'Sở Tài nguyên và Môi trường', 'Sở Ngoại vụ', 'Sở LĐTBXH']


@cache
def _letters(encoding):
    """Return ``{letter: as it is typed in the legacy encoding}``."""
    typed = [*_LATIN, *(base + mark for base in 'aeouyôö' for mark in _LATIN)]
    found = {}
    for each in typed:
        letter = convert(each, encoding)
        if len(letter) == 1 and letter in _LETTERS and (encoding == 'vni' or len(each) == 1):
            found.setdefault(letter, each)
    return found


def legacy(text, encoding):
    """Return ``text`` in small letters as it looks when typed in ``encoding``."""
    letters = _letters(encoding)
    return ''.join(letters.get(letter, letter) for letter in text.lower())


def paragraphs(body):
    return re.findall(r'<p>[^<]{60,}</p>', body)


def _in_paragraph(change):
    def sow(draw, values):
        paragraph = draw.choice(paragraphs(values['body']))
        sown = f'<p>{change(draw, paragraph[3:-4])}</p>'
        return {'body': values['body'].replace(paragraph, sown, 1)}

    return sow


def _between_words(draw, text, sign, replacement):
    places = [found.start() for found in re.finditer(sign, text)]
    at = draw.choice(places)
    return text[:at] + replacement + text[at + 1:]


def _quoted(draw, text):
    return draw.choice(CUES).format(draw.choice(PRESS)) + text[:1].lower() + text[1:]


def _linked(draw, text):
    start, end = sorted(draw.sample([found.start() for found in re.finditer(' ', text)], 2))
    return f'{text[:start]} <a href="{draw.choice(SITES)}">{text[start + 1:end]}</a>{text[end:]}'


def _long(draw, text):
    words = re.sub('[.!?;:]', ',', text).split()
    return ' và '.join([' '.join(words).rstrip(',')] * 4) + '.'


def _misspelt(draw, text):
    office = draw.choice(OFFICES)
    written = draw.choice([office.lower(), office.title()])
    return f'{text} Hồ sơ gửi về {written if written != office else office.lower()} xử lý.'


def _flat_table(draw, values):
    rows = ''.join(f'<tr><td>{number}</td><td>{word}</td></tr>' for number, word in enumerate(
        values['title'].split()))
    return {'body': f'{values["body"]}<table>{rows}</table>'}


def _skipped(draw, values):
    heading = draw.choice(['Lưu ý', 'Ghi chú', 'Liên hệ', 'Hồ sơ kèm theo'])
    return {'body': values['body'] + f'<h5>{heading}</h5><p>Xin cảm ơn.</p>'}


#: ``code: callable(draw, values) -> {field: value}``.
SOWERS = {
    'source-quoted': _in_paragraph(_quoted),
    'source-link': _in_paragraph(_linked),
    'long-sentence': _in_paragraph(_long),
    'name': _in_paragraph(_misspelt),
    'name-former': _in_paragraph(
        lambda draw, text: f'{text} Đầu mối là {draw.choice(FORMER)} của thành phố.'),
    'double-space': _in_paragraph(lambda draw, text: _between_words(draw, text, ' ', '  ')),
    'space-before-sign': _in_paragraph(
        lambda draw, text: _between_words(draw, text, r'(?<=\w)[,.](?=\s|\Z)', ' ,')),
    'space-after-sign': _in_paragraph(
        lambda draw, text: re.sub(r'(?<=[^\W\d_]{2}), (?=[^\W\d_])', ',', text + ' Gồm đơn, ảnh.',
                                  count=1)),
    'capitals': _in_paragraph(lambda draw, text: text.upper()),
    'not-nfc': _in_paragraph(lambda draw, text: unicodedata.normalize('NFD', text)),
    'legacy-encoding': _in_paragraph(
        lambda draw, text: legacy(text, draw.choice(['tcvn3', 'vni']))),
    'link-broken': _in_paragraph(
        lambda draw, text: f'{text} Xem <a href="/{draw.choice(["tin", "van-ban"])}/muc-'
                           f'{draw.randrange(99)}">thông báo của phường tháng trước</a>.'),
    'link-text': _in_paragraph(
        lambda draw, text: f'{text} Xem <a href="/sitemap">'
                           f'{draw.choice(["tại đây", "ở đây", "chi tiết", "xem thêm"])}</a>.'),
    'image-alt': _in_paragraph(lambda draw, text: f'<img src="/static/emblem.svg"> {text}'),
    'image-alt-name': _in_paragraph(
        lambda draw, text: f'<img src="/static/emblem.svg" alt="{draw.choice(["IMG", "DSC"])}_'
                           f'{draw.randrange(9999)}.jpg"> {text}'),
    'table-headers': _flat_table,
    'heading-order': _skipped,
    'heading-empty': lambda draw, values: {'body': values['body'] + '<h2> </h2><p>Hết.</p>'},
    'secrecy': lambda draw, values: {
        'body': f'<p>{draw.choice(["MẬT", "TỐI MẬT", "[TUYỆT MẬT]"])}</p>{values["body"]}'},
    'missing-summary': lambda draw, values: {'summary': ''},
    'missing-source': lambda draw, values: {'source_agency': ''},
    'missing-keywords': lambda draw, values: {'keywords': ()},
}
