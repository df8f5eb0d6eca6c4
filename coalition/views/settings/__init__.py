"""The numbers and lists a coalition chooses."""
