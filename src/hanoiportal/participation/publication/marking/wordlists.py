"""Words by which names of people are known, without marks (``spelling.plain``)."""
from .spelling import plain

#: Surnames that are seldom anything else, as they are written.
SURNAMES_MARKED = frozenset("""
    nguyễn trần phạm hoàng huỳnh phan vũ võ đặng bùi ngô dương đinh trương đoàn trịnh đào lưu lương
    nghiêm quách vương tống thạch khuất khương đàm phùng tăng triệu kiều ninh bạch diệp mạc tiêu
    thiều liêu nông lục hứa khổng viên tôn uông ung phí điêu lâm
""".split())
#: Surnames that are words of every day, too: they count where more speaks for a name.
DOUBTFUL_MARKED = frozenset("""
    lê đỗ hồ hà lý mai cao tô la từ kim thái tạ chu sơn an châu trà vi lò lăng mùa giáp giang
    văn tiến mẫn quan mã ân quang cung mâu đậu dư giản thân cù tiền lại lã nhữ ngụy ma vàng sùng
""".split())
SURNAMES = frozenset(map(plain, SURNAMES_MARKED))
#: Surnames that are in common words of letters to offices (phí, tăng, lương, sinh viên): where
#: capitals tell nothing they count as the doubtful ones.
EVERYDAY = frozenset(map(plain, """
    phí tăng lương đoàn đào lưu triệu viên tôn lục nông thạch tiêu khổng vương điêu hứa tống
""".split()))
DOUBTFUL = frozenset(map(plain, DOUBTFUL_MARKED)) - SURNAMES
#: Middle names that only names of people have.
MIDDLE = frozenset('van thi huu duc ngoc minh quang xuan thanh dinh'.split())
#: What people call each other, with and without marks.
ADDRESS_MARKED = frozenset("""
    ông bà anh chị em chú bác cô cháu cụ thầy dì cậu mợ thím
""".split())
ADDRESS_PLAIN = frozenset('ong anh chi chu bac cu thay cau thim chau'.split())
#: After these a name stands.
INTRODUCING = (
    r'toi\s+ten\s+la', r'toi\s+ten', r'ten\s+toi\s+la', r'ten\s+em\s+la', r'ten\s+la', r'toi\s+la',
    r'em\s+la', r'chau\s+la', r'em\s+ten(?:\s+la)?', r'ho\s*(?:va\s*)?ten(?:\s+la)?',
    r'ten\s+day\s+du(?:\s+la)?', r'ten\s+khai\s+sinh(?:\s+la)?', r'nguoi\s+gui', r'nguoi\s+hoi',
    r'nguoi\s+lam\s+don', r'nguoi\s+viet\s+don', r'nguoi\s+dai\s+dien', r'nguoi\s+kien\s+nghi',
    r'dai\s+dien\s+la', r'ky\s+ten', r'kinh\s+don',
    (r'(?:vo|chong|bo|me|con|con\s+trai|con\s+gai|em\s+trai|em\s+gai|anh\s+trai|chi\s+gai)'
     r'\s+toi(?:\s+ten)?(?:\s+la)?'), r'chu\s+ho(?:\s+la)?', r'mang\s+ten', r'dung\s+ten',
    r'ten\s+chu\s+tai\s+khoan', r'chu\s+tk', r'chu\s+tai\s+khoan')
#: Before these what looks like a name is that of a place or an institution.
PLACES = frozenset("""
    pho duong phuong xa quan huyen cau cho ho truong thpt thcs vien dai san ben song khu
    dao den chua tinh tp lang vuon cong ga toa nha
""".split())
#: Two words before which no name of a person stands.
INSTITUTIONS = frozenset((
    'tieu hoc', 'trung hoc', 'pho thong', 'mam non', 'dai hoc', 'hoc vien', 'benh vien',
    'quang truong', 'dai lo', 'cong vien', 'thanh pho', 'thi xa', 'thi tran', 'khu do', 'do thi',
    'bao tang', 'nha hat', 'vuon hoa', 'tuyen duong', 'nut giao', 'ham chui', 'cau vuot'))
#: What looks like a name and is that of a place, an office or a thing.
NO_NAMES = frozenset((
    'ha noi', 'ha dong', 'ha nam', 'ha tinh', 'ha giang', 'ho tay', 'ho guom', 'ho chi minh',
    'hoang mai', 'hoang sa', 'truong sa', 'cao bang', 'lao cai', 'la thanh', 'mai chau',
    'ho guom', 'ho hoan kiem', 'hoan kiem', 'duong lam', 'thai nguyen', 'thai binh', 'thai lan',
    'quang ninh', 'binh duong', 'lam dong', 'ninh binh', 'ngo quyen', 'an giang', 'son la',
    'son tay', 'phu tho', 'dong anh', 'gia lam', 'ba vi', 'ba dinh', 'le do', 'kim lien',
    'kim ma', 'kim anh', 'vo cong', 'ly son', 'hoang thanh', 'dai la', 'tu liem', 'dang uy',
    'truong hop', 'truong phong', 'truong ban', 'truong thon', 'pham vi', 'luc luong',
    'luong thuc', 'tong cuc', 'tong dai', 'tong giam', 'tong cong', 'tran trong', 'tran duy hung',
    'vuong quoc', 'bach khoa', 'bach mai', 'chau au', 'chau a', 'mac du', 'cao su', 'hong kong',
    'phuong canh', 'hoang cung', 'lam nghiep', 'nong nghiep', 'nong thon', 'nong dan',
    'quan ly', 'quan doi', 'thanh tra', 'tu lieu', 'tu phap', 'an ninh', 'du an', 'ma so',
    'mau don', 'thai san', 'van phong', 'van ban', 'giang vien', 'hong ha', 'ho so', 'ho ten',
    'giap bat'))
#: Syllables at which a name in small letters, or in capitals alone, ends.
STOPS = frozenset("""
    o tai la co cho toi va thi da dang khong duoc cua xin hoi ve voi den tu theo sinh nam so hien
    nay cung se bi do nen nhung de phai lam muon tru thuong thuong gui kinh mong nhan de nghi
    dien thoai sdt dt email cccd cmnd phuong xa quan huyen thon xom ngo to dan pho duong thua
    moi vua thuoc ngu dia chi vi sao khi nao dai ky ten ngay nguoi ho khau bo me con vo chong
    lai tren trong ngoai
""".split())
#: Of those, the ones that are in no name.
ALWAYS = frozenset('o va co cho toi la cua xin so cccd cmnd sdt email'.split())
#: Offices: who is named by one is not named.
OFFICES = (
    'chu tich', 'pho chu tich', 'giam doc', 'pho giam doc', 'truong phong', 'bi thu', 'can bo',
    'truong thon', 'to truong', 'hieu truong', 'bo truong', 'thu truong', 'lanh dao', 'truong ban',
    'ban giam doc', 'chanh van phong', 'chu dau tu', 'chu nha', 'chu ho', 'chu tro')
#: Digits as they are said.
DIGITS = ('khong', 'mot', 'hai', 'ba', 'bon', 'tu', 'nam', 'lam', 'sau', 'bay', 'tam',
          'chin')
