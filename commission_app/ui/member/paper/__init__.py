"""« Imprimer… »: pieces, blank grids and a copy of one’s marks."""
