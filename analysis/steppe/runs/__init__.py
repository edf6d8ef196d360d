"""What runs of the engine gave: its numbers as tables, its file as labelled data, and figures of both."""
