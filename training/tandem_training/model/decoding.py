"""Batched generation with a KV cache, greedy or sampled as the app samples."""

import re

import torch

from tandem_training.model.llama import HIDDEN, KeyValues, causal_mask

BOXED = re.compile(r'\\boxed\{([^}]*)\}')
TOP_P = 0.95
FEW_LEFT = 0.8
"""Finished rows are dropped when fewer than this share goes on: the slowest row would cost as much as all."""


def answer_of(text):
    found = BOXED.findall(text)
    return found[-1] if found else None


def chosen(logits, temperature, generator):
    """One token for each row: the likeliest, or one of the nucleus at this temperature."""
    if not temperature:
        return logits.argmax(-1)
    ordered, places = logits.sort(descending=True)
    before = ordered.softmax(-1).cumsum(-1).roll(1, -1)
    before[:, 0] = 0
    chances = ordered.masked_fill(before >= TOP_P, float('-inf')).div(temperature).softmax(-1)
    return places.gather(1, torch.multinomial(chances, 1, generator=generator))[:, 0]


@torch.no_grad()
def generate(model, prompts, stops, limit=240, temperature=0.0, generator=None):
    """Token ids written after each prompt, up to and with a stop token. Prompts are padded on the left."""
    device = model.device
    rows, length = len(prompts), max(map(len, prompts))
    room = min(length + limit, model.shape.context)
    ids, real = torch.zeros(rows, length, dtype=torch.long), torch.zeros(rows, room, dtype=torch.bool)
    for row, prompt in enumerate(prompts):
        ids[row, length - len(prompt) :] = torch.tensor(prompt)
        real[row, length - len(prompt) :] = True
    ids, real = ids.to(device), real.to(device)
    positions = (real[:, :length].long().cumsum(1) - 1).clamp(min=0)
    caches = [KeyValues(model.shape, rows, room, device) for _ in model.blk]
    hidden_places = HIDDEN * (~real).float()[:, None, None, None]
    mask = torch.minimum(causal_mask(length, device), hidden_places[..., :length])
    hidden = model.hidden(ids, mask, positions, caches)[:, -1]
    written, ended, live, position = [[] for _ in range(rows)], [False] * rows, list(range(rows)), positions[:, -1:]
    while True:
        following = chosen(model.logits(hidden), temperature, generator)
        for row, token in zip(live, following.tolist()):
            if not ended[row]:
                written[row].append(token)
                ended[row] = token in stops
        unfinished = [at for at, row in enumerate(live) if not ended[row]]
        if not unfinished or length + 1 >= room:
            return written
        if len(unfinished) < FEW_LEFT * len(live):
            index, live = torch.tensor(unfinished, device=device), [live[at] for at in unfinished]
            hidden_places, position, following = hidden_places[index], position[index], following[index]
            for cache in caches:
                cache.keep(index)
        length, position = length + 1, position + 1
        hidden = model.hidden(following[:, None], hidden_places[..., :length], position, caches)[:, -1]


class Writer:
    """A model with its tokenizer: texts in, texts out, in batches of similar length."""

    def __init__(self, model, tokenizer, batch=128):
        self.model, self.tokenizer, self.batch = model, tokenizer, batch
        self.end = tokenizer.token_to_id('<|im_end|>')

    @property
    def device(self):
        return self.model.device

    def encode(self, text):
        return self.tokenizer.encode(text, add_special_tokens=False).ids

    def write(self, prompts, temperature=0.0, generator=None, limit=240):
        encoded = [self.encode(prompt) for prompt in prompts]
        order = sorted(range(len(prompts)), key=lambda at: len(encoded[at]))
        texts = [None] * len(prompts)
        for start in range(0, len(order), self.batch):
            places = order[start : start + self.batch]
            outputs = generate(self.model, [encoded[at] for at in places], {self.end}, limit, temperature, generator)
            for at, output in zip(places, outputs):
                texts[at] = self.tokenizer.decode(output, skip_special_tokens=True)
        return texts
