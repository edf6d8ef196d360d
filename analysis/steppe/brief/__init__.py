"""The headline: what the accord changes for each actor, as a distribution; how sure that is, and what turns it around."""
