"""The meeting of the commission as a pure value: acts in their order, folded into a state."""
