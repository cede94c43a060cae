"""How often a target is right on each kind of problem along each strategy: what it is taught to select by.

The effort that the curriculum computes says which way is short; which way this model really goes without a slip is
another matter. Measured on problems drawn for it, none of them held out, at the temperature that paths are written at.
"""

import argparse
import json
import random
from collections import defaultdict

import torch

from chat import Prompts
from checkpoints import load_model
from curriculum.mix import SCHOOL, NARROW
from curriculum.problem import STRATEGIES
from curriculum.words import asked
from decoding import Writer, answer_of
from held_out import held_out_hashes, text_hash
from paths import ABILITIES
from tokenizer import load as load_tokenizer

TEMPERATURE = 0.7


def problems_of_every_family(count, seed):
    rng, excluded, drawn = random.Random(seed), held_out_hashes(), []
    for family in SCHOOL:
        found = 0
        while found < count:
            problem = family(rng, False)
            if problem and family in NARROW:
                problem.text = asked(rng, problem.text)
            if problem and text_hash(problem.text) not in excluded:
                drawn.append(problem)
                found += 1
    return drawn


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('target', help='checkpoint or GGUF')
    parser.add_argument('--count', type=int, default=40, help='problems of each family')
    parser.add_argument('--seed', type=int, default=77)
    parser.add_argument('--threads', type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    prompts, problems = Prompts(), problems_of_every_family(arguments.count, arguments.seed)
    writer = Writer(load_model(arguments.target), load_tokenizer(), batch=250)
    generator = torch.Generator().manual_seed(arguments.seed)
    right = defaultdict(lambda: defaultdict(list))
    for strategy in STRATEGIES:
        written = writer.write([prompts.solve(p.text, strategy) for p in problems], TEMPERATURE, generator)
        for problem, text in zip(problems, written):
            right[problem.kind][strategy].append(answer_of(text) == problem.answer)
    shares = {kind: {s: round(sum(v) / len(v), 2) for s, v in by.items()} for kind, by in right.items()}
    with open(ABILITIES, 'w') as file:
        json.dump(shares, file, indent=1)
        file.write('\n')
    for kind, by in shares.items():
        print(f'{kind:24s}', ' '.join(f'{s} {share:.2f}' for s, share in sorted(by.items(), key=lambda item: -item[1])))


if __name__ == '__main__':
    main()
