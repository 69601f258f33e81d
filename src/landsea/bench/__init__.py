"""Benchmarks that print their figures beside a reference."""
