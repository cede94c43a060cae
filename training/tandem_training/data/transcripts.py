"""Greedy PyTorch output of a pair: a small file for the app's model tests, a large one for the parity check with llama.cpp."""

import json

from tandem_training.curriculum.mix import draw
from tandem_training.paths import PROBLEM_SETS

LIMIT = 240
ODD_TEXTS = [
    "Hello, world! It's 3.14\n\n\nπ≈3.14159  and   spaces\t\ttabs\r\n\r\nx² + y² = 25 — “quotes” 日本語 😀",
    'a\n\nb\n\n c \n\n d.\n\n\\boxed{12}.\n\n',
    '  lead\n trail  \n',
    '12345 67,890.5%  $1,000\n\n- item\n- item2',
    "I'M you'Re DON'T we'll",
    '(3+4)*5==35!!!\n\n???',
]
ALPHABET = 'ab Z019 .,:;=+-*/()\n\n\n\t $%\\{}é中'


def prompts_of_set(prompts, count):
    """The first problems of the school set, with each strategy in turn and sometimes none."""
    ways = [*prompts.names, None]
    with open(PROBLEM_SETS / 'school.jsonl') as file:
        problems = [json.loads(line) for line in file][:count]
    return [(p['id'], prompts.solve(p['text'], ways[at % len(ways)])) for at, p in enumerate(problems)]


def tokenizer_texts(prompts, rng, count=1000):
    """Chats, random punctuation and newlines, random Unicode."""
    texts = list(ODD_TEXTS)
    while len(texts) < count:
        shape = len(texts) % 4
        if shape == 0:
            problem = draw(rng)
            strategy = rng.choice(problem.ranking)
            texts.append(prompts.chat(problem.text) + prompts.join(problem.solutions[strategy].steps))
        elif shape == 1:
            texts.append(''.join(rng.choice(ALPHABET) for _ in range(40)))
        elif shape == 2:
            codes = (
                rng.choice([rng.randrange(32, 0x250), rng.randrange(0x250, 0xD800), rng.randrange(0xE000, 0x1FFFF)]) for _ in range(30)
            )
            texts.append(''.join(map(chr, codes)))
        else:
            texts.append(''.join(chr(rng.randrange(32, 0x250)) if rng.random() < 0.5 else rng.choice(' \n\t\r12a') for _ in range(40)))
    return texts
