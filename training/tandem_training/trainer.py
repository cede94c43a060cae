"""Trains a model on the curriculum: seeded, resumable, one line of log every 50 steps.

The learning rate follows the tokens done, not the clock: flat, then falling to almost nothing at `--tokens`. Most of the
gain comes while it falls, so a run that must end earlier is resumed with a smaller `--tokens`, or given one in the file
`runs/NAME/tokens`, which is read at every checkpoint.
"""

import argparse
import json
import time

import torch

from tandem_training.data.attempts import load as load_attempts
from tandem_training.data.blocks import Blocks
from tandem_training.data.chat import Prompts
from tandem_training.data.held_out import held_out_hashes
from tandem_training.data.rows import BLOCK_STEPS, PADDING, PLAIN_BY_RANK, PLAIN_SHARE, PRACTICE_BY_RANK, SELECT_SHARE, Rows
from tandem_training.evaluation.validation import Validation
from tandem_training.model import checkpoints
from tandem_training.model.llama import Llama, Shape, parameter_count
from tandem_training.model.muon import Muon
from tandem_training.model.tokenizer import load as load_tokenizer
from tandem_training.model.warm_start import fitted
from tandem_training.paths import PROMPTS, RUNS, STRATEGIES

PRESETS = {
    'draft': dict(shape=Shape(2, 128, 4, 2, 192), tokens=12e6, batch=4000, muon_rate=0.02, adam_rate=3e-3),
    'target': dict(shape=Shape(6, 192, 6, 2, 448), tokens=20e6, batch=3200, muon_rate=0.014, adam_rate=2e-3),
    'draft-gpu': dict(shape=Shape(4, 192, 6, 2, 512), tokens=16e6, batch=8000, muon_rate=0.02, adam_rate=3e-3),
    'target-gpu': dict(shape=Shape(12, 384, 12, 4, 1024), tokens=100e6, batch=16_000, muon_rate=0.02, adam_rate=2e-3),
}
WARM_UP_STEPS = 40
FLAT_SHARE = 0.4
LAST_RATE = 0.02
DRILLS_EARLY, DRILLS_LATE, DRILLS_EARLY_SHARE = 0.3, 0.08, 0.35
LOG_STEPS = 50
DEEPEST_COMPILED_WHOLE = 6


def rate_factor(step, done):
    """Share of the peak learning rate, when `done` of the tokens are spent."""
    falling = 1.0 if done < FLAT_SHARE else max(LAST_RATE, (1 - done) / (1 - FLAT_SHARE))
    return min(1.0, (step + 1) / WARM_UP_STEPS) * falling


def initial_model(arguments, shape):
    if not arguments.init:
        return Llama(shape)
    return fitted(checkpoints.load_model(arguments.init), shape)


def compiled(model):
    """Deep models block by block: one small graph serves all layers, where one of the whole takes minutes to compile."""
    if model.device.type != 'cuda' and model.shape.layers <= DEEPEST_COMPILED_WHOLE:
        return torch.compile(model, dynamic=False)
    for block in model.blk:
        block.compile(dynamic=False)
    return model


