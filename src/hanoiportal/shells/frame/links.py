"""Links of menus, breadcrumbs and tabs."""


class Link:
    """A link: ``address``, ``title``, ``current`` (``page`` or ``None``), ``count``.

    ``lang``: the language of a title that is content.
    """

    def __init__(
            self, address: str, title: str, current: bool = False, count: int = 0,
            lang: str = 'vi') -> None:
        self.address, self.title, self.count, self.lang = address, title, count, lang
        self.current = 'page' if current else None
