"""What is settled before a case breaks."""
