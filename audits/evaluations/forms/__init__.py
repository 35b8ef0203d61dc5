"""Forms of evaluations, one module per part of the screen tree."""