class Trainer:
    def __init__(self, arguments):
        preset = PRESETS[arguments.preset]
        self.arguments, self.preset = arguments, preset
        self.device = 'cuda' if torch.cuda.is_available() else 'cpu'
        self.folder = RUNS / (arguments.name or arguments.preset)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.checkpoint = self.folder / 'checkpoint.pt'
        self.batch = arguments.batch or preset['batch']
        torch.manual_seed(arguments.seed)
        self.state = {'step': 0, 'tokens': 0, 'seconds': 0.0}
        self.total = float(arguments.tokens or preset['tokens'])
        prompts = Prompts(arguments.prompts, arguments.strategies)
        attempts = arguments.attempts and load_attempts(arguments.attempts)
        shares = arguments.select_share, attempts, arguments.plain_share, arguments.plain_by_rank, arguments.practice_by_rank
        rows = Rows(load_tokenizer(), prompts, held_out_hashes(), *shares)
        # Before the first use of a GPU: the workers are forked.
        self.blocks = Blocks(rows, arguments.seed, self.batch, arguments.workers)
        saved = checkpoints.load(self.checkpoint) if self.checkpoint.exists() else None
        shape = Shape(**saved['shape']) if saved else preset['shape']
        self.model = Llama(shape) if saved else initial_model(arguments, shape)
        if saved:
            self.model.load_state_dict(saved['model'])
        self.model.to(self.device)
        matrices = [p for n, p in self.model.named_parameters() if p.dim() == 2 and 'token_embd' not in n]
        others = [p for n, p in self.model.named_parameters() if not (p.dim() == 2 and 'token_embd' not in n)]
        self.muon = Muon(matrices)
        self.adam = torch.optim.AdamW(others, preset['adam_rate'], betas=(0.9, 0.95), weight_decay=0.0)
        if saved:
            self.muon.buffers = {shape: buffer.to(self.device) for shape, buffer in saved['muon'].items()}
            self.adam.load_state_dict(saved['adam'])
            self.state = saved['state']
        self.validation = Validation(prompts)
        self.loss = compiled(self.model) if arguments.compile else self.model
        self.log(f'{parameter_count(self.model)} parameters, {shape}, from step {self.state["step"]}, to {self.total:.0f} tokens')

    def log(self, text):
        print(time.strftime('%H:%M:%S', time.gmtime()), text, flush=True)

    @property
    def done(self):
        by_the_clock = (time.time() - self.started) / self.arguments.seconds if self.arguments.seconds else 0.0
        return max(self.state['tokens'] / self.total, by_the_clock)

    def step(self, ids, weights):
        ids, weights = (torch.from_numpy(array).to(self.device) for array in (ids, weights))
        ids, weights = ids.long(), weights.float()
        with torch.autocast(self.device, torch.bfloat16, enabled=self.device == 'cuda' or self.arguments.bfloat16):
            loss = self.loss(ids[:, :-1], ids[:, 1:], weights[:, 1:].clamp(min=0))
        loss.backward()
        factor = self.arguments.rate * rate_factor(self.state['step'], self.done)
        self.muon.step(self.preset['muon_rate'] * factor)
        for group in self.adam.param_groups:
            group['lr'] = self.preset['adam_rate'] * factor
        self.adam.step()
        self.adam.zero_grad(set_to_none=True)
        self.state['step'] += 1
        self.state['tokens'] += int((weights[:, :-1] != PADDING).sum())
        return loss.detach()

    def drill_share(self, number):
        """Of a block's rows, by about how much was done before it."""
        return DRILLS_EARLY if number * BLOCK_STEPS * self.batch < DRILLS_EARLY_SHARE * self.total else DRILLS_LATE

    def save(self):
        checkpoints.save(self.checkpoint, self.model, self.muon, self.adam, self.state)
        override = self.folder / 'tokens'
        if override.exists():
            self.total = float(override.read_text())

    def validate(self):
        self.model.eval()
        with torch.compiler.set_stance('force_eager'):
            figures = {**self.state, **self.validation.figures(self.model)}
        self.model.train()
        with open(self.folder / 'curve.jsonl', 'a') as file:
            file.write(json.dumps(figures) + '\n')
        self.log(f'validation {json.dumps(figures)}')

    def run(self):
        self.started = saved_at = last = time.time()
        losses, tokens_before = [], self.state['tokens']
        next_validation = self.done + self.arguments.validate_every
        first, skip = divmod(self.state['step'], BLOCK_STEPS)
        for block in self.blocks.starting_at(first, self.drill_share):
            for index, batch in enumerate(block):
                # After a resume within a block its first batches have been seen.
                if index < skip or self.done >= 1:
                    continue
                losses.append(self.step(*batch))
                if self.state['step'] % LOG_STEPS == 0:
                    now = time.time()
                    speed = (self.state['tokens'] - tokens_before) / (now - last)
                    self.state['seconds'] += now - last
                    mean = float(torch.stack(losses).mean())
                    self.log(
                        f'step {self.state["step"]} loss {mean:.4f} tokens {self.state["tokens"] / 1e6:.2f}M {speed:.0f}/s done {self.done:.3f}'
                    )
                    losses, last, tokens_before = [], now, self.state['tokens']
            skip = 0
            if time.time() - saved_at > self.arguments.save_seconds:
                self.save()
                saved_at = time.time()
            if self.done >= next_validation and self.done < 1:
                next_validation = self.done + self.arguments.validate_every
                self.validate()
                last, tokens_before = time.time(), self.state['tokens']
            if self.done >= 1 or self.arguments.stop_after and self.state['step'] >= self.arguments.stop_after:
                break
        self.save()
        if self.arguments.validate_every < 1:
            self.validate()
        self.log(f'done after {time.time() - self.started:.0f} s')


def parse(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--preset', choices=PRESETS, required=True)
    parser.add_argument('--name', help='folder in runs, the preset by default; an existing checkpoint there is resumed')
    parser.add_argument('--init', help='warm start: a GGUF or checkpoint of the same width; missing layers are added')
    parser.add_argument('--tokens', type=float, help='tokens in all, those before a resume included')
    parser.add_argument('--seconds', type=float, help='end by then, whatever the tokens: the learning rate falls accordingly')
    parser.add_argument('--batch', type=int, help='tokens in a step, padding included')
    parser.add_argument('--rate', type=float, default=1.0, help="share of the preset's learning rates")
    parser.add_argument('--select-share', type=float, default=SELECT_SHARE, help='of the problems, with their selection')
    parser.add_argument('--plain-share', type=float, default=PLAIN_SHARE, help='of the problems, also solved without a strategy line')
    parser.add_argument('--plain-by-rank', type=float, nargs=5, default=PLAIN_BY_RANK, help='by which strategies, the best suited first')
    parser.add_argument('--practice-by-rank', type=float, nargs=5, default=PRACTICE_BY_RANK, help='the same for solutions by strategy')
    parser.add_argument('--attempts', help='what `attempts.py` wrote: selection is then taught by it')
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--workers', type=int, default=0, help='processes that make batches; a GPU needs a dozen')
    parser.add_argument('--threads', type=int, default=2)
    parser.add_argument('--save-seconds', type=float, default=180)
    parser.add_argument('--stop-after', type=int, help='stop at this step (for tests)')
    parser.add_argument('--validate-every', type=float, default=0.1, help='share of the tokens')
    parser.add_argument('--prompts', default=PROMPTS)
    parser.add_argument('--strategies', default=STRATEGIES)
    parser.add_argument('--bfloat16', action='store_true')
    parser.add_argument('--no-compile', dest='compile', action='store_false')
    return parser.parse_args(arguments)
