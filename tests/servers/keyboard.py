"""Somebody at a page who has the keyboard alone: every stop of the focus must be seen."""

#: Whether the focus is on what a selector names, with a text in it, and can be seen there.
THERE = """([selector, text]) => {
    const it = document.activeElement
    return it.matches(selector) && it.textContent.includes(text) &&
        parseFloat(getComputedStyle(it).outlineWidth) >= 2
}"""
MOST_STOPS = 220
#: What moves on a page though its reader wants no motion.
MOVING = """() => [...document.querySelectorAll('*')].filter((each) => {
    const style = getComputedStyle(each)
    return parseFloat(style.transitionDuration) || style.animationName !== 'none' ||
        style.scrollBehavior === 'smooth'
}).map((each) => each.outerHTML.slice(0, 80))"""
#: Whether what has the focus is on the screen and marked, itself or what stands for it, as the
#: frame of the editor.  The button inside a field for a day is marked by the browser.
SEEN = """(() => {
    const it = document.activeElement, box = it.getBoundingClientRect()
    if (it.type === 'date' && !it.matches(':focus-visible')) return true
    const near = [it, it.closest('label'), it.parentElement]
    const marked = it.closest('.editor:focus-within') || near.some((each) => each &&
        parseFloat(getComputedStyle(each).outlineWidth) >= 2 &&
        getComputedStyle(each).outlineStyle !== 'none')
    return marked && box.bottom > 0 && box.top < innerHeight
})()"""


class Person:
    """Somebody who has no mouse."""

    def __init__(self, page, url):
        self.page, self.url = page, url

    def open(self, path):
        """Begin at a page."""
        self.page.goto(self.url + path)
        return self

    def reach(self, selector, text='', key='Tab'):
        """Go on with ``key`` until the focus is seen on what ``selector`` names."""
        for _stop in range(MOST_STOPS):
            self.page.keyboard.press(key)
            if self.page.evaluate(THERE, [selector, text]):
                return self
        raise AssertionError(f'{selector} {text!r} is not reached on {self.page.url}')

    def back(self, selector, text=''):
        """Go there from the end of the page."""
        return self.reach(selector, text, 'Shift+Tab')

    def type(self, text):
        """Write into the field that has the focus."""
        self.page.keyboard.type(text)
        return self

    def go(self, key='Enter'):
        """Press what leads to another page; return its path, query and fragment."""
        with self.page.expect_navigation():
            self.page.keyboard.press(key)
        return self.page.url.removeprefix(self.url)

    def press(self, key='Enter'):
        """Press a key that leads to no other page."""
        self.page.keyboard.press(key)
        return self

    def stops(self, most=MOST_STOPS):
        """Go through the page by Tab until the focus leaves it; return what had it and was not
        seen to have it.  Fails where it never leaves.
        """
        self.page.evaluate('document.activeElement.blur(), getSelection().removeAllRanges()')
        unseen = []
        for _stop in range(most):
            self.page.keyboard.press('Tab')
            if self.page.evaluate('document.activeElement === document.body'):
                return unseen
            if not self.page.evaluate(SEEN):
                unseen.append(self.page.evaluate('document.activeElement.outerHTML').split('>')[0])
        raise AssertionError(f'the focus does not leave {self.page.url}')

    def sees(self, selector):
        """Whether there is something of it on the page, to be seen."""
        return self.page.locator(selector).first.is_visible()
