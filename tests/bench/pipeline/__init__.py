"""The figures of issue `the reference pipeline`; ../README.md explains each."""
