"""What stands around every page of the staff: header, menu, breadcrumbs, tabs, forms, lists.

The desk and the console are two shells in this one frame; like ``kernel.inspection`` it is a
library to its neighbours (ADR 60).  Its style sheet and scripts are served with those of the desk.
"""
