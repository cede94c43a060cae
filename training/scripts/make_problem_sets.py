"""Writes the two held-out problem sets, and says how much of them a training stream would repeat by chance."""

import argparse
from collections import Counter

from tandem_training.data.problem_sets import SETS, make, recurring


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--stream', type=int, default=60000, help='problems in the simulated training stream')
    arguments = parser.parse_args()
    for set_id, options in SETS.items():
        lines = make(set_id, **options)
        again = recurring(lines, arguments.stream)
        three = sum(line['level'] >= 3 for line in lines)
        print(f'{set_id}: {len(lines)} problems, {three} with three or more steps; {len(again)} would recur in {arguments.stream} problems')
        print('  kinds:', dict(Counter(line['subject'] for line in lines).most_common()))
        if again:
            print('  recurring:', dict(Counter(line['subject'] for line in again)))


if __name__ == '__main__':
    main()
