"""The coordinators' questions: read, analyze, return."""
