"""What a vendor promised in its demo, and whether it was kept."""
