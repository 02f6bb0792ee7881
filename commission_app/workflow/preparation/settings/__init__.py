"""What a campaign is set with: one list of settings, its people, how it is created."""
