"""The formats attendance comes in: one small module each, all named in `registry`."""
