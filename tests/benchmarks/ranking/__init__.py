"""The ranking measured on real social networks: `python -m tests.benchmarks.ranking --help` (RANKING.md)."""
