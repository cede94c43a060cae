"""What a target is right with: its attempts at fresh problems along every strategy."""

import argparse
import json

import torch

from tandem_training.data.attempts import attempt
from tandem_training.data.chat import Prompts
from tandem_training.data.held_out import fresh_problems
from tandem_training.data.rows import practised
from tandem_training.model.checkpoints import load_model
from tandem_training.model.decoding import Writer
from tandem_training.model.tokenizer import load as load_tokenizer

AT_ONCE = 2000
"""Problems between two lines of output."""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
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
