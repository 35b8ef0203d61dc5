"""Scoring: what a framework is and what its points mean.

Pure Python: no Django, no clock, no input or output. A framework is the question set with its
rubric and bands; everything here takes values and returns values, so each rule can be proved
by itself.
"""
