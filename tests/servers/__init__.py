"""Real servers for tests: PostgreSQL, ZEO, the portal, Chromium and the Nu validator."""
import importlib.util
from pathlib import Path

ROOT = Path(__file__).parents[2]
BIN = ROOT / 'bin'
CONFIG = ROOT / 'config'
NODE_MODULES = ROOT / 'node_modules'


def of_setup(name):
    """Return the module ``setup/NAME.py``, loaded from where it lies."""
    spec = importlib.util.spec_from_file_location(name, ROOT / f'setup/{name}.py')
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
