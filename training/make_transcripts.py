"""Greedy PyTorch output of a pair: a small file for the app's model tests, a large one for the parity check with llama.cpp."""

import argparse
import json
import random

import torch

from chat import Prompts
from checkpoints import load_model
from curriculum.mix import draw
from decoding import Writer
from paths import PROBLEM_SETS, PROMPTS, STRATEGIES
from tokenizer import load as load_tokenizer

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
            codes = (rng.choice([rng.randrange(32, 0x250), rng.randrange(0x250, 0xD800), rng.randrange(0xE000, 0x1FFFF)]) for _ in range(30))
            texts.append(''.join(map(chr, codes)))
        else:
            texts.append(''.join(chr(rng.randrange(32, 0x250)) if rng.random() < 0.5 else rng.choice(' \n\t\r12a') for _ in range(40)))
    return texts


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('target')
    parser.add_argument('draft')
    parser.add_argument('output')
    parser.add_argument('--count', type=int, default=20)
    parser.add_argument('--texts', type=int, default=0, help='tokenised texts to add')
    parser.add_argument('--prompts', default=PROMPTS)
    parser.add_argument('--strategies', default=STRATEGIES)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    prompts, tokenizer = Prompts(arguments.prompts, arguments.strategies), load_tokenizer()
    chosen = prompts_of_set(prompts, arguments.count)
    written = {
        role: Writer(load_model(path), tokenizer).write([text for _, text in chosen], limit=LIMIT)
        for role, path in [('target', arguments.target), ('draft', arguments.draft)]
    }
    result = {
        'maximumTokens': LIMIT,
        'problems': [
            {'id': name, 'prompt': text, 'target': written['target'][at], 'draft': written['draft'][at]}
            for at, (name, text) in enumerate(chosen)
        ],
    }
    if arguments.texts:
        texts = tokenizer_texts(prompts, random.Random(5), arguments.texts)
        encode = lambda text: tokenizer.encode(text, add_special_tokens=False).ids
        result['tokens'] = [{'text': text, 'ids': encode(text)} for text in texts]
    with open(arguments.output, 'w') as file:
        json.dump(result, file, indent=None if arguments.texts else 2, ensure_ascii=False)
        file.write('\n')


if __name__ == '__main__':
    main()
