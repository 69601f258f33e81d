"""The library: places in many languages, each fact with its source and its certainty."""
