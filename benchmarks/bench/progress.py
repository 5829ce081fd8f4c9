"""What the bench says while it works."""
import sys


def say(what: str) -> None:
    """Print what is measured next, or was."""
    print(f'bench: {what} …', file=sys.stderr, flush=True)
