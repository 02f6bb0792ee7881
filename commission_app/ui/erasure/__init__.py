"""The end of a campaign in the window: asked with its name, done behind a page, ended if interrupted."""
