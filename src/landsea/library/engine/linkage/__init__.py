"""Record linkage: finds records that several sources keep of one place, and says why it thinks so."""
