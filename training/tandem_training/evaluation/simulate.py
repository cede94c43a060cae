"""The methods of the app in PyTorch: enough of them to steer training by. The app's own engine is what counts."""

from collections import Counter
from dataclasses import dataclass, field

import torch

from tandem_training.data.chat import LETTERS
from tandem_training.model.decoding import generate

HIGHEST_SCORE = 9
MOST_STEPS, STEP_TOKENS = 24, 120


def vote(answers):
    """The most frequent answer; a tie goes to the earliest path, as in the app."""
    counts = Counter(answer for answer in answers if answer is not None)
    return max(counts, key=lambda answer: (counts[answer], -answers.index(answer))) if counts else None


@torch.no_grad()
def rank_strategies(target, prompts, problems, pool):
    """For each problem the pool's ids by the target's probability of their letters."""
    letters = [target.encode(letter)[0] for letter in LETTERS[: len(pool)]]
    ranked = []
    for start in range(0, len(problems), target.batch):
        encoded = [target.encode(prompts.select(problem['text'], pool)) for problem in problems[start : start + target.batch]]
        ids, ends = _padded(encoded, target.device)
        hidden = target.model.hidden(ids)[torch.arange(len(ends), device=target.device), ends]
        for row in target.model.logits(hidden)[:, letters].tolist():
            ranked.append([pool[at] for at in sorted(range(len(pool)), key=lambda at: -row[at])])
    return ranked


def _padded(encoded, device):
    ids = torch.zeros(len(encoded), max(map(len, encoded)), dtype=torch.long)
    for row, tokens in enumerate(encoded):
        ids[row, : len(tokens)] = torch.tensor(tokens)
    return ids.to(device), torch.tensor([len(tokens) - 1 for tokens in encoded], device=device)


def likelihood_score(probabilities):
    """9 x the smallest probability of a token. A step without a token does not stand."""
    return HIGHEST_SCORE * min(probabilities, default=0.0)


def stands(score, threshold):
    return score >= threshold


@torch.no_grad()
def likelihood_scores(target, contexts, steps):
    """The score of each step, from the probabilities of its tokens under the target."""
    scores = []
    for start in range(0, len(steps), target.batch):
        befores = [target.encode(text) for text in contexts[start : start + target.batch]]
        afters = [target.encode(c + s) for c, s in zip(contexts[start : start + target.batch], steps[start : start + target.batch])]
        ids, _ = _padded(afters, target.device)
        chances = target.model.logits(target.model.hidden(ids)).softmax(-1)
        for row, (before, after) in enumerate(zip(befores, afters)):
            places = torch.arange(len(before) - 1, len(after) - 1, device=target.device)
            taken = chances[row, places, ids[row, len(before) : len(after)]]
            scores.append(likelihood_score(taken.tolist()))
    return scores


def write_steps(writer, contexts, temperature, generator, delimiter='\n\n'):
    """The next step of each context (with its delimiter where one was written) and whether the path ended."""
    stop = writer.encode(delimiter)[0]
    encoded = [writer.encode(context) for context in contexts]
    order, found = sorted(range(len(contexts)), key=lambda at: len(encoded[at])), [None] * len(contexts)
    for start in range(0, len(order), writer.batch):
        chosen = order[start : start + writer.batch]
        outputs = generate(writer.model, [encoded[at] for at in chosen], {stop, writer.end}, STEP_TOKENS, temperature, generator)
        for at, output in zip(chosen, outputs):
            found[at] = (writer.tokenizer.decode(output, skip_special_tokens=True), output[-1] != stop)
    return found


@dataclass
class Path:
    problem: int
    context: str
    text: str = ''
    drafted: int = 0
    rewritten: int = 0
    ended: bool = False
    scores: list = field(default_factory=list)


def speculative(draft, target, starts, threshold, temperature, generator=None):
    """SSD on each start (problem, prompt): the draft writes, the target scores and rewrites below the threshold."""
    paths = [Path(problem, context) for problem, context in starts]
    for _ in range(MOST_STEPS):
        open_paths = [path for path in paths if not path.ended]
        if not open_paths:
            break
        contexts = [path.context + path.text for path in open_paths]
        steps = write_steps(draft, contexts, temperature, generator)
        scores = likelihood_scores(target, contexts, [step for step, _ in steps])
        refused = [at for at, score in enumerate(scores) if not stands(score, threshold)]
        rewritten = write_steps(target, [contexts[at] for at in refused], temperature, generator) if refused else []
        for at, step in zip(refused, rewritten):
            steps[at] = step
            open_paths[at].rewritten += 1
        for path, (step, ended), score in zip(open_paths, steps, scores):
            path.text += step
            path.drafted += 1
            path.scores.append(score)
            path.ended = ended or 'boxed' in step or len(target.encode(path.context + path.text)) > 460
    return paths
