"""One candidacy: its eligibility, its finances, its card and facts, the letters it receives."""
