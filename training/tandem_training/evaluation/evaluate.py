"""PyTorch-side figures of a pair on a held-out set. The figures of the model card come from the app's own command line."""

import json
import random
from collections import defaultdict

import torch

from tandem_training.curriculum.mix import draw
from tandem_training.data.chat import Prompts
from tandem_training.data.held_out import fresh_problems
from tandem_training.evaluation.simulate import HIGHEST_SCORE, likelihood_scores, rank_strategies, speculative, vote, write_steps
from tandem_training.evaluation.statistics_of_runs import paired_difference, roc_area, wilson
from tandem_training.model.checkpoints import load_model
from tandem_training.model.decoding import Writer, answer_of
from tandem_training.model.tokenizer import load as load_tokenizer
from tandem_training.paths import PROBLEM_SETS

THRESHOLD = 7.0
SURE = 0.95


def of_set(name, count):
    with open(PROBLEM_SETS / f'{name}.jsonl') as file:
        return [json.loads(line) for line in file][:count]


def drawn(count, seed=31):
    """Problems to steer training by, drawn as the school set was; none held out."""
    return [{'text': p.text, 'answer': p.answer, 'subject': p.kind} for p in fresh_problems(count, seed, draw)]


class Evaluation:
    def __init__(self, arguments):
        tokenizer = load_tokenizer()
        self.prompts = Prompts(arguments.prompts, arguments.strategies)
        self.pool = list(self.prompts.names)
        self.problems = drawn(arguments.count) if arguments.set == 'drawn' else of_set(arguments.set, arguments.count)

        def writer(path):
            return Writer(load_model(path).to(arguments.device), tokenizer, arguments.batch)

        self.target, self.draft = writer(arguments.target), arguments.draft and writer(arguments.draft)
        self.repeats, self.temperature = arguments.repeats, arguments.temperature
        self.generator = torch.Generator(arguments.device).manual_seed(arguments.seed)
        self.rng = random.Random(arguments.seed)

    def right(self, writer, strategies, temperature):
        """1 or 0 for every problem; `strategies` holds an id or None for each."""
        answers = self.answers(writer, [[s] for s in strategies], temperature)
        return [float(one == p['answer']) for (one,), p in zip(answers, self.problems)]

    def answers(self, writer, strategies, temperature):
        """The answers of the paths of every problem, one path for each of its strategies."""
        texts = [self.prompts.solve(p['text'], s) for p, chosen in zip(self.problems, strategies) for s in chosen]
        written = iter(writer.write(texts, temperature, self.generator))
        return [[answer_of(next(written)) for _ in chosen] for chosen in strategies]

    def voted(self, strategies):
        answers = self.answers(self.target, strategies, self.temperature)
        return [float(vote(paths) == p['answer']) for paths, p in zip(answers, self.problems)]

    def mean_of_repeats(self, once):
        runs = [once() for _ in range(self.repeats)]
        return [sum(column) / len(runs) for column in zip(*runs)]

    def report_share(self, name, right):
        low, high = wilson(sum(right), len(right))
        print(f'{name:44s} {100 * sum(right) / len(right):5.1f} %  [{100 * low:.1f}, {100 * high:.1f}]', flush=True)

    def report_difference(self, name, first, second):
        mean, low, high = paired_difference(first, second)
        print(f'{name:44s} {100 * mean:+5.1f}    [{100 * low:+.1f}, {100 * high:+.1f}]', flush=True)

    def by_kind(self, right):
        kinds = defaultdict(list)
        for value, problem in zip(right, self.problems):
            kinds[problem['subject']].append(value)
        print('   ', ', '.join(f'{kind} {sum(v) / len(v):.2f} ({len(v)})' for kind, v in sorted(kinds.items())))

    def alone(self):
        for name, writer in [('target', self.target), ('draft', self.draft)]:
            if writer:
                right = self.right(writer, [None] * len(self.problems), 0.0)
                self.report_share(f'{name} alone, greedy', right)
                self.by_kind(right)

    def strategies(self):
        """One path along every strategy: which are right, of them all and of those selected, and how they vote."""
        paths = self.answers(self.target, [self.pool] * len(self.problems), self.temperature)
        right = [[float(one == p['answer']) for one in answers] for answers, p in zip(paths, self.problems)]
        for strategy, column in zip(self.pool, zip(*right)):
            self.report_share(f'path along {strategy}', column)
        self.report_share('path along the average strategy', [sum(row) / len(row) for row in right])
        ranked = rank_strategies(self.target, self.prompts, self.problems, self.pool)
        places = [[self.pool.index(strategy) for strategy in ranking] for ranking in ranked]
        for rank in range(len(self.pool)):
            self.report_share(f'path along the strategy selected as number {rank + 1}', [row[p[rank]] for row, p in zip(right, places)])
        plain = self.right(self.target, [None] * len(self.problems), self.temperature)
        self.report_share('path without a strategy', plain)

        def voted(triples):
            return [float(vote([a[at] for at in t]) == p['answer']) for a, t, p in zip(paths, triples, self.problems)]

        selected, at_random = voted([p[:3] for p in places]), voted([self.rng.sample(range(len(self.pool)), 3) for _ in places])
        self.report_share('vote of the three selected', selected)
        self.report_share('vote of three drawn at random', at_random)
        self.report_difference('selected over no strategy', selected, plain)
        self.report_difference('selected over drawn at random', selected, at_random)

    def methods(self):
        count = len(self.problems)
        baseline = self.mean_of_repeats(lambda: self.right(self.target, [None] * count, self.temperature))
        self.report_share('baseline', baseline)
        parallel = self.mean_of_repeats(lambda: self.voted([[None] * 3] * count))
        self.report_share('parallel n=3', parallel)
        ranked = rank_strategies(self.target, self.prompts, self.problems, self.pool)
        selected = self.mean_of_repeats(lambda: self.voted([r[:3] for r in ranked]))
        self.report_share('parallel-spm n=3', selected)
        drawn = self.mean_of_repeats(lambda: self.voted([self.rng.sample(self.pool, 3) for _ in range(count)]))
        self.report_share('parallel-spm n=3, random selection', drawn)
        self.report_difference('parallel-spm over baseline', selected, baseline)
        self.report_difference('letters over random selection', selected, drawn)
        if self.draft:
            self.pair(ranked, selected)

    def pair(self, ranked, selected):
        kept = steps = 0
        runs = []
        for _ in range(self.repeats):
            starts = [(at, self.prompts.solve(p['text'], s)) for at, p in enumerate(self.problems) for s in ranked[at][:3]]
            paths = speculative(self.draft, self.target, starts, THRESHOLD, self.temperature, self.generator)
            answers = [[answer_of(path.text) for path in paths[3 * at : 3 * at + 3]] for at in range(len(self.problems))]
            runs.append([float(vote(a) == p['answer']) for a, p in zip(answers, self.problems)])
            steps += sum(path.drafted for path in paths)
            kept += sum(path.drafted - path.rewritten for path in paths)
        ssr = [sum(column) / len(runs) for column in zip(*runs)]
        self.report_share('ssr n=3', ssr)
        self.report_difference('ssr against parallel-spm', ssr, selected)
        print(f'{"drafted steps kept in ssr n=3":44s} {100 * kept / steps:5.1f} %  of {steps}')

    def evidence(self):
        """What the draft is worth alone, greedy, and whether its least probable token tells when it is wrong."""
        count = len(self.problems)
        ways = {'without a strategy': [None] * count, 'along a strategy in turn': [self.pool[at % len(self.pool)] for at in range(count)]}
        for name, writer in [('its own letters', self.draft), ("the target's letters", self.target)]:
            ways[f'along the first by {name}'] = [ranking[0] for ranking in rank_strategies(writer, self.prompts, self.problems, self.pool)]
        for name, strategies in ways.items():
            contexts = [self.prompts.solve(p['text'], s) for p, s in zip(self.problems, strategies)]
            written = self.draft.write(contexts)
            right = [answer_of(text) == p['answer'] for text, p in zip(written, self.problems)]
            least = [score / HIGHEST_SCORE for score in likelihood_scores(self.draft, contexts, written)]
            self.report_share(f'draft {name}', [float(one) for one in right])
            sure = [ok for ok, one in zip(right, least) if one >= SURE]
            area = roc_area([v for v, ok in zip(least, right) if ok], [v for v, ok in zip(least, right) if not ok])
            print(f'    least token probability: AUC {area:.3f}; at least {SURE}: {sum(sure)} of {len(sure)} right', flush=True)

    def scorer(self, count=400, seed=5):
        """Drafted steps after a right beginning: right where they equal the worked solution's step."""
        rng, contexts, wanted = random.Random(seed), [], []
        for _ in range(count):
            problem = draw(rng)
            strategy = rng.choice(problem.ranking[:3])
            steps = problem.solutions[strategy].steps
            place = rng.randrange(len(steps))
            before = ''.join(step + self.prompts.profile['delimiter'] for step in steps[:place])
            contexts.append(self.prompts.solve(problem.text, strategy) + before)
            wanted.append(steps[place])
        for temperature in (0.0, self.temperature):
            drafted = [step for step, _ in write_steps(self.draft, contexts, temperature, self.generator)]
            scores = likelihood_scores(self.target, contexts, drafted)
            right = [step.strip() == want for step, want in zip(drafted, wanted)]
            good, bad = [s for s, ok in zip(scores, right) if ok], [s for s, ok in zip(scores, right) if not ok]
            kept = sum(s >= THRESHOLD for s in good), sum(s >= THRESHOLD for s in bad)
            print(
                f'scorer, T {temperature}: AUC {roc_area(good, bad):.3f}; kept {kept[0]} of {len(good)} right, {kept[1]} of {len(bad)} wrong'
            )
