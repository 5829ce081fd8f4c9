"""How far long work is: a bar on a terminal, a line now and then elsewhere."""
import time

WIDTH = 30
EVERY = 5.0


class Progress:
    """Context manager that says how far ``total`` steps are, on the text stream ``out``.

    ``total``: ``int``, or ``None`` if it is not known beforehand.  ``done``: how much of it an
    earlier run has done; the rate is of what this one does.
    """

    def __init__(self, title, total, out, clock=time.monotonic, done=0):
        self._title, self._total, self._out, self._clock = title, total, out, clock
        self._terminal = out.isatty()
        self.done = self._before = done

    def __enter__(self):
        self._started = self._said = self._clock()
        return self

    def __exit__(self, kind, error, trace):
        if kind is None:
            self._say('')
        if self._terminal:
            self._out.write('\n')

    @property
    def seconds(self):
        """Seconds since the start."""
        return self._clock() - self._started

    @property
    def rate(self):
        """Steps a second since the start."""
        return (self.done - self._before) / max(self.seconds, 0.001)

    def step(self, what='', count=1):
        """Note that ``count`` more steps are done, the last of them ``what``."""
        self.done += count
        now = self._clock()
        if now - self._said >= (0.1 if self._terminal else EVERY):
            self._said = now
            self._say(what)

    def _say(self, what):
        line = f'{self._title} {self._measure()} {what}'
        self._out.write(f'\r\x1b[K{line[:110]}' if self._terminal else line.rstrip() + '\n')
        self._out.flush()

    def _measure(self):
        rate = f'({self.rate:.0f}/s)'
        if self._total is None:
            return f'{self.done} {rate}'
        filled = WIDTH * self.done // max(self._total, 1)
        return f'[{"#" * filled:<{WIDTH}}] {self.done}/{self._total} {rate}'
