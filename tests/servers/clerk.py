"""Somebody at the desk whose clicks are counted, as a hand makes them: presses of the mouse, one
for each window of files, and one for each list that something is chosen from.
"""
from .office import Desk

COUNTING = """addEventListener('pointerdown', (event) => {
    const before = Number(sessionStorage.getItem("presses"))
    if (event.isTrusted) sessionStorage.setItem("presses", before + 1)
})"""


class Clerk(Desk):
    """See the module."""

    def __init__(self, *args, **settings):
        super().__init__(*args, **settings)
        self.page.add_init_script(COUNTING)
        self.others = 0

    @property
    def clicks(self):
        """How many there were since ``begin``."""
        return self.others + int(self.page.evaluate("sessionStorage.getItem('presses') ?? 0"))

    def begin(self, address):
        """Go to ``address`` and count from there."""
        self.page.goto(address)
        self.page.evaluate("sessionStorage.removeItem('presses')")
        self.others = 0
        return self.page

    def attach(self, field, *paths):
        """Choose files for ``field``."""
        self.others += 1
        field.set_input_files(list(paths))

    def choose(self, label, value):
        """Choose from a list."""
        self.others += 1
        self.page.get_by_label(label).select_option(value)
