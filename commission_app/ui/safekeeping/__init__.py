"""« Mise à l’abri »: what the secretariat does so as never to lose its campaign, nor leave it behind."""
