"""The short form of the app's methods does what they do: cases that test/core/shared-cases.test.ts holds the app to, too."""

import json

import pytest

from tandem_training.evaluation import simulate
from tandem_training.model.decoding import answer_of
from tandem_training.paths import TRAINING

with open(TRAINING.parent / 'test/fixtures/methods/cases.json') as file:
    CASES = json.load(file)


@pytest.mark.parametrize('case', CASES['votes'])
def test_the_vote(case):
    assert simulate.vote(case['answers']) == case['elected']


@pytest.mark.parametrize('case', CASES['scores'])
def test_the_score_of_a_step(case):
    assert simulate.likelihood_score(case['probabilities']) == pytest.approx(case['score'])
    assert simulate.stands(case['score'], case['threshold']) == case['stands']


class Scripted:
    """Stands in for a model and its tokenizer."""

    def encode(self, text):
        return text.split()


@pytest.mark.parametrize('case', CASES['ssr'])
def test_drafting_scoring_and_rewriting(case, monkeypatch):
    draft, target = Scripted(), Scripted()

    def step(context):
        strategy, text = context.split(': ', 1)
        path = next(path for path in case['paths'] if path['strategy'] == strategy)
        return path['steps'][text.count('\n\n')]

    def write_steps(writer, contexts, temperature, generator):
        texts = [step(context)['draft' if writer is draft else 'target'] for context in contexts]
        return [(text, not text.endswith('\n\n')) for text in texts]

    def likelihood_scores(writer, contexts, steps):
        assert writer is target
        return [simulate.likelihood_score([step(context)['least']] if text else []) for context, text in zip(contexts, steps)]

    monkeypatch.setattr(simulate, 'write_steps', write_steps)
    monkeypatch.setattr(simulate, 'likelihood_scores', likelihood_scores)
    starts = [(0, f'{path["strategy"]}: ') for path in case['paths']]
    paths = simulate.speculative(draft, target, starts, case['threshold'], 0.7)
    wanted = [(path['text'], path['drafted'], path['rewritten'], path['answer']) for path in case['paths']]
    assert [(path.text, path.drafted, path.rewritten, answer_of(path.text)) for path in paths] == wanted
    assert simulate.vote([answer_of(path.text) for path in paths]) == case['answer']
