"""What a list of shared cases would do to what is stored: coded fields only."""
