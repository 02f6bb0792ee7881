"""Advisory figures that need a numeric library: draws of weights, rank intervals, selections, assignments.

Nothing official is made here: notes, ranks and statuses come from `scoring` alone, which does without it.
Libraries are imported where they are first used.
"""
