"""Intervals: Wilson for a share, paired bootstrap for a difference, and the area under the ROC curve."""

import math
import random

Z95 = 1.96


def wilson(hits, count):
    share = hits / count
    centre = share + Z95**2 / (2 * count)
    half = Z95 * math.sqrt(share * (1 - share) / count + Z95**2 / (4 * count**2))
    scale = 1 + Z95**2 / count
    return (centre - half) / scale, (centre + half) / scale


def paired_difference(first, second, seed=0, draws=2000):
    """Mean of `first - second` per problem, with a 95 % bootstrap interval over problems."""
    gaps = [a - b for a, b in zip(first, second)]
    rng = random.Random(seed)
    means = sorted(sum(rng.choices(gaps, k=len(gaps))) / len(gaps) for _ in range(draws))
    return sum(gaps) / len(gaps), means[int(0.025 * draws)], means[int(0.975 * draws)]


def roc_area(positive, negative):
    """Share of pairs in which the positive scores higher; ties count half."""
    if not positive or not negative:
        return math.nan
    ranked = sorted([(score, True) for score in positive] + [(score, False) for score in negative])
    rank_sum, start = 0.0, 0
    while start < len(ranked):
        stop = start
        while stop < len(ranked) and ranked[stop][0] == ranked[start][0]:
            stop += 1
        rank_sum += (start + 1 + stop) / 2 * sum(good for _, good in ranked[start:stop])
        start = stop
    return (rank_sum - len(positive) * (len(positive) + 1) / 2) / (len(positive) * len(negative))
