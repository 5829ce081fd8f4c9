"""The scenes that pictures show, each drawn by a function."""
from . import motifs as draw
from .motifs import HIGH, Sheet


def street(sheet: Sheet) -> None:
    draw.sky(sheet)
    draw.town(sheet, 40)
    draw.ground(sheet, 40, '#8d8781')
    sheet.box(0, 40, 100, 2.4, '#d8cfc4')
    for x in range(2, 100, 12):
        sheet.box(x, 48.5, 6, 0.7, '#f4ede1')
    for x in (8, 36, 64, 90):
        draw.tree(sheet, x, 41.5, 13)
    _bus(sheet, sheet.chance.uniform(15, 60), 52)


def _bus(sheet: Sheet, x: float, foot: float) -> None:
    sheet.box(x, foot - 8.5, 22, 8.5, '#2a7d5f', 1)
    for window in range(5):
        sheet.box(x + 1 + window * 4.1, foot - 7.3, 3.3, 3, '#dceef2', 0.3)
    for wheel in (4.5, 17.5):
        sheet.disc(x + wheel, foot, 1.6, '#2b2522')


def school(sheet: Sheet) -> None:
    draw.sky(sheet)
    draw.ground(sheet, 38, '#d9c7a3')
    draw.office(sheet, 50, 40, 66, 3)
    for x in (8, 92):
        draw.tree(sheet, x, 43, 18)
    draw.people(sheet, [14 + 8 * number for number in range(10)], 52, 7.5, False)


def health(sheet: Sheet) -> None:
    draw.sky(sheet)
    draw.ground(sheet, 38, '#cfdcc8')
    draw.office(sheet, 55, 41, 44, 2)
    sheet.disc(55, 33, 3.6, '#ffffff')
    sheet.box(54.2, 30.6, 1.6, 4.8, '#1c6b3a')
    sheet.box(52.6, 32.2, 4.8, 1.6, '#1c6b3a')
    draw.tree(sheet, 18, 43, 16)
    draw.people(sheet, (34, 40, 46, 66, 73), 51, 8)


def market(sheet: Sheet) -> None:
    draw.sky(sheet)
    draw.town(sheet, 36)
    draw.ground(sheet, 36, '#c9b79c')
    for x in (4, 36, 68):
        for stripe in range(7):
            sheet.polygon(((x + 4 * stripe, 31), (x + 4 * stripe + 4, 31), (
                x + 4 * stripe + 4.4, 35), (x + 4 * stripe - 0.4, 35)),
                '#a3151f' if stripe % 2 else '#f7efe0')
        sheet.box(x, 42, 28, 4, '#7a5a3c')
        for fruit in range(9):
            sheet.disc(x + 2 + 3 * fruit, 41.4, 1.3, sheet.chance.choice(
                ('#e07a2f', '#77a86b', '#d9a521', '#a3151f')))
    draw.people(sheet, (10, 24, 33, 50, 65, 80, 93), 53, 9)


def field(sheet: Sheet) -> None:
    draw.sky(sheet, 30)
    draw.hills(sheet, 30)
    draw.ground(sheet, 30, '#9cc069')
    tones = ('#a7c957', '#8ab661', '#d9c45b', '#bcd27a')
    for row in range(7):
        top = 30 + row * row * 0.62
        shift = sheet.chance.uniform(-6, 6)
        sheet.polygon(((0, top), (100, top + shift / 4), (100, HIGH), (0, HIGH)),
                      tones[row % 4])
    for x in (12, 17, 84):
        draw.palm(sheet, x, 37, 17)
    draw.people(sheet, (34, 52, 71), 47, 7)


def temple(sheet: Sheet) -> None:
    draw.sky(sheet)
    draw.ground(sheet, 38, '#cdb892')
    draw.tree(sheet, 12, 41, 22)
    draw.tree(sheet, 90, 41, 19)
    draw.hall(sheet, 50, 42, 52)
    for pillar in (22, 78):
        sheet.box(pillar - 1, 36, 2, 12, '#d8cfc4')
        sheet.disc(pillar, 35.4, 1.5, '#b8ab9c')
    draw.people(sheet, (40, 47, 55), 52, 6)


