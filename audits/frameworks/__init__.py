"""Frameworks: published, frozen versions of dimensions, questions, rubric and bands."""
