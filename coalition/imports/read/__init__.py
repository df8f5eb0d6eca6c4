"""Every way a sheet could be read, weighed by evidence: the best is taken, where it is close it is asked."""
