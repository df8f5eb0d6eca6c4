"""Shapes of areas as plain numbers: outlines made small for a screen, and squares placed as the areas lie. Pure."""
