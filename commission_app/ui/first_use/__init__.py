"""First opening: the code, and « est-ce bien vous ? »."""
