"""The formats attendance comes in: a file of data each; what a table cannot say stands in a few modules."""
