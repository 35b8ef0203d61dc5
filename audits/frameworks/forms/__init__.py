"""Forms of frameworks."""