def festival(sheet: Sheet) -> None:
    temple(sheet)
    for row, colour in enumerate(('#c8102e', '#d9a521', '#1b4f8f')):
        points = [(x, 8 + row * 4 + 3 * abs((x % 40) - 20) / 20) for x in range(0, 101, 5)]
        sheet.line(points, '#7a5a3c', 0.2)
        for x, y in points[::2]:
            sheet.polygon(((x - 1.4, y), (x + 1.4, y), (x, y + 3)), colour)
    draw.people(sheet, (8, 16, 26, 66, 74, 84, 93), 54, 8)


def lake(sheet: Sheet) -> None:
    draw.sky(sheet, 30)
    draw.town(sheet, 31)
    draw.water(sheet, 31)
    for x in (10, 30, 52, 76, 94):
        draw.tree(sheet, x, 32, 11)
    sheet.polygon(((0, 48), (40, 51), (100, 46), (100, HIGH), (0, HIGH)), '#7fa65c')
    for x in (20, 33, 60):
        sheet.disc(x, 44, 3, '#5b9360', 0.3)
        sheet.disc(x + 0.5, 42.4, 1.1, '#e38fa4')
    draw.people(sheet, (72, 79, 86), 54, 7)


def bridge(sheet: Sheet) -> None:
    draw.sky(sheet, 30)
    draw.water(sheet, 30, '#b59a7a')
    sheet.box(0, 26, 100, 2.2, '#6b5a4d')
    for x in range(-4, 104, 18):
        sheet.line(((x, 26), (x + 5, 15), (x + 9, 21), (x + 13, 15), (x + 18, 26)), '#5b4a3f', 0.8)
        sheet.line(((x + 5, 15), (x + 5, 26), (x + 13, 15), (x + 13, 26)), '#5b4a3f', 0.4)
        sheet.box(x - 1.2, 28, 2.4, 12, '#8d7a68')
    sheet.polygon(((30, 46), (34, 49), (50, 49), (55, 46)), '#5b4636')
    draw.people(sheet, (40, 45), 46.5, 5)


def hall_of_office(sheet: Sheet) -> None:
    draw.sky(sheet)
    draw.ground(sheet, 38, '#cbbfae')
    draw.office(sheet, 50, 42, 58, 3)
    for x in (9, 91):
        draw.palm(sheet, x, 44, 21)
    draw.people(sheet, (36, 44, 58, 66), 52, 7)


def park(sheet: Sheet) -> None:
    draw.sky(sheet)
    draw.ground(sheet, 34, '#8fbf72')
    for x in (6, 22, 80, 94):
        draw.tree(sheet, x, 39, 18)
    sheet.line(((40, 46), (46, 30), (52, 30), (58, 46)), '#a3432f', 0.8)
    sheet.line(((47, 30), (45, 43), (49, 43)), '#5c524c', 0.3)
    sheet.polygon(((62, 46), (62, 33), (66, 33), (76, 46)), '#1b4f8f')
    draw.people(sheet, (30, 36, 70, 86), 50, 6)


def construction(sheet: Sheet) -> None:
    draw.sky(sheet)
    draw.town(sheet, 40, 0, 34)
    draw.ground(sheet, 40, '#b89f82')
    sheet.box(56, 16, 24, 24, '#c9c2b8')
    for row in range(4):
        for column in range(4):
            sheet.box(58 + 5.6 * column, 18 + 5.6 * row, 3.6, 3.4, '#8d98a6')
    sheet.line(((46, 40), (46, 6), (84, 6), (46, 11), (34, 6), (46, 6)), '#d9a521', 0.9)
    sheet.line(((74, 6), (74, 13)), '#5c524c', 0.3)
    for x in range(0, 100, 8):
        sheet.box(x, 45, 4, 2, '#a3151f')
        sheet.box(x + 4, 45, 4, 2, '#f7efe0')
    draw.people(sheet, (22, 38, 88), 53, 8)


def rain(sheet: Sheet) -> None:
    sheet.box(0, 0, 100, 40, '#93a3ad')
    draw.town(sheet, 40)
    draw.water(sheet, 43, '#8fa7b3')
    sheet.box(0, 40, 100, 3, '#a59c92')
    for _each in range(90):
        x, y = sheet.chance.uniform(0, 100), sheet.chance.uniform(0, 50)
        sheet.line(((x, y), (x - 0.9, y + 3)), '#dbe6ec', 0.2)
    for x in (22, 50, 77):
        draw.people(sheet, (x,), 50, 8)
        sheet.disc(x, 42, 4, sheet.chance.choice(draw.CLOTHES), 0.6)
        sheet.line(((x, 42), (x, 46)), '#5c524c', 0.3)


