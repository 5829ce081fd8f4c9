"""What stands around every page of the desk."""
