"""What a list of services (3W) would do to what is stored."""
