"""Journal: append-only events and the operations that make every write happen once."""
