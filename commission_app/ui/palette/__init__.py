"""« Aller à… » (Ctrl+K): one field that leads to every dossier, piece, criterion, page, action, help page."""
