"""A small llama: RMS norm, rotary positions, grouped-query attention, gated feed-forward, tied embeddings."""

import math
from dataclasses import dataclass

import torch
import torch.nn as nn
import torch.nn.functional as F


@dataclass
class Shape:
    layers: int
    width: int
    heads: int
    kv_heads: int
    feed_forward: int
    vocabulary: int = 512
    context: int = 512
    rope_base: float = 10000.0
    epsilon: float = 1e-5

    @property
    def head_width(self):
        return self.width // self.heads


def rotary_tables(shape):
    frequencies = 1 / shape.rope_base ** (torch.arange(0, shape.head_width, 2).float() / shape.head_width)
    angles = torch.outer(torch.arange(shape.context).float(), frequencies)
    return torch.cat([angles.cos(), angles.cos()], -1), torch.cat([angles.sin(), angles.sin()], -1)


def rotate(x, cos, sin):
    half = x.shape[-1] // 2
    return x * cos + torch.cat([-x[..., half:], x[..., :half]], -1) * sin


def normalise(x, weight, epsilon):
    wide = x.float()
    return (wide * torch.rsqrt(wide.pow(2).mean(-1, keepdim=True) + epsilon) * weight).to(x.dtype)


HIDDEN = -1e4
"""Added to the attention to what must not be seen."""


def attend(q, k, v, mask):
    """Attention in the open: on short rows twice as fast as the fused one of the CPU, forward and backward.

    Heads that share keys and values (rows, kv heads, positions, width) read them once. `mask` is added to the scores.
    """
    rows, heads, length, width = q.shape
    kv_heads, group = k.shape[1], heads // k.shape[1]
    together = (rows, kv_heads, group * length, -1)
    scores = q.reshape(together) @ k.transpose(-1, -2) / math.sqrt(width)
    weights = (scores.view(rows, kv_heads, group, length, -1) + mask).softmax(-1)
    return (weights.view(together) @ v).view(rows, heads, length, width)


def causal_mask(length, device):
    return torch.full((length, length), HIDDEN, device=device).triu(1)


class Block(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.shape = shape
        width, kv_width = shape.width, shape.kv_heads * shape.head_width
        self.attn_norm, self.ffn_norm = nn.Parameter(torch.ones(width)), nn.Parameter(torch.ones(width))

        def linear(inner, outer):
            return nn.Linear(inner, outer, bias=False)

        self.attn_q, self.attn_output = linear(width, width), linear(width, width)
        self.attn_k, self.attn_v = linear(width, kv_width), linear(width, kv_width)
        self.ffn_gate, self.ffn_up = linear(width, shape.feed_forward), linear(width, shape.feed_forward)
        self.ffn_down = linear(shape.feed_forward, width)

    def silence(self):
        """With zero output projections a block changes nothing: every layer, a grown one too, starts there."""
        nn.init.zeros_(self.attn_output.weight)
        nn.init.zeros_(self.ffn_down.weight)

    def forward(self, x, cos, sin, mask, cache=None):
        shape = self.shape
        rows, length, _ = x.shape
        h = normalise(x, self.attn_norm, shape.epsilon)

        def split(projected, heads):
            return projected.view(rows, length, heads, shape.head_width).transpose(1, 2)

        q, k, v = split(self.attn_q(h), shape.heads), split(self.attn_k(h), shape.kv_heads), split(self.attn_v(h), shape.kv_heads)
        q, k = rotate(q, cos, sin), rotate(k, cos, sin)
        if cache is not None:
            k, v = cache.extended(k, v)
        if mask is None:
            attended = F.scaled_dot_product_attention(q, k, v, is_causal=True, enable_gqa=True)
        else:
            attended = attend(q, k, v, mask)
        x = x + self.attn_output(attended.transpose(1, 2).reshape(rows, length, shape.width))
        h = normalise(x, self.ffn_norm, shape.epsilon)
        return x + self.ffn_down(F.silu(self.ffn_gate(h)) * self.ffn_up(h))


class KeyValues:
    """What one block remembers of the rows that are being written, with room for `room` positions."""

    def __init__(self, shape, rows, room, device):
        self.k, self.v = torch.empty(2, rows, shape.kv_heads, room, shape.head_width, device=device)
        self.length = 0

    def extended(self, k, v):
        start, self.length = self.length, self.length + k.shape[2]
        self.k[:, :, start : self.length], self.v[:, :, start : self.length] = k, v
        return self.k[:, :, : self.length], self.v[:, :, : self.length]

    def keep(self, index):
        self.k, self.v = self.k[index], self.v[index]


class Llama(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.shape = shape
        self.token_embd = nn.Embedding(shape.vocabulary, shape.width)
        self.blk = nn.ModuleList(Block(shape) for _ in range(shape.layers))
        self.output_norm = nn.Parameter(torch.ones(shape.width))
        cos, sin = rotary_tables(shape)
        self.register_buffer('cos', cos, persistent=False)
        self.register_buffer('sin', sin, persistent=False)
        for parameter in self.parameters():
            if parameter.dim() == 2:
                nn.init.normal_(parameter, 0, 1 / math.sqrt(parameter.shape[1]))
        for block in self.blk:
            block.silence()

    @property
    def device(self):
        return self.token_embd.weight.device

    def hidden(self, ids, mask=None, positions=None, caches=None):
        if positions is None:
            cos, sin = self.cos[: ids.shape[1]], self.sin[: ids.shape[1]]
        else:
            cos, sin = self.cos[positions].unsqueeze(1), self.sin[positions].unsqueeze(1)
        x = self.token_embd(ids)
        for index, block in enumerate(self.blk):
            x = block(x, cos, sin, mask, None if caches is None else caches[index])
        return normalise(x, self.output_norm, self.shape.epsilon)

    def logits(self, hidden):
        return F.linear(hidden, self.token_embd.weight).float()

    def forward(self, ids, targets, weights):
        """Weighted mean cross entropy of the next token."""
        mask = None if ids.is_cuda else causal_mask(ids.shape[1], ids.device)
        logits = self.logits(self.hidden(ids, mask))
        loss = F.cross_entropy(logits.view(-1, logits.shape[-1]), targets.reshape(-1), reduction='none')
        return (loss * weights.reshape(-1)).sum() / weights.sum()


def parameter_count(model):
    return sum(parameter.numel() for parameter in model.parameters())
