"""What an authority needs before it can act: the lists, their versions, a sheet to print."""
