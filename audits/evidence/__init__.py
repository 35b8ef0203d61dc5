"""Evidence: the one way a file or link comes in and goes out."""
