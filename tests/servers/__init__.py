"""Real servers for tests: PostgreSQL, ZEO, the portal, Chromium and the Nu validator."""
from pathlib import Path

ROOT = Path(__file__).parents[2]
BIN = ROOT / 'bin'
CONFIG = ROOT / 'config'
NODE_MODULES = ROOT / 'node_modules'
