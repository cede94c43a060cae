"""What a target is right with: its own attempts at fresh problems along every strategy, which selection is taught by.

The effort that the curriculum computes says which way is short; which way this model goes without a slip is another
matter, and depends on the problem. None of the problems is held out; paths are written as the app writes them.
"""

import argparse
import json

import torch

from chat import Prompts
from checkpoints import load_model
from curriculum.problem import STRATEGIES
from decoding import Writer, answer_of
from held_out import fresh_problems
from rows import practised
from tokenizer import load as load_tokenizer

TEMPERATURE = 0.7
AT_ONCE = 2000
"""Problems between two lines of output."""


def load(path):
    """Text and right strategies of every problem at which some are right and some are not."""
    with open(path) as file:
        read = [(line['text'], line['right']) for line in map(json.loads, file)]
    return [(text, right) for text, right in read if 0 < len(right) < len(STRATEGIES)]


def attempt(writer, prompts, problems, generator):
    """For each problem the strategies along which its answer came out right."""
    asked = [(problem, strategy) for problem in problems for strategy in STRATEGIES]
    written = writer.write([prompts.solve(problem.text, strategy) for problem, strategy in asked], TEMPERATURE, generator)
    right = [answer_of(text) == problem.answer for (problem, _), text in zip(asked, written)]
    size = len(STRATEGIES)
    return [[s for s, ok in zip(STRATEGIES, right[at : at + size]) if ok] for at in range(0, len(right), size)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('target', help='checkpoint or GGUF')
    parser.add_argument('output', help='JSON lines')
    parser.add_argument('--count', type=int, default=6000, help='problems')
    parser.add_argument('--batch', type=int, default=250, help='paths at once')
    parser.add_argument('--seed', type=int, default=77)
    parser.add_argument('--device', default='cpu')
    parser.add_argument('--threads', type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    prompts, problems = Prompts(), fresh_problems(arguments.count, arguments.seed, practised)
    writer = Writer(load_model(arguments.target).to(arguments.device), load_tokenizer(), arguments.batch)
    generator = torch.Generator(arguments.device).manual_seed(arguments.seed)
    with open(arguments.output, 'w') as file:
        for start in range(0, len(problems), AT_ONCE):
            some = problems[start : start + AT_ONCE]
            for problem, right in zip(some, attempt(writer, prompts, some, generator)):
                file.write(json.dumps({'text': problem.text, 'right': right}) + '\n')
            print(f'{start + len(some)} problems', flush=True)


if __name__ == '__main__':
    main()
