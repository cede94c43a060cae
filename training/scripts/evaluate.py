"""PyTorch-side figures of a pair on a held-out set. The figures of the model card come from the app's own command line."""

import argparse

import torch

from tandem_training.evaluation.evaluate import Evaluation
from tandem_training.paths import PROMPTS, STRATEGIES


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('target', help='checkpoint or GGUF')
    parser.add_argument('draft', nargs='?', help='checkpoint or GGUF')
    parser.add_argument('--set', default='school', help='school, school-hard, or `drawn` for fresh problems')
    parser.add_argument('--count', type=int, default=500)
    parser.add_argument('--repeats', type=int, default=3)
    parser.add_argument('--temperature', type=float, default=0.7)
    parser.add_argument('--seed', type=int, default=0)
    parser.add_argument('--batch', type=int, default=250, help='paths at once')
    parser.add_argument('--device', default='cpu')
    parser.add_argument('--threads', type=int, default=2)
    parser.add_argument('--prompts', default=PROMPTS)
    parser.add_argument('--strategies', default=STRATEGIES)
    parser.add_argument('--parts', default='alone,strategies,methods,evidence,scorer')
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    evaluation = Evaluation(arguments)
    for part in arguments.parts.split(','):
        if part not in ('scorer', 'evidence') or evaluation.draft:
            getattr(evaluation, part)()


if __name__ == '__main__':
    main()
