"""The page « Délibération » and the window projected in the room."""
