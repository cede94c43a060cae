"""Trains the tokenizer on curriculum texts, or takes that of an existing model: a warm start needs the same tokens."""

import argparse
import random

from tandem_training.curriculum.mix import draw
from tandem_training.data.chat import Prompts
from tandem_training.model.tokenizer import from_gguf, train
from tandem_training.paths import TOKENIZER


def curriculum_texts(count, seed):
    prompts, rng = Prompts(), random.Random(seed)
    for _ in range(count):
        problem = draw(rng, rng.random() < 0.15)
        strategy = rng.choice(list(problem.solutions))
        yield prompts.solve(problem.text, strategy) + prompts.join(problem.solutions[strategy].steps)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--from-gguf')
    parser.add_argument('--texts', type=int, default=12000)
    parser.add_argument('--seed', type=int, default=7)
    parser.add_argument('--output', default=str(TOKENIZER))
    arguments = parser.parse_args()
    made = from_gguf(arguments.from_gguf) if arguments.from_gguf else train(curriculum_texts(arguments.texts, arguments.seed))
    made.save(arguments.output)


if __name__ == '__main__':
    main()
