"""Campaigns among comments: found, and nothing else taken for one."""
import random

import pytest
from hanoiportal.base.text.sametexts import groups

SUBJECTS = ('vỉa hè', 'cây xanh', 'bãi đỗ xe', 'chợ dân sinh', 'tiếng ồn', 'rác thải', 'hồ nước',
            'chiếu sáng', 'trường học', 'nhà văn hóa', 'biển quảng cáo', 'thoát nước')
CLAIMS = ('cần quy định rõ cơ quan chịu trách nhiệm', 'mức phạt còn thấp so với thiệt hại',
          'thời hạn mười ngày là quá ngắn đối với hộ kinh doanh nhỏ',
          'đề nghị bỏ yêu cầu nộp bản sao có chứng thực', 'nên lấy ý kiến của tổ dân phố trước',
          'cần công khai bản đồ trên Cổng thông tin điện tử', 'đề nghị làm rõ khái niệm',
          'nên giao Ủy ban nhân dân cấp xã kiểm tra hằng quý', 'cần hỗ trợ người cao tuổi',
          'phải có lối đi cho người khuyết tật', 'không nên cấm hoàn toàn vào ban đêm',
          'cần thêm điều khoản chuyển tiếp cho giấy phép đã cấp')
GREETINGS = ('Kính gửi Sở Xây dựng.', 'Tôi là người dân phường Ô Chợ Dừa, xin có ý kiến như sau.',
             'Thưa quý cơ quan,', 'Gia đình tôi sống ở đây đã hai mươi năm.')
CLOSINGS = ('Xin cảm ơn.', 'Mong cơ quan xem xét.', 'Trân trọng.',
            'Rất mong ý kiến này được tiếp thu để người dân đỡ vất vả.')


def written(chance):
    """Return a text that somebody wrote for themselves."""
    claims = chance.sample(CLAIMS, chance.randint(2, 4))
    return '. '.join(f'Về {chance.choice(SUBJECTS)} ở khu vực {chance.randint(1, 400)}, {claim}'
                     for claim in claims) + '.'


def varied(chance, text):
    """Return ``text`` as somebody sends it who was asked to."""
    words = text.split()
    for _each in range(chance.choice((0, 0, 0, 1, 2, 3))):
        words[chance.randrange(len(words))] = chance.choice(('rất', 'thật', 'ngay', 'luôn'))
    text = ' '.join(words)
    if chance.random() < .4:
        text = f'{chance.choice(GREETINGS)} {text}'
    if chance.random() < .4:
        text = f'{text}\n{chance.choice(CLOSINGS)}'
    return text.upper() if chance.random() < .05 else text


def corpus(seed):
    """Return texts by number, and to which campaign each belongs, ``0`` for none."""
    chance = random.Random(seed)
    texts, campaigns = [], []
    for campaign in range(1, 9):
        text = ' '.join(written(chance) for _each in range(2))
        for _each in range(chance.randint(3, 30)):
            texts.append(varied(chance, text))
            campaigns.append(campaign)
    for _each in range(250):
        texts.append(written(chance))
        campaigns.append(0)
    return dict(enumerate(texts)), campaigns


def pairs(parts):
    return {(one, other) for part in parts for one in part for other in part if one < other}


@pytest.mark.parametrize('seed', range(3))
def test_campaigns_are_found_and_nothing_else(seed):
    texts, campaigns = corpus(seed)
    found = pairs(groups(texts))
    true = {(one, other) for one in texts for other in texts
            if one < other and campaigns[one] and campaigns[one] == campaigns[other]}
    assert len(found & true) >= .98 * len(found)
    assert len(found & true) >= .9 * len(true)


def test_short_texts_are_one_group_only_if_they_are_equal():
    texts = {1: 'Tôi đồng ý.', 2: 'tôi  đồng ý', 3: 'Tôi đồng ý với Điều 5.', 4: 'Không đồng ý.'}
    assert groups(texts) == [(1, 2)]


def test_who_quotes_a_campaign_in_a_long_text_of_their_own_is_not_of_it():
    campaign = ('Đề nghị bỏ yêu cầu nộp bản sao có chứng thực vì hộ kinh doanh nhỏ phải đi lại '
                'nhiều lần mà không cần thiết.')
    own = campaign + ' ' + ' '.join(written(random.Random(each)) for each in range(4))
    assert groups({1: campaign, 2: campaign, 3: own}) == [(1, 2)]
