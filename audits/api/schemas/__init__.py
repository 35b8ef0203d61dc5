"""The shapes of the API's bodies and answers."""
