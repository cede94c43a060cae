"""What a target is right with: its own attempts at fresh problems along every strategy, which selection is taught by.

The effort that the curriculum computes says which way is short; which way this model goes without a slip is another
matter, and depends on the problem. None of the problems is held out; paths are written as the app writes them.
"""

import json

from tandem_training.curriculum.problem import STRATEGIES
from tandem_training.model.decoding import answer_of

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
