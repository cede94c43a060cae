"""Texts that training must never see: the problem sets, by hash."""

import hashlib
import json

from paths import PROBLEM_SETS


def text_hash(text):
    return hashlib.sha256(text.encode()).hexdigest()


def held_out_hashes(folder=PROBLEM_SETS):
    hashes = set()
    for name in ('school', 'school-hard'):
        with open(folder / f'{name}.jsonl') as file:
            hashes.update(text_hash(json.loads(line)['text']) for line in file)
    return hashes
