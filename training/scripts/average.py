"""The mean of two models' weights, the second a further lesson of the first."""

import argparse

from tandem_training.model.average import average
from tandem_training.model.checkpoints import load_model, save_weights


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('first', help='checkpoint or GGUF')
    parser.add_argument('second', help='checkpoint or GGUF of the same shape')
    parser.add_argument('output', help='checkpoint of the weights alone')
    parser.add_argument('--share', type=float, default=0.5, help='of the second')
    arguments = parser.parse_args()
    save_weights(arguments.output, average(load_model(arguments.first), load_model(arguments.second), arguments.share))


if __name__ == '__main__':
    main()
