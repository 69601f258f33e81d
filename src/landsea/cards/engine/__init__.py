"""Pure rules of cards: tokens, numbers, admission, postings."""
