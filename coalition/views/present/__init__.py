"""The show for the room: slides, counts as published, decisions."""
