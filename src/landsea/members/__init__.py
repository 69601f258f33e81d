"""Who belongs, who may, what they are certified for."""
