"""What every bench needs: figures with goals, a server, clients whose cost is measured, interleaved rounds."""
