"""Small shared parts without tables and without domain words."""
