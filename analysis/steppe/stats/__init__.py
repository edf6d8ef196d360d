"""Statistics of numbers, whatever they are numbers of: intervals, inference, scores, Shapley values, indices."""
