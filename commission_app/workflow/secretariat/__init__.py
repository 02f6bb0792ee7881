"""The secretariat's desk itself: its session, letters, computers, keys, recovery and journal."""
