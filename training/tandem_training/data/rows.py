"""Training rows: prompt and answer as weighted text, tokenised and gathered into batches that depend on seed and block only."""

import random

import numpy as np

from tandem_training.curriculum.arithmetic import calculate
from tandem_training.curriculum.mix import PRACTICE, draw
from tandem_training.curriculum.problem import EQUATION, STRATEGIES, STYLE
from tandem_training.data.chat import END, LETTERS
from tandem_training.data.held_out import text_hash

HARD_SHARE = 0.05
SELECT_SHARE, PLAIN_SHARE = 0.22, 0.35
"""Of the problems drawn, on top of the two solutions by strategy."""
PROMPT_WEIGHT = 0.05
"""A little loss on the problem text, so that its likelihood can tell a problem of another world."""
SELECT_WEIGHT = 4.0
FIRST_CHOICE = (0.6, 0.27, 0.13)
"""How often the answer to the selection prompt is the best, second and third strategy: the letters' probabilities rank."""
PRACTICE_BY_RANK = (0.36, 0.33, 0.29, 0.01, 0.01)
"""How often a strategy is practised on a problem that it suits best, second best and so on: three are equals in a vote."""
PLAIN_BY_RANK = (0.28, 0.25, 0.22, 0.14, 0.11)
"""The same for solutions without a strategy line: left alone, the model goes any way, mostly a suitable one."""
PADDING = -1.0
BLOCK_STEPS = 64
LENGTHS = (112, 144, 176, 224, 352)
"""Batches hold one example in each row, all padded to one of these: attention costs a third of that of packed rows."""


def by_suitability(rng, problem, shares):
    """A strategy, drawn the more often the less effort it takes on this problem."""
    return rng.choices(problem.ranking, shares)[0]


def practised(rng):
    """A problem of the kinds and hardness that training draws."""
    return draw(rng, rng.random() < HARD_SHARE, PRACTICE)


