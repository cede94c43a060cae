"""A model of a given shape that starts from another one of the same width: grown in depth, or cut to its strongest parts."""

import torch

from tandem_training.model.llama import Llama


def fitted(initial, shape):
    """`initial` in `shape`: new layers, which change nothing yet, come last; too many layers lose the middle ones."""
    if initial.shape.width != shape.width or initial.shape.heads != shape.heads:
        raise ValueError(f'Expected width {shape.width} and {shape.heads} heads, got {initial.shape}')
    model = Llama(shape)
    with torch.no_grad():
        model.token_embd.weight.copy_(initial.token_embd.weight)
        model.output_norm.copy_(initial.output_norm)
        for place, source in enumerate(_kept_layers(initial.shape.layers, shape.layers)):
            _copy_block(initial.blk[source], model.blk[place], shape.feed_forward)
    return model


def _kept_layers(before, after):
    if after >= before:
        return list(range(before))
    first = (after + 1) // 2
    return [*range(first), *range(before - (after - first), before)]


def _copy_block(source, target, feed_forward):
    # A feed-forward neuron matters by what it can write: the product of its norms.
    strength = source.ffn_gate.weight.norm(dim=1) * source.ffn_up.weight.norm(dim=1) * source.ffn_down.weight.norm(dim=0)
    kept = strength.topk(min(feed_forward, len(strength))).indices.sort().values
    state = dict(source.state_dict())
    for name in ('ffn_gate.weight', 'ffn_up.weight'):
        state[name] = state[name][kept]
    state['ffn_down.weight'] = state['ffn_down.weight'][:, kept]
    target.load_state_dict(state)
