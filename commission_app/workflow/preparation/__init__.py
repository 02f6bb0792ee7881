"""Before the reading: a campaign is created, candidacies are taken in, lots are sealed."""
