"""What one arm changes against another: paired differences, named contrasts, and their figures."""
