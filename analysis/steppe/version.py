"""The version of the package, which is that of the engine it speaks to."""

VERSION = "0.1.0"
