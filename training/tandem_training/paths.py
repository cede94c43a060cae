"""Where things lie: resources are shared with the app."""

from pathlib import Path

TRAINING = Path(__file__).resolve().parent.parent
RESOURCES = TRAINING.parent / 'resources'
RUNS = TRAINING / 'runs'
TOKENIZER = TRAINING / 'tokenizer.json'
PROMPTS = RESOURCES / 'prompts' / 'tandem-school.json'
STRATEGIES = RESOURCES / 'strategies' / 'school.json'
PROBLEM_SETS = RESOURCES / 'problem-sets'
