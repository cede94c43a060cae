"""Checkpoints: everything that training needs to go on, written atomically."""

import os
from dataclasses import asdict

import torch

from tandem_training.model import gguf_files
from tandem_training.model.llama import Llama, Shape


def weights(model):
    return {'shape': asdict(model.shape), 'model': model.state_dict()}


def save(path, model, muon, adam, state):
    partial = path.with_suffix('.partial')
    torch.save({**weights(model), 'muon': muon.buffers, 'adam': adam.state_dict(), 'state': state}, partial)
    os.replace(partial, path)


def save_weights(path, model):
    """The weights alone: what a further lesson or an export begins with."""
    torch.save(weights(model), path)


def load(path):
    return torch.load(path, map_location='cpu', weights_only=True)


def load_model(path):
    """The model of a checkpoint, or of a GGUF file."""
    if str(path).endswith('.gguf'):
        return gguf_files.read(path).eval()
    saved = load(path)
    model = Llama(Shape(**saved['shape']))
    model.load_state_dict(saved['model'])
    return model.eval()
