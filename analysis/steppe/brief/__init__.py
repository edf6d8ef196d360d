"""The brief: what the accord changes for each actor, how sure that is, and what turns it around."""
