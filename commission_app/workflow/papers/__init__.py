"""The documents that remain: what each one says, its state, its preview, its writing."""
