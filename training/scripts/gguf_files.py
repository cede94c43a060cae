"""Exports a checkpoint as GGUF."""

import argparse

from tandem_training.model import gguf_files
from tandem_training.model.checkpoints import load_model


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('checkpoint')
    parser.add_argument('output')
    parser.add_argument('--name', default='tandem-school')
    parser.add_argument('--format', choices=gguf_files.FORMATS, default='F16')
    arguments = parser.parse_args()
    gguf_files.write(load_model(arguments.checkpoint), arguments.output, arguments.name, form=arguments.format)


if __name__ == '__main__':
    main()
