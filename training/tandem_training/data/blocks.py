"""Blocks of batches in their order, made by worker processes ahead of time where there are any."""

import multiprocessing
import os
from collections import deque
from itertools import count

AHEAD = 2
"""Blocks asked for ahead of time, for each worker."""


class Blocks:
    def __init__(self, rows, seed, tokens, workers=0):
        self.rows, self.seed, self.tokens, self.workers = rows, seed, tokens, workers
        if workers:
            # The tokenizer's own threads do not survive the fork.
            os.environ['TOKENIZERS_PARALLELISM'] = 'false'
            self.pool = multiprocessing.get_context('fork').Pool(workers)

    def starting_at(self, first, drill_share):
        """The blocks from number `first` on, endlessly; `drill_share` maps a number to its share of drills."""
        jobs = ((self.seed, number, self.tokens, drill_share(number)) for number in count(first))
        if not self.workers:
            yield from (self.rows.block(*job) for job in jobs)
        waiting = deque()
        for job in jobs:
            waiting.append(self.pool.apply_async(self.rows.block, job))
            if len(waiting) > AHEAD * self.workers:
                yield waiting.popleft().get()
