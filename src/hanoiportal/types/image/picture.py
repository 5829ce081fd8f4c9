"""Pictures as images keep them: made anew on arrival, with their size."""
from ...kernel.inspection.upload import StoredFile
from ...platform.media.cleaning import cleaned, readable, within_limits


class StoredPicture(StoredFile):
    """Ảnh: a picture without metadata, upright.  ``width``, ``height``: pixels.

    Renaming this module needs an upgrade step.
    """

    def __init__(self, filename, mimetype, file, width, height):
        super().__init__(filename, mimetype, file)
        self.width = width
        self.height = height

    @classmethod
    def cleaned(cls, filename, mimetype, file):
        """Return the picture in ``file`` made anew.

        Raises ``BadFile`` if it cannot be read or has more than ``MOST_PIXELS``.
        """
        content, (width, height) = cleaned(filename, mimetype, file)
        return cls(filename, mimetype, content, width, height)

    @classmethod
    def as_it_is(cls, filename, mimetype, file):
        """Return the picture in ``file``, which a portal has made anew before.

        Raises ``BadFile`` as ``cleaned`` does.
        """
        with readable(filename, mimetype, file) as picture:
            width, height = picture.size
            for frame in within_limits(picture, filename):
                frame.load()
        return cls(filename, mimetype, file, width, height)
