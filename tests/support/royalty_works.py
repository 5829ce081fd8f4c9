"""Made-up works over changes of the law, and what must hold of what they get."""
import datetime
from pathlib import Path
from random import Random

from hanoiportal.editorial.royalties.counting import WHOLE, count, sums_of
from hanoiportal.editorial.royalties.interfaces import Valuation

CONFIG = Path(__file__).parents[2] / 'config' / 'hanoi'
FIRST, DAYS = datetime.date(2024, 1, 1), 1060
MOST = {'tin': 10, 'tranh': 10, 'anh': 10, 'chinh-luan': 30, 'phong-su': 30, 'van-hoc': 30,
        'nghien-cuu': 30, 'truc-tuyen': 50}
#: Percent of a royalty, and more than it.
OF = ((), (('ban-dich', 40, 65),), (('loi-media', 20, 50),))
ADD = (('thieu-nhi-dan-toc', 10, 20), ('viet-tieng-khac', 30, 50), ('kho-khan', 1, 100))


def works_of(seed, how_many):
    """Return ``how_many`` pairs of a day and a ``Valuation``, by one to six authors of many."""
    chance = Random(seed)
    return [(FIRST + datetime.timedelta(chance.randrange(DAYS)), _valuation(chance))
            for _each in range(how_many)]


def _valuation(chance):
    genre = chance.choice([*MOST])
    ranges = chance.choice(OF) + tuple(chance.sample(ADD, chance.randrange(3)))
    cuts = sorted(chance.sample(range(1, WHOLE), chance.randrange(6)))
    authors = chance.sample(range(500), len(cuts) + 1)
    shares = [after - before for before, after in zip([0, *cuts], [*cuts, WHOLE], strict=True)]
    return Valuation(
        genre, chance.randrange(1, 100 * MOST[genre] + 1),
        tuple((name, chance.randint(least, most)) for name, least, most in ranges),
        tuple((f'row:{author}', share)
              for author, share in zip(authors, shares, strict=True)))


def exact(tables, day, valuation):
    """Return the royalty as a fraction of integers, by the words of the decree one by one."""
    of = {'ban-dich', 'loi-media'}
    dividend, divisor = valuation.coefficient * tables.salary(day) * 10, 100 * 100
    more = 100
    for name, percent in valuation.extras:
        if name in of:
            dividend, divisor = dividend * percent, divisor * 100
        else:
            more += percent
    return dividend * more, divisor * 100


def faults(tables, works):
    """Return what is wrong with what ``works`` get, counted twice."""
    found, counted = [], [count(tables, *each) for each in works]
    for at, ((day, valuation), each) in enumerate(zip(works, counted, strict=True)):
        dividend, divisor = exact(tables, day, valuation)
        if sum(part for _payee, part in each.parts) != each.amount:
            found.append((at, 'parts do not add up'))
        if any(part < 0 for _payee, part in each.parts):
            found.append((at, 'negative'))
        if not -divisor < 2 * (each.amount * divisor - dividend) <= divisor:
            found.append((at, 'not rounded half up'))
    if counted != [count(tables, *each) for each in works]:
        found.append((-1, 'a rerun differs'))
    sums = sums_of(part for each in counted for part in each.parts)
    if sum(sums.values()) != sum(each.amount for each in counted):
        found.append((-1, 'people get another total'))
    return found
