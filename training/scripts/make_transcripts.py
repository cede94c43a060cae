"""Greedy PyTorch output of a pair: a small file for the app's model tests, a large one for the parity check with llama.cpp."""

import argparse
import json
import random

import torch

from tandem_training.data.chat import Prompts
from tandem_training.data.transcripts import LIMIT, prompts_of_set, tokenizer_texts
from tandem_training.model.checkpoints import load_model
from tandem_training.model.decoding import Writer
from tandem_training.model.tokenizer import load as load_tokenizer
from tandem_training.paths import PROMPTS, STRATEGIES


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

        def encode(text):
            return tokenizer.encode(text, add_special_tokens=False).ids

        result['tokens'] = [{'text': text, 'ids': encode(text)} for text in texts]
    with open(arguments.output, 'w') as file:
        json.dump(result, file, indent=None if arguments.texts else 2, ensure_ascii=False)
        file.write('\n')


if __name__ == '__main__':
    main()
