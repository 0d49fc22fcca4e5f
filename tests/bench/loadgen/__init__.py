"""The figures of issue `loadgen: the fastest honest load generator`; ../README.md explains each."""
