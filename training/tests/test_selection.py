"""Selection is taught by attempts: what proved right, and only where something else proved wrong."""

import json
import random

import pytest

from tandem_training.curriculum.mix import draw
from tandem_training.curriculum.problem import STRATEGIES
from tandem_training.data import attempts
from tandem_training.data.chat import LETTERS, Prompts
from tandem_training.data.held_out import fresh_problems, held_out_hashes, text_hash
from tandem_training.data.rows import Rows, practised
from tandem_training.model.decoding import answer_of
from tandem_training.model.tokenizer import load


class Perfect:
    """Writes the worked solution of the problems it knows, but only along some strategies."""

    def __init__(self, problems, known):
        prompts = Prompts()
        self.texts = {prompts.solve(p.text, s): prompts.join(p.solutions[s].steps) for p in problems for s in known}

    def write(self, asked, temperature, generator):
        return [self.texts.get(prompt, 'I do not know.') for prompt in asked]


@pytest.fixture
def problems():
    rng = random.Random(4)
    return [draw(rng) for _ in range(5)]


def test_an_attempt_names_the_strategies_that_led_to_the_answer(problems):
    known = list(STRATEGIES[1:3])
    assert attempts.attempt(Perfect(problems, known), Prompts(), problems, None) == [known] * 5
    assert answer_of('I do not know.') is None


def test_only_attempts_that_tell_strategies_apart_are_loaded(tmp_path):
    lines = [{'text': 'a', 'right': []}, {'text': 'b', 'right': ['equation']}, {'text': 'c', 'right': list(STRATEGIES)}]
    path = tmp_path / 'attempts.jsonl'
    path.write_text('\n'.join(map(json.dumps, lines)))
    assert attempts.load(path) == [('b', ['equation'])]


def test_the_letter_taught_is_that_of_a_strategy_that_proved_right(problems):
    right = ['equation', 'tens-and-ones']
    rows, prompts, rng, seen = Rows(load(), Prompts(), set(), attempts=[('Some problem.', right)]), Prompts(), random.Random(2), set()
    for _ in range(200):
        row = rows._selected(rng, problems[0])
        if row is None:
            continue
        (asked, _), (letter, weight), *_ = row
        named = [line for line in asked.split('\n') if line.startswith(f'{letter}')]
        assert weight > 0 and any(prompts.names[strategy] in named[0] for strategy in right)
        seen.add(letter)
    assert len(seen) > 2 and seen < set(LETTERS)


def test_no_attempt_is_at_a_held_out_problem():
    drawn = fresh_problems(50, 3, practised)
    assert len(drawn) == 50 and not {text_hash(p.text) for p in drawn} & held_out_hashes()


def test_the_options_are_named_in_the_order_of_the_app(problems):
    prompts = Prompts()
    rows = Rows(load(), prompts, set())
    in_order = prompts.select(problems[0].text, list(prompts.names))
    asked = [rows._selected(random.Random(seed), problems[0])[0][0] for seed in range(40)]
    assert asked.count(in_order) > 20
