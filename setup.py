"""Buildout's ``develop`` looks for this file; everything it says is in ``setup.cfg``."""
from setuptools import setup

setup()
