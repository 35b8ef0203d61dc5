"""What to tell whom: messages made from the outbox."""
