"""Quick figures during training, on problems of their own (neither trained on by plan nor the held-out sets)."""

import random

from tandem_training.curriculum.mix import draw
from tandem_training.curriculum.problem import STRATEGIES
from tandem_training.model.decoding import Writer, answer_of
from tandem_training.model.tokenizer import load as load_tokenizer


class Validation:
    def __init__(self, prompts, count=150, seed=999):
        rng = random.Random(seed)
        self.prompts, self.tokenizer = prompts, load_tokenizer()
        self.problems = [draw(rng) for _ in range(count)]

    def accuracy(self, model, strategies):
        texts = [self.prompts.solve(p.text, s) for p, s in zip(self.problems, strategies)]
        written = Writer(model, self.tokenizer).write(texts)
        return sum(answer_of(w) == p.answer for w, p in zip(written, self.problems)) / len(written)

    def figures(self, model):
        ways = {
            'plain': [None] * len(self.problems),
            'random': [STRATEGIES[at % len(STRATEGIES)] for at in range(len(self.problems))],
        }
        return {name: round(self.accuracy(model, strategies), 3) for name, strategies in ways.items()}