class Rows:
    """`attempts`, where given, are what selection is taught by: see `attempts.py`."""

    def __init__(
        self,
        tokenizer,
        prompts,
        excluded,
        select_share=SELECT_SHARE,
        attempts=None,
        plain_share=PLAIN_SHARE,
        plain_by_rank=PLAIN_BY_RANK,
        practice_by_rank=PRACTICE_BY_RANK,
    ):
        self.tokenizer, self.prompts, self.excluded, self.select_share = tokenizer, prompts, excluded, select_share
        self.attempts, self.plain_share, self.plain_by_rank = attempts, plain_share, plain_by_rank
        self.practice_by_rank = practice_by_rank

    def _answered(self, prompt, answer, weight=1.0):
        return [(prompt, PROMPT_WEIGHT), (answer + END, weight), ('\n', 0.0)]

    def _solved(self, problem, strategy, named=True):
        steps = problem.solutions[strategy].steps
        return self._answered(self.prompts.solve(problem.text, strategy if named else None), self.prompts.join(steps))

    def _selected(self, rng, problem):
        """The selection, its answer one that little effort speaks for, or, in the later lesson, one that proved right."""
        # As the app asks: in the order of the file.
        options = list(self.prompts.names)
        if rng.random() < 0.3:
            rng.shuffle(options)
            options = options[: rng.randint(3, len(options))]
        if self.attempts:
            text, right = rng.choice(self.attempts)
            right = [strategy for strategy in options if strategy in right]
            # Where all ways lead to the answer, or none, there is nothing to choose.
            if len(right) in (0, len(options)):
                return None
            best = rng.choice(right)
        else:
            text, ranking = problem.text, [strategy for strategy in problem.ranking if strategy in options]
            best = rng.choices(ranking[:3], FIRST_CHOICE)[0]
        prompt = self.prompts.select(text, options)
        return [(prompt, 0.0), (LETTERS[options.index(best)], SELECT_WEIGHT), (END, 0.2), ('\n', 0.0)]

    def of_problem(self, rng):
        """Rows of one problem: two strategies, often a plain solution, sometimes the selection."""
        problem = practised(rng)
        if text_hash(problem.text) in self.excluded:
            return []
        first = by_suitability(rng, problem, self.practice_by_rank)
        second = by_suitability(rng, problem, self.practice_by_rank)
        rows = [self._solved(problem, first)]
        if second != first:
            rows.append(self._solved(problem, second))
        if rng.random() < self.plain_share:
            rows.append(self._solved(problem, by_suitability(rng, problem, self.plain_by_rank), named=False))
        if rng.random() < self.select_share:
            rows.append(self._selected(rng, problem))
        return [row for row in rows if row]

    def drill(self, rng):
        """Bare calculations in one style; only what follows the sign of equality counts."""
        strategy = rng.choice([s for s in STRATEGIES if s != EQUATION])
        row = [(self.prompts.solve('Practice.', strategy), 0.0)]
        written = 0
        while written < 150:
            text = calculate(*_drilled(rng), STYLE[strategy]).text
            cut = (
                min(at for at in (text.find('='), text.find(':')) if at >= 0) + 1
                if '=' in text and ':' in text
                else max(text.find('='), text.find(':')) + 1
            )
            row += [(text[:cut], 0.0), (text[cut:] + '.' + self.prompts.profile['delimiter'], 1.0)]
            written += len(text)
        return row

    def block(self, seed, number, tokens, drill_share):
        """`BLOCK_STEPS` batches of about `tokens` tokens each: ids and weights. So many of the rows are drills."""
        rng = random.Random(f'{seed}/{number}')
        waiting, batches = {length: [] for length in LENGTHS}, []
        while len(batches) < BLOCK_STEPS:
            rows = []
            while len(rows) < 120:
                rows += [self.drill(rng)] if rng.random() < drill_share else self.of_problem(rng)
            for ids, weights in self._encoded(rows):
                length = next((length for length in LENGTHS if len(ids) <= length), None)
                if length is None:
                    continue
                waiting[length].append((ids, weights))
                if len(waiting[length]) == max(1, tokens // length):
                    batches.append(padded(waiting[length], length))
                    waiting[length] = []
        batches = batches[:BLOCK_STEPS]
        rng.shuffle(batches)
        return batches

    def _encoded(self, rows):
        pieces = [text for row in rows for text, _ in row]
        encoded = iter(self.tokenizer.encode_batch(pieces, add_special_tokens=False))
        for row in rows:
            ids, weights = [], []
            for _, weight in row:
                piece = next(encoded).ids
                ids += piece
                weights += [weight] * len(piece)
            yield ids, weights


def _drilled(rng):
    shape = rng.randrange(9)
    if shape == 0:
        return rng.randint(11, 999), '+', rng.randint(11, 999)
    if shape == 1:
        left = rng.randint(30, 999)
        return left, '-', rng.randint(11, left)
    if shape == 2:
        return rng.randint(100, 4999), rng.choice('+-'), rng.randint(11, 99)
    if shape in (3, 4):
        return rng.randint(11, 99), '*', rng.randint(2, 9)
    if shape == 5:
        return rng.randint(11, 99), '*', rng.randint(11, 60)
    if shape == 6:
        return rng.randint(101, 599), '*', rng.randint(2, 9)
    divisor, quotient = rng.randint(2, 12), rng.randint(11, 199 if shape == 7 else 60)
    return divisor * quotient, '/', divisor


def padded(rows, length):
    """One batch of rows, each with room for the token after the last."""
    ids, weights = np.zeros((len(rows), length + 1), np.int16), np.zeros((len(rows), length + 1), np.float16)
    for place, (row, weight) in enumerate(rows):
        ids[place, : len(row)] = row
        weights[place, 1 : len(row)] = weight[1:]
        # Padding is told apart from text that merely carries no weight.
        weights[place, len(row) :] = PADDING
    return ids, weights
