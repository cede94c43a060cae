"""Texts that training must never see: the problem sets, by hash."""

import hashlib
import json
import random

from tandem_training.paths import PROBLEM_SETS


def text_hash(text):
    return hashlib.sha256(text.encode()).hexdigest()


def fresh_problems(count, seed, one):
    """Problems as `one` draws them with a random generator, none of them held out."""
    rng, excluded, fresh = random.Random(seed), held_out_hashes(), []
    while len(fresh) < count:
        problem = one(rng)
        if text_hash(problem.text) not in excluded:
            fresh.append(problem)
    return fresh


def held_out_hashes(folder=PROBLEM_SETS):
    hashes = set()
    for name in ('school', 'school-hard'):
        with open(folder / f'{name}.jsonl') as file:
            hashes.update(text_hash(json.loads(line)['text']) for line in file)
    return hashes
