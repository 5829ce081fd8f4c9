"""News that looks Vietnamese: the same for the same seed, of about 3 KB an item."""
import datetime
import json
import random
import re
from itertools import permutations

END = datetime.datetime(2026, 1, 1, 12, tzinfo=datetime.timezone.utc)
BYTES = 3000
SECTION, SECTION_TITLE = 'tin-tuc', 'Tin tức'
#: Sections of the city itself → how many items each has.
CITY = {'chi-dao-dieu-hanh': 10, 'thong-bao': 10}
#: The blocks of the home page: the section that each lists → how many rows it has.
BLOCKS = {f'/sites/{{large}}/{SECTION}': 7, f'/sites/{{small}}/{SECTION}': 5,
          **dict.fromkeys(CITY, 4)}

#: Two words that occur in every fourth item, and nowhere else: what is searched for.
SOUGHT = ('thủy', 'lợi')
SUBJECTS = ('thủy lợi', 'xe buýt', 'tiêm chủng', 'múa rối')
PHRASES = tuple(re.split(r'[,\n]\s*', """ủy ban nhân dân, hội đồng nhân dân, thủ tục hành chính
dịch vụ công trực tuyến, hồ sơ hợp lệ, người dân và doanh nghiệp, bộ phận một cửa, kế hoạch năm
giải quyết kiến nghị, cải cách hành chính, chuyển đổi số, chỉ đạo điều hành, vệ sinh môi trường
quy hoạch đô thị, giao thông công cộng, an toàn thực phẩm, phòng cháy chữa cháy, y tế cơ sở
trường học trên địa bàn, cấp nước sạch, thu gom rác thải, trật tự xây dựng, đất đai và nhà ở
ngân sách nhà nước, đầu tư công, khu dân cư, tổ dân phố, công tác tuyên truyền, lấy ý kiến góp ý
tiếp công dân định kỳ, thời hạn trả kết quả, cơ quan có thẩm quyền, văn bản quy phạm pháp luật
lễ hội truyền thống, di tích lịch sử, phát triển kinh tế, hỗ trợ việc làm, an sinh xã hội"""))
VERBS = tuple(re.split(r'[,\n]\s*', """triển khai, rà soát, công bố, hướng dẫn, kiểm tra, tổ chức
tiếp nhận, phê duyệt, báo cáo về, phối hợp trong, nâng cao chất lượng, sơ kết"""))
JOINTS = ('và', 'nhằm', 'theo', 'trong', 'cùng với', 'để phục vụ')


def pairs():
    """Return all pairs of two words of ``PHRASES`` in an order of their own, each pair once."""
    syllables = sorted({word for phrase in PHRASES for word in phrase.split()})
    found = [' '.join(pair) for pair in permutations(syllables, 2)]
    random.Random(len(found)).shuffle(found)
    return found


def sentence(chance):
    """Return one sentence, from the ``random.Random`` ``chance``."""
    parts = [chance.choice(PHRASES), chance.choice(VERBS), chance.choice(PHRASES)]
    for _further in range(chance.randrange(3)):
        parts += [chance.choice(JOINTS), chance.choice(PHRASES)]
    text = ' '.join(parts)
    return f'{text[0].upper()}{text[1:]}.'


def body(chance, subject):
    """Return an HTML body about ``subject``, of ``BYTES`` or a little more."""
    parts, size = [f'<p><strong>{subject.capitalize()}</strong>: {sentence(chance)}</p>'], 0
    while size < BYTES:
        part = f'<p>{" ".join(sentence(chance) for _each in range(3))}</p>'
        if chance.random() < 0.2:
            part = f'<h2>{sentence(chance)}</h2>'
        parts.append(part)
        size += len(part.encode())
    return '\n'.join(parts)


def records(sections, seed=4263):
    """Yield the lines of a portal with one site for each of ``sections``, the city's own sections
    and its home page.

    ``sections``: ``{site: number of items in its one section}``, one site at least; the dates of
    all items are mixed.
    """
    chance = random.Random(seed)
    yield {'type': 'portal', 'path': 'cong', 'title': 'Cổng đo', 'summary': ''}
    for site in sections:
        yield {'type': 'site', 'path': f'cong/{site}', 'title': f'Đơn vị {site}', 'summary': ''}
    numbers = {**{f'cong/{site}/{SECTION}': number for site, number in sections.items()},
               **{f'cong/{section}': number for section, number in CITY.items()}}
    for place in numbers:
        yield {'type': 'section', 'path': place, 'title': SECTION_TITLE,
               'summary': sentence(chance)}
    places = [place for place, number in numbers.items() for _each in range(number)]
    ages = list(range(1, len(places) + 1))
    chance.shuffle(places)
    chance.shuffle(ages)
    for number, (place, age) in enumerate(zip(places, ages, strict=True), 1):
        yield news(chance, number, place, END - datetime.timedelta(minutes=age * 7))
    yield home(max(sections, key=sections.get), min(sections, key=sections.get))


def home(large, small):
    """Return the line of a home page of ``BLOCKS``; ``large``, ``small``: sites."""
    blocks = [f'khối: tin-moi\nnguồn: {source.format(large=large, small=small)}\nsố dòng: {rows}'
              for source, rows in BLOCKS.items()]
    return {'type': 'homepage', 'path': 'cong/trang-chu', 'title': 'Trang chủ',
            'blocks': '\n\n'.join(blocks), 'date': END.isoformat(), 'state': 'published'}


def news(chance, number, place, moment):
    """Return the line of one item in the section at ``place``."""
    subject = SUBJECTS[number % len(SUBJECTS)]
    return {
        'type': 'news', 'path': f'{place}/tin-{number:06d}',
        'title': f'{sentence(chance)[:-1]} ({subject}, số {number})',
        'summary': sentence(chance), 'body': body(chance, subject),
        'keywords': chance.sample(PHRASES, 3), 'date': moment.isoformat(), 'state': 'published'}


def write(path, sections):
    """Write ``records(sections)`` to the file at ``path``."""
    with open(path, 'w', encoding='utf-8') as file:
        for record in records(sections):
            file.write(json.dumps(record, ensure_ascii=False) + '\n')
