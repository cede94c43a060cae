"""A tiny model: resuming changes nothing, a GGUF keeps the model, growing keeps the output."""

from itertools import islice

import pytest
import torch

from tandem_training import trainer
from tandem_training.data.blocks import Blocks
from tandem_training.model import checkpoints, gguf_files
from tandem_training.model.average import average
from tandem_training.model.decoding import generate
from tandem_training.model.llama import Llama, Shape
from tandem_training.model.warm_start import fitted

TINY = Shape(2, 64, 2, 1, 64)


@pytest.fixture
def runs(tmp_path, monkeypatch):
    monkeypatch.setattr(trainer, 'RUNS', tmp_path)
    monkeypatch.setitem(trainer.PRESETS, 'draft', dict(shape=TINY, tokens=1e5, batch=1, muon_rate=0.02, adam_rate=3e-3))
    torch.set_num_threads(1)
    return tmp_path


def trained(runs, name, *stops):
    for stop in stops:
        trainer.Trainer(
            trainer.parse(['--preset', 'draft', '--name', name, '--no-compile', '--validate-every', '9', '--stop-after', str(stop)])
        ).run()
    return checkpoints.load_model(runs / name / 'checkpoint.pt').state_dict()


def test_resuming_gives_the_same_model(runs):
    at_once, resumed = trained(runs, 'at-once', 128), trained(runs, 'resumed', 64, 128)
    assert all(torch.equal(at_once[key], resumed[key]) for key in at_once)


def random_model(shape=TINY):
    torch.manual_seed(3)
    model = Llama(shape)
    for parameter in model.parameters():
        torch.nn.init.normal_(parameter, 1 if parameter.dim() == 1 else 0, 0.1)
    return model.eval()


def logits(model):
    ids = torch.arange(40)[None] * 7 % 512
    return model.logits(model.hidden(ids))


def test_gguf_keeps_the_model(tmp_path):
    model = random_model()
    for form, error in [('F16', 2e-2), ('Q8_0', 1e-1)]:
        gguf_files.write(model, tmp_path / 'tiny.gguf', 'tiny', form=form)
        again = gguf_files.read(tmp_path / 'tiny.gguf').eval()
        assert (again.shape.layers, again.shape.kv_heads, again.shape.vocabulary) == (2, 1, 512)
        assert torch.allclose(logits(model), logits(again), atol=error)


def test_growing_keeps_the_output():
    model = random_model()
    grown = fitted(model, Shape(4, 64, 2, 1, 64)).eval()
    assert torch.allclose(logits(model), logits(grown), atol=1e-6)


def test_cutting_keeps_the_shape_asked_for():
    assert fitted(random_model(Shape(3, 64, 2, 1, 96)), TINY).shape == TINY


def test_the_learning_rate_falls_to_almost_nothing():
    assert trainer.rate_factor(1000, 0.2) == 1
    assert trainer.rate_factor(1000, 1.0) == trainer.LAST_RATE


class Counted:
    """Stands in for rows: a block is what was asked for."""

    def block(self, *asked):
        return asked


def test_workers_make_the_blocks_in_their_order():
    def share(number):
        return number / 10

    expected = [(7, number, 100, number / 10) for number in range(3, 9)]
    for workers in (0, 2):
        assert list(islice(Blocks(Counted(), 7, 100, workers).starting_at(3, share), 6)) == expected


def test_a_model_writes_the_same_with_and_without_company():
    model = random_model()
    alone = generate(model, [[5, 6, 7]], {0}, limit=12)
    assert generate(model, [[5, 6, 7], [9] * 20, [1, 2]], {0}, limit=12)[0] == alone[0]
    assert len(alone[0]) <= 12


def test_an_average_lies_between_two_models(tmp_path):
    first, second = random_model(), Llama(TINY)
    wanted = {key: 0.75 * value + 0.25 * second.state_dict()[key] for key, value in first.state_dict().items()}
    checkpoints.save_weights(tmp_path / 'mean.pt', average(first, second, 0.25))
    found = checkpoints.load_model(tmp_path / 'mean.pt').state_dict()
    assert all(torch.allclose(found[key], wanted[key], atol=1e-6) for key in wanted)
