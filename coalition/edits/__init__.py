"""What a person corrects by hand: one module per subject, one verb per function, one transaction each."""
