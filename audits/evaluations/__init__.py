"""Evaluations: candidates, demos, answers, objects, scores, waivers, the decision."""
