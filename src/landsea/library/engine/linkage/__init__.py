"""Record linkage: finds records of one place in several sources, and says why it thinks so."""
