"""Work of this program in processes of their own, which end when it takes too long or too much."""
