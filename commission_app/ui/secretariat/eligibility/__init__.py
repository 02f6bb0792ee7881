"""One dossier before the lots: its eligibility, its « fiche signalétique » and the facts recorded of it."""
