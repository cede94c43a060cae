"""Training never shows a held-out problem, and the held-out sets are what the generator makes."""

import json
import random

from tandem_training.curriculum.mix import PRACTICE, draw
from tandem_training.data.chat import Prompts
from tandem_training.data.held_out import held_out_hashes, text_hash
from tandem_training.data.rows import HARD_SHARE, Rows
from tandem_training.model.tokenizer import load
from tandem_training.paths import PROBLEM_SETS


def problems(name):
    with open(PROBLEM_SETS / f'{name}.jsonl') as file:
        return [json.loads(line) for line in file]


def test_sets_hold_500_different_problems_each():
    texts = [problem['text'] for name in ('school', 'school-hard') for problem in problems(name)]
    assert len(texts) == len(set(texts)) == len(held_out_hashes()) == 1000


def test_most_problems_of_the_school_set_need_three_steps():
    assert sum(problem['level'] >= 3 for problem in problems('school')) >= 300


def test_a_held_out_problem_makes_no_rows():
    rng = random.Random(1)
    problem = draw(rng, rng.random() < HARD_SHARE, PRACTICE)
    assert Rows(load(), Prompts(), {text_hash(problem.text)}).of_problem(random.Random(1)) == []
    assert Rows(load(), Prompts(), set()).of_problem(random.Random(1))
