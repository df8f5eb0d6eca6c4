"""Who does what by when: the board and the forms of an action."""
