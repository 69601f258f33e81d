"""Card programmes, cards, gates and the money between members."""
