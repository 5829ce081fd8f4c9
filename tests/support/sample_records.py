"""Records of every kind, as tests of their listings need them."""
from io import BytesIO

from hanoiportal.kernel.inspection.upload import Incoming

PDF = b'%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n'
_PROJECT = {'summary': 'Mục tiêu', 'field': 'Giao thông', 'investor': 'Ban quản lý A'}
_CHANNEL = {'permit_number': '12/GP', 'permit_day': '2026-01-05', 'permit_authority': 'Sở D'}
_RULING = {'number': '1/QĐ', 'authority': 'Chủ tịch UBND', 'recipient': 'Công ty C'}
_COUNTED = {'method': 'Điều tra mẫu', 'issuer': 'Chi cục Thống kê'}
#: ``{section: {name: (type, fields)}}``; each but the first of a section has no English.
RECORDS = {
    'du-an-dau-tu': {
        'cau-tu-lien': ('Project', {
            **_PROJECT, 'title': 'Cầu Tứ Liên', 'stage': 'thuc-hien', 'begins': '2026-05-19',
            'ends': '2027-12-31', 'funding': '1250000000', 'owner_unit': 'Sở Xây dựng',
            'body': '<p>Nội dung dự án</p>'}),
        'truong-hoc': ('Project', {
            **_PROJECT, 'title': 'Trường học Ba Vì', 'stage': 'hoan-thanh',
            'begins': '2024-01-01', 'ends': '2025-01-01'}),
        'may-tinh': ('Project', {
            **_PROJECT, 'title': 'Mua máy tính', 'kind': 'mua-sam', 'begins': '2026-03-02',
            'sponsor': '=HYPERLINK("http://x")'})},
    'chien-luoc-quy-hoach': {
        'quy-hoach-thu-do': ('Dossier', {
            'title': 'Quy hoạch Thủ đô', 'kind': 'quy-hoach', 'begins': '2021', 'ends': '2030',
            'issuer': 'Thủ tướng', 'number': '1/QĐ-TTg', 'approved': '2024-12-12',
            'status': 'hieu-luc', 'body': '<p>Quy hoạch</p>'}),
        'ke-hoach-2025': ('Dossier', {
            'title': 'Kế hoạch 2025', 'kind': 'ke-hoach', 'begins': '2025', 'issuer': 'UBND',
            'body': '<p>Kế hoạch</p>'}),
        'ke-hoach-2026': ('Dossier', {
            'title': 'Kế hoạch 2026–2030', 'kind': 'ke-hoach', 'begins': '2026', 'ends': '2030',
            'issuer': 'UBND', 'body': '<p>Kế hoạch</p>'}),
        'huong-dan': ('Page', {
            'title': 'Hướng dẫn tra cứu', 'owner_unit': 'Văn phòng',
            'next_review': '2027-01-01'})},
    'de-tai-khoa-hoc': {
        'giong-lua': ('Research', {
            'title': 'Giống lúa', 'code': 'ĐT.01', 'status': 'nghiem-thu', 'host': 'Viện B',
            'leader': 'Nguyễn Văn A', 'begins': '2025-01-02', 'accepted': '2026-06-30',
            'funding': '500000000', 'body': '<p>Kết quả</p>'})},
    'thong-ke': {
        'dan-so-2025': ('Statistics', {
            **_COUNTED, 'title': 'Dân số 2025', 'field': 'Dân số', 'year': '2025',
            'period': 'quý I năm 2025', 'unit': 'người', 'chart': 'cot',
            'figures': 'Khu vực\tDân số\tTỷ lệ\nThành thị\t4.000.000\t-1,5 %\n'
                       'Nông thôn\t2.000.000\t=1+1',
            'analysis': '<p>Phân tích một</p>', 'body': '<p>Báo cáo</p>'}),
        'dan-so-2024': ('Statistics', {
            **_COUNTED, 'title': 'Dân số 2024', 'field': 'Dân số', 'year': '2024',
            'figures': 'Khu vực;Dân số\nThành thị;1'}),
        'khac': ('Statistics', {
            'title': 'Báo cáo khác', 'year': '2025', 'kind': 'bao-cao', 'body': '<p>x</p>'}),
        'kinh-te': ('Statistics', {
            'title': 'GRDP', 'field': 'Kinh tế', 'year': '2025', 'body': '<p>x</p>'})},
    'khen-thuong-xu-phat': {
        'bang-khen': ('Ruling', {
            **_RULING, 'title': 'Bằng khen', 'decided': '2025-09-02', 'recipient': 'Trường E'}),
        'xu-phat': ('Ruling', {
            **_RULING, 'title': 'Xử phạt Công ty C', 'kind': 'xu-phat',
            'decided': '2026-02-03'})},
    'tiep-can-thong-tin': {
        'bang-gia-dat': ('AccessEntry', {
            'title': 'Bảng giá đất', 'number': '71/2024/QĐ-UBND', 'drawn_up': '2024-12-20',
            'public_from': '2025-01-01', 'term': 'Thường xuyên',
            'url': 'https://hanoi.gov.vn/dat-dai'}),
        **{f'niem-yet-{number}': ('AccessEntry', {
            'title': f'Niêm yết {number}', 'form': 'niem-yet', 'location': 'Trụ sở'})
           for number in range(25)}},
    'kenh-thong-tin': {
        'mxh': ('Channel', {
            **_CHANNEL, 'title': 'Trang mạng xã hội', 'url': 'https://mxh.vidu.vn/hanoi'}),
        'tong-dai': ('Channel', {
            **_CHANNEL, 'title': 'Tổng đài', 'kind': 'tong-dai', 'contact': '1022'})},
    'du-lieu-mo': {
        'du-lieu': ('Link', {'title': 'Cổng dữ liệu', 'url': 'https://data.vidu.vn'})},
}


def fill(portal, editing, publishing):
    """Publish ``RECORDS`` in ``portal``, the first of each section in English too, and a draft."""
    for section, items in RECORDS.items():
        for number, (name, (type_name, values)) in enumerate(items.items()):
            item = editing.add(portal[section], name, type_name, values, 'test')
            publishing.publish_imported(item, 'test', 'tests')
            if not number:
                editing.translate(item, 'en', {'title': f'English: {item.title}'}, 'test')
                publishing.publish_imported(item.translations['en'], 'test', 'tests')
        editing.add(portal[section], 'nhap', type_name, {
            **values, 'title': 'Bản nháp bí mật'}, 'test')
    file = editing.add(portal['chien-luoc-quy-hoach']['quy-hoach-thu-do'], 'ban-do', 'File', {
        'title': 'Bản đồ quy hoạch', 'file': Incoming('ban-do.pdf', BytesIO(PDF))}, 'test')
    publishing.publish_imported(file, 'test', 'tests')
