"""PyTorch on the processor. Threads: OMP_NUM_THREADS."""

import sys

import torch
from torch import nn
from torch.nn import functional

import peer


def network(widths):
    layers = []
    for features, units in zip(widths, widths[1:]):
        layers += [nn.Linear(features, units), nn.ReLU()]
    return nn.Sequential(*layers[:-1])


def optimizer(request, parameters):
    if request.optimizer == "adam":
        return torch.optim.Adam(parameters, lr=request.numbers[0])
    rate, momentum, decay = (request.numbers + [0, 0])[:3]
    return torch.optim.SGD(parameters, lr=rate, momentum=momentum, weight_decay=decay)


def squared(scores, targets):
    return 0.5 * (scores - targets).square().sum() / len(targets)


def learner(request):
    model = network(request.widths)
    steps = optimizer(request, model.parameters())
    loss = squared if request.loss == "squared" else functional.cross_entropy

    def step(inputs, targets):
        steps.zero_grad(set_to_none=True)
        loss(model(inputs), targets).backward()
        steps.step()

    return step, model


def train(request):
    inputs, targets = (torch.from_numpy(array) for array in request.data())
    step, _ = learner(request)
    return lambda first, last: step(inputs[first:last], targets[first:last])


def classifier(request, seed):
    torch.manual_seed(seed)
    step, model = learner(request)

    @torch.inference_mode()
    def scores(inputs):
        return model(torch.from_numpy(inputs)).numpy()

    return lambda inputs, targets: step(*map(torch.from_numpy, (inputs, targets))), scores


def infer(widths, batch):
    model = network(widths).eval()
    inputs = torch.rand(batch, widths[0])

    @torch.inference_mode()
    def call():
        return model(inputs)

    return call


@torch.no_grad()
def loop(steps):
    """The network of CS231n's notes: 64 examples, 1000-100-10, sigmoid, summed squares."""
    x, y = torch.randn(64, 1000), torch.randn(64, 10)
    first, second = torch.randn(1000, 100), torch.randn(100, 10)
    for _ in range(steps):
        hidden = torch.sigmoid(x.mm(first))
        error = hidden.mm(second) - y
        error.square().sum()
        error *= 2
        gradient = hidden.t().mm(error)
        back = error.mm(second.t()) * hidden * (1 - hidden)
        first -= 1e-4 * x.t().mm(back)
        second -= 1e-4 * gradient


if __name__ == "__main__":
    peer.serve(sys.modules[__name__])
