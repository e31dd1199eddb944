"""The arrays that the rooms of index hand to each other."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float32]    # vectors and scores
Ids: TypeAlias = NDArray[np.int64]        # of passages
