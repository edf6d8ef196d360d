"""What the record says of parameters: draws of ``steppe calibrate``, and whether they can be believed."""