def digital(sheet: Sheet) -> None:
    sheet.box(0, 0, 100, HIGH, '#e8f0fa')
    sheet.box(0, 44, 100, 13, '#c98f5b')
    for x in (10, 40, 70):
        sheet.box(x, 17, 20, 14, '#2b3a4a', 1)
        sheet.box(x + 1, 18, 18, 12, '#7fb3c8')
        for row in range(4):
            sheet.box(x + 2.5, 19.6 + 2.5 * row, sheet.chance.uniform(6, 15), 1, '#ffffff')
        sheet.box(x + 8.5, 31, 3, 4, '#2b3a4a')
        sheet.box(x - 2, 35, 24, 10, '#f4ede1')
        draw.people(sheet, (x + 2, x + 16), 53, 11, False)


def sport(sheet: Sheet) -> None:
    draw.sky(sheet)
    draw.ground(sheet, 32, '#6fa85e')
    for stripe in range(0, 100, 20):
        sheet.polygon(((stripe, 32), (stripe + 10, 32), (stripe + 14, HIGH), (stripe, HIGH)),
                      '#7bb567')
    sheet.line(((30, 32), (30, 22), (58, 22), (58, 32)), '#ffffff', 0.7)
    draw.people(sheet, (14, 27, 44, 63, 79), 47, 9, False)
    sheet.disc(52, 48, 1.5, '#ffffff')
    draw.flag(sheet, 92, 32, 12)


def craft(sheet: Sheet) -> None:
    sheet.box(0, 0, 100, HIGH, '#efe1c8')
    for shelf in (20, 38):
        sheet.box(4, shelf, 92, 1.2, '#7a5a3c')
        for x in range(10, 96, 13):
            colour = sheet.chance.choice(('#1b4f8f', '#f7f3ea', '#8f3b2a', '#5b9360', '#d9a521'))
            high = sheet.chance.uniform(7, 12)
            sheet.disc(x, shelf - high * 0.42, 3.6, colour, high / 8.4)
            sheet.box(x - 1.4, shelf - high, 2.8, 2.4, colour)
    draw.people(sheet, (20, 48, 78), 55, 13, False)


def fire(sheet: Sheet) -> None:
    draw.sky(sheet)
    draw.town(sheet, 40)
    draw.ground(sheet, 40, '#9a938b')
    x = sheet.chance.uniform(14, 40)
    sheet.box(x, 39, 34, 9, '#c8102e', 1)
    sheet.box(x + 26, 35.5, 8, 6, '#c8102e', 1)
    sheet.box(x + 28.5, 36.5, 4.5, 3, '#dceef2')
    sheet.line(((x + 2, 38), (x + 24, 28)), '#d8cfc4', 1)
    for wheel in (6, 27):
        sheet.disc(x + wheel, 48.5, 2, '#2b2522')
    draw.people(sheet, (x + 42, x + 48), 52, 9, False)


def recycling(sheet: Sheet) -> None:
    draw.sky(sheet)
    draw.town(sheet, 38)
    draw.ground(sheet, 38, '#b9c4a7')
    for x, colour in ((18, '#1c6b3a'), (34, '#d9a521'), (50, '#1b4f8f')):
        sheet.box(x, 36, 11, 13, colour, 1)
        sheet.box(x - 0.8, 34.4, 12.6, 2.2, '#2b2522', 0.6)
        sheet.disc(x + 5.5, 43, 2.6, '#ffffff')
    draw.people(sheet, (70, 80, 90), 52, 10)


def books(sheet: Sheet) -> None:
    sheet.box(0, 0, 100, HIGH, '#f4e7d0')
    for shelf in (16, 31):
        sheet.box(5, shelf, 90, 1.2, '#7a5a3c')
        x = 7.0
        while x < 92:
            broad = sheet.chance.uniform(1.4, 3)
            sheet.box(x, shelf - sheet.chance.uniform(8, 11.5), broad, 11.5, sheet.chance.choice(
                draw.CLOTHES))
            sheet.box(x, shelf, broad, 1.2, '#7a5a3c')
            x += broad + 0.3
        sheet.box(5, shelf + 1.2, 90, 2.2, '#e6d3b3')
    draw.people(sheet, (20, 36, 52, 68, 84), 55, 13, False)
