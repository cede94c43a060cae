"""Batched generation with a KV cache, greedy or sampled."""

import re

import torch

BOXED = re.compile(r'\\boxed\{([^}]*)\}')


def answer_of(text):
    found = BOXED.findall(text)
    return found[-1] if found else None


@torch.no_grad()
def generate(model, prompts, stops, limit=240, temperature=0.0, generator=None):
    """Token ids written after each prompt, up to and with a stop token. Prompts are padded on the left."""
    rows, length = len(prompts), max(map(len, prompts))
    ids, real = torch.zeros(rows, length, dtype=torch.long), torch.zeros(rows, length, dtype=torch.bool)
    for row, prompt in enumerate(prompts):
        ids[row, length - len(prompt) :] = torch.tensor(prompt)
        real[row, length - len(prompt) :] = True
    positions = (real.long().cumsum(1) - 1).clamp(min=0)
    caches = [{} for _ in model.blk]
    mask = torch.ones(length, length, dtype=torch.bool).tril()[None] & real[:, None, :]
    mask |= torch.eye(length, dtype=torch.bool)[None]
    hidden = model.hidden(ids, mask[:, None], positions, caches)[:, -1]
    written, live, position = [[] for _ in range(rows)], list(range(rows)), positions[:, -1:]
    for _ in range(limit):
        logits = model.logits(hidden)
        if temperature:
            following = torch.multinomial((logits / temperature).softmax(-1), 1, generator=generator)[:, 0]
        else:
            following = logits.argmax(-1)
        for at, row in enumerate(live):
            written[row].append(int(following[at]))
        keep = [at for at, row in enumerate(live) if written[row][-1] not in stops]
        # Room for one more position must be left in the context.
        if not keep or int(position.max()) + 2 >= model.shape.context:
            break
        if len(keep) < len(live):
            # Finished rows are dropped, or the slowest row would cost as much as all.
            index, live = torch.tensor(keep), [live[at] for at in keep]
            real, position, following = real[index], position[index], following[index]
            for cache in caches:
                cache['k'], cache['v'] = cache['k'][index], cache['v'][index]
        position = position + 1
        real = torch.cat([real, torch.ones(len(live), 1, dtype=torch.bool)], 1)
        hidden = model.hidden(following[:, None], real[:, None, None, :], position, caches)[:, -1]
    return written


class Writer:
    """A model with its tokenizer: texts in, texts out, in batches of similar length."""

    def __init__(self, model, tokenizer, batch=128):
        self.model, self.tokenizer, self.batch = model, tokenizer, batch
        self.end = tokenizer.token_to_id('<|im_end|>')

    def encode(self, text):
        return self.tokenizer.encode(text, add_special_tokens=False).ids

    def write(self, prompts, temperature=0.0, generator=None, limit=240):
        encoded = [self.encode(prompt) for prompt in prompts]
        order = sorted(range(len(prompts)), key=lambda at: len(encoded[at]))
        texts = [None] * len(prompts)
        for start in range(0, len(order), self.batch):
            chosen = order[start : start + self.batch]
            outputs = generate(self.model, [encoded[at] for at in chosen], {self.end}, limit, temperature, generator)
            for at, output in zip(chosen, outputs):
                texts[at] = self.tokenizer.decode(output, skip_special_tokens=True)
        return texts
