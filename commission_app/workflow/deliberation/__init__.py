"""From the accepted fiches to what remains: results, decisions, documents, exports, archive."""
