"""Supply and demand of members: listings, and the register of investment projects."""
