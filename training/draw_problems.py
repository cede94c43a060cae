"""Writes problems drawn as a held-out set was, none of them in a set: to choose by, so that the sets can judge."""

import argparse
import json

from curriculum.mix import draw
from held_out import fresh_problems


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('output', help='a .jsonl file')
    parser.add_argument('--count', type=int, default=1000)
    parser.add_argument('--seed', type=int, default=20261201)
    parser.add_argument('--hard', action='store_true', help='as `school-hard` was')
    arguments = parser.parse_args()
    problems = {problem.text: problem for problem in fresh_problems(arguments.count, arguments.seed, lambda rng: draw(rng, arguments.hard))}
    with open(arguments.output, 'w') as file:
        for index, (text, problem) in enumerate(problems.items()):
            file.write(json.dumps({'id': f'drawn-{index + 1}', 'text': text, 'answer': problem.answer}) + '\n')


if __name__ == '__main__':
    main()
