"""The meeting of the commission and the decision that follows: verbs over the values of `scoring.meeting`."""
