"""Trains a model on the curriculum: `python -m scripts.train --help`."""

import torch

from tandem_training.trainer import Trainer, parse


def main():
    arguments = parse()
    torch.set_num_threads(arguments.threads)
    Trainer(arguments).run()


if __name__ == '__main__':
    main()
