"""Who does what until when: the board and the forms of an action."""
