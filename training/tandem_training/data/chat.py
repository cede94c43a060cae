"""Prompts exactly as the app renders them: the shared prompt profile in ChatML, without BOS and system message."""

import json

from tandem_training.paths import PROMPTS, STRATEGIES

LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
END = '<|im_end|>'


class Prompts:
    def __init__(self, profile=PROMPTS, strategies=STRATEGIES):
        with open(profile) as file:
            self.profile = json.load(file)
        with open(strategies) as file:
            self.names = {strategy['id']: strategy['name'] for strategy in json.load(file)['strategies']}

    def chat(self, content):
        """One user message, up to where the assistant starts to write."""
        return f'<|im_start|>user\n{content}{END}\n<|im_start|>assistant\n'

    def solve(self, problem, strategy=None):
        shape = self.profile['solve']
        filled = shape['withStrategy' if strategy else 'plain'].replace('{problem}', problem)
        return self.chat(filled.replace('{name}', self.names.get(strategy, ''))) + shape['opening']

    def select(self, problem, options):
        """Asks for the best of `options` (strategy ids), lettered in this order."""
        shape = self.profile['select']
        lines = [
            shape['option'].replace('{letter}', letter).replace('{name}', self.names[strategy])
            for letter, strategy in zip(LETTERS, options)
        ]
        return self.chat(shape['ask'].replace('{problem}', problem).replace('{options}', '\n'.join(lines))) + shape['opening']

    def join(self, steps):
        return self.profile['delimiter'].join(steps)
