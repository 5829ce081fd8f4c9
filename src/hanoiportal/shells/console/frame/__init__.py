"""What stands around every page of the console, and its adapter to the SDI of substanced."""
