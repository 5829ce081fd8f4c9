"""Serving: worker processes under a supervisor, and how they end (ADR 29)."""
