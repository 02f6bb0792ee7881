"""The command line: English names, French words, exit code 0 (done), 1 (refused) or 2 (wrong command)."""
