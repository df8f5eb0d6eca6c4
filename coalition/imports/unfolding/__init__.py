"""Sheets laid out in another way than one person a row, unfolded into the plain list that `sheets` reads.

Lists beside each other, names under days or organizations, two things in one cell, marks that stand for several rows: each
module knows one habit, says whether a grid has it, and writes the grid out; what is read is told in the rows of the file.
"""
