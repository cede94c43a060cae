"""Every generated solution is right, checked by calculating it again."""

import random
import re
from fractions import Fraction

import pytest

from tandem_training.curriculum.arithmetic import DIRECT, JUMPS, PLACES, ROUND, calculate, value_of
from tandem_training.curriculum.mix import SCHOOL, draw
from tandem_training.curriculum.problem import EQUATION, STRATEGIES

NUMERIC = re.compile(r'^[\d+\-*/()]+$')
LISTED = re.compile(r'(\d+)([*/])(\d+): ([\d, ]+?)(?:, so (\d+))?\.$')


def chains(step):
    """The members of every chain of equalities that holds numbers only."""
    for part in re.split(r'[:;] |, |\. |\.$', step):
        members = [member for member in part.split('=') if NUMERIC.match(member)]
        if len(members) > 1:
            yield members


def value(expression):
    return eval(re.sub(r'(\d+)', r'Fraction(\1)', expression), {'Fraction': Fraction})


def check_step(step):
    for members in chains(step):
        assert len({value(member) for member in members}) == 1, step
    for left, operator, right, stops, quotient in LISTED.findall(step):
        result = value_of(int(left), operator, int(right))
        last = int(stops.split(', ')[-1])
        assert last == (result if operator == '*' else int(left)), step
        assert not quotient or int(quotient) == result, step


@pytest.mark.parametrize('family', SCHOOL, ids=lambda family: family.__name__)
@pytest.mark.parametrize('hard', [False, True])
def test_solutions_calculate_right_and_end_in_the_answer(family, hard):
    rng, seen = random.Random(11), 0
    while seen < 150:
        problem = family(rng, hard)
        if not problem:
            continue
        seen += 1
        assert set(problem.solutions) == set(STRATEGIES)
        for solution in problem.solutions.values():
            assert solution.steps[-1] == f'The answer is \\boxed{{{problem.answer}}}.'
            for step in solution.steps:
                check_step(step)


def test_an_equation_worked_out_in_the_head_has_the_value_of_its_expression():
    rng, seen = random.Random(12), 0
    while seen < 300:
        first, second, *_ = draw(rng).solutions[EQUATION].steps
        if first.startswith('Let x be the answer. x=') and second.startswith('x='):
            seen += 1
            assert value(first.split('x=')[1][:-1]) == value(second[2:-1]), (first, second)


@pytest.mark.parametrize('style', [DIRECT, PLACES, ROUND, JUMPS])
@pytest.mark.parametrize('operator', '+-*/')
def test_every_style_reaches_the_value(style, operator):
    rng = random.Random(3)
    for _ in range(500):
        left, right = rng.randint(0, 999), rng.randint(1, 99)
        if operator == '/':
            left *= right
        done = calculate(left, operator, right, style)
        assert done.value == value_of(left, operator, right)
        check_step(done.text + '.')


def test_no_strategy_is_best_everywhere():
    rng = random.Random(5)
    best = [draw(rng).ranking[0] for _ in range(2000)]
    assert max(best.count(strategy) for strategy in STRATEGIES) < 0.6 * len(best)
    assert sum(best.count(strategy) > 0.05 * len(best) for strategy in STRATEGIES) >= 4


def test_most_school_problems_need_three_steps():
    rng = random.Random(6)
    assert sum(draw(rng).level >= 3 for _ in range(1000)) >= 600
