"""Draws the learning curves of runs as one PNG: loss from the log, every share of right answers in `curve.jsonl`."""

import argparse
import json
import re

import matplotlib

matplotlib.use('Agg')
import matplotlib.pyplot as plt

from tandem_training.paths import RUNS

NOT_SHARES = {'step', 'tokens', 'seconds'}
LOSS = re.compile(r'step \d+ loss ([\d.]+) tokens ([\d.]+)M')


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('runs', nargs='+', help='names of folders in runs, each with a NAME.log beside it')
    parser.add_argument('--output', required=True)
    arguments = parser.parse_args()
    figure, (loss_axis, accuracy_axis) = plt.subplots(1, 2, figsize=(9, 3.6))
    for name in arguments.runs:
        # A resumed run repeats the steps since its checkpoint: the last word counts.
        points = {float(tokens): float(loss) for loss, tokens in LOSS.findall((RUNS / f'{name}.log').read_text())}
        loss_axis.plot(sorted(points), [points[at] for at in sorted(points)], label=name)
        with open(RUNS / name / 'curve.jsonl') as file:
            curve = [json.loads(line) for line in file]
        for key in sorted(curve[0].keys() - NOT_SHARES):
            accuracy_axis.plot(
                [c['tokens'] / 1e6 for c in curve], [100 * c[key] for c in curve], '-o', label=f'{name}, {key}', markersize=4
            )
    loss_axis.set(xlabel='tokens (millions)', ylabel='loss', yscale='log')
    accuracy_axis.set(xlabel='tokens (millions)', ylabel='right answers (%)', ylim=(0, 100))
    loss_axis.legend()
    accuracy_axis.legend(fontsize=7)
    figure.tight_layout()
    figure.savefig(arguments.output, dpi=110)


if __name__ == '__main__':
    main()
