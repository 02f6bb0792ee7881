"""What a member does: open a lot, read, mark, review, hand in."""
