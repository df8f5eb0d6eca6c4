"""What rests on one organization."""
