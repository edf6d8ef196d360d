"""Where a hedger stands between its partners: alignment, links, and channels."""
