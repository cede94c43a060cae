"""Which families there are, and how often each is drawn."""

from .algebra import linear, linear_both_sides, quadratic, two_unknowns
from .expressions import expression, powers
from .geometry import area, units
from .parts_and_chances import counting, fraction_of, fraction_sum, probability
from .proportions import average, percent, ratio
from .sequences import sequence
from .stories import rate, shopping, story
from .whole_numbers import common_divisor, divisible_count, remainder
from .words import asked

SCHOOL = {
    story: 16,
    shopping: 10,
    rate: 10,
    expression: 10,
    percent: 7,
    linear: 7,
    area: 6,
    average: 5,
    ratio: 5,
    fraction_of: 5,
    two_unknowns: 6,
    sequence: 5,
    units: 4,
    linear_both_sides: 5,
    remainder: 4,
    powers: 3,
    fraction_sum: 4,
    common_divisor: 3,
    counting: 3,
    probability: 3,
    quadratic: 3,
    divisible_count: 2,
}

# What is hard to learn is practised more than it is asked.
PRACTICE = SCHOOL | {remainder: 8, powers: 6, common_divisor: 9, quadratic: 8, divisible_count: 6, sequence: 7, probability: 4}

# The hard set prefers what is rare in the school set.
HARD = {family: 6 if weight >= 10 else 5 if weight >= 5 else 4 for family, weight in SCHOOL.items()}


# Families with few numbers to vary: without more wording, held-out problems would recur in training.
NARROW = (
    counting,
    quadratic,
    fraction_sum,
    common_divisor,
    powers,
    divisible_count,
    percent,
    ratio,
    fraction_of,
    two_unknowns,
    area,
    linear,
    linear_both_sides,
    sequence,
    remainder,
)


def draw(rng, hard=False, school=SCHOOL):
    """One problem."""
    families = HARD if hard else school
    while True:
        family = rng.choices(list(families), list(families.values()))[0]
        problem = family(rng, hard)
        if problem:
            if family in NARROW and rng.random() < 0.85:
                problem.text = asked(rng, problem.text)
            return problem
