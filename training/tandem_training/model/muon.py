"""Muon: momentum whose matrices are orthogonalised (Newton-Schulz), for all weight matrices but the embedding."""

import torch

NEWTON_SCHULZ = (3.4445, -4.7750, 2.0315)


class Muon:
    def __init__(self, parameters, momentum=0.95, decay=0.02):
        self.groups, self.momentum, self.decay = {}, momentum, decay
        for parameter in parameters:
            self.groups.setdefault(tuple(parameter.shape), []).append(parameter)
        self.buffers = {shape: torch.zeros(len(group), *shape, device=group[0].device) for shape, group in self.groups.items()}

    @torch.no_grad()
    def step(self, rate):
        for shape, group in self.groups.items():
            gradient, buffer = torch.stack([p.grad for p in group]), self.buffers[shape]
            buffer.lerp_(gradient, 1 - self.momentum)
            update = _orthogonal(gradient.lerp(buffer, self.momentum))
            scale = max(1, shape[0] / shape[1]) ** 0.5
            for parameter, direction in zip(group, update):
                parameter.mul_(1 - rate * self.decay).add_(direction, alpha=-rate * scale)
                parameter.grad = None


def _orthogonal(matrices):
    # Precision hardly matters here, and bfloat16 takes less than half the time.
    matrices = matrices.bfloat16()
    tall = matrices.shape[1] > matrices.shape[2]
    x = matrices.transpose(1, 2) if tall else matrices
    x = x / (x.float().norm(dim=(1, 2), keepdim=True) + 1e-7).bfloat16()
    a, b, c = NEWTON_SCHULZ
    for _ in range(5):
        gram = x @ x.transpose(1, 2)
        x = a * x + (b * gram + c * gram @ gram) @ x
    return (x.transpose(1, 2) if tall else x).float()
