"""Cards as the JSON interface writes and reads them."""
