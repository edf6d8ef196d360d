"""What all figures are drawn with: frames, rows of marks, panels over time, steps and cells."""
