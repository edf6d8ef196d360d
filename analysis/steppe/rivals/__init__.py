"""Hold effects under rival readings of the record side by side, and count where the sign survives.

Each reading is an overlay of the base scenario (``scenarios/rivals/``) and gives results of its own; ``steppe benefit``
runs several into one file. An effect whose
sign depends on the reading is a matter of judgement, however narrow its interval is under any one of them.
"""

from steppe.rivals.signs import combined, of_benefit, sign, sign_agreement

__all__ = ["combined", "of_benefit", "sign", "sign_agreement"]
