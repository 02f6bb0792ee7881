"""Before the call closes: which départements are eligible, whom to invite, who answered."""
