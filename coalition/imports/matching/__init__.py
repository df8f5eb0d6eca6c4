"""Typed names of organizations against known ones: what is the same, what is proposed and why, what is never even proposed."""
