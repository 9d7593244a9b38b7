"""NumPy: networks written out, every array in place. Threads: OPENBLAS_NUM_THREADS."""

import sys

import numpy as np

import peer

FLOAT = np.float32


class Network:
    def __init__(self, widths, batch, seed=7):
        random = np.random.default_rng(seed)
        pairs = list(zip(widths, widths[1:]))
        self.weights = [
            random.standard_normal(pair, dtype=FLOAT) * FLOAT((2 / pair[0]) ** 0.5)
            for pair in pairs
        ]
        self.biases = [np.zeros(width, FLOAT) for width in widths[1:]]
        self.outputs = [np.empty((batch, width), FLOAT) for width in widths[1:]]
        self.errors = [np.empty((batch, width), FLOAT) for width in widths[1:]]
        self.masks = [np.empty((batch, width), bool) for width in widths[1:]]
        self.parameters = self.weights + self.biases
        self.gradients = [np.empty_like(values) for values in self.parameters]

    def forward(self, inputs):
        last = len(self.weights) - 1
        for layer, whole in enumerate(self.outputs):
            output = whole[: len(inputs)]
            np.dot(inputs, self.weights[layer], out=output)
            output += self.biases[layer]
            if layer < last:
                np.maximum(output, 0, out=output)
            inputs = output
        return inputs

    def backward(self, inputs):
        """From the errors of the last layer to all gradients."""
        layers = len(self.weights)
        for layer in range(layers - 1, -1, -1):
            below = self.outputs[layer - 1] if layer else inputs
            np.dot(below.T, self.errors[layer], out=self.gradients[layer])
            self.errors[layer].sum(0, out=self.gradients[layers + layer])
            if layer:
                np.dot(self.errors[layer], self.weights[layer].T, out=self.errors[layer - 1])
                np.greater(below, 0, out=self.masks[layer - 1])
                self.errors[layer - 1] *= self.masks[layer - 1]


def cross_entropy(network, targets):
    scores, error = network.outputs[-1], network.errors[-1]
    rows = np.arange(len(targets))
    np.subtract(scores, scores.max(1, keepdims=True), out=error)
    np.exp(error, out=error)
    error /= error.sum(1, keepdims=True)
    loss = -np.log(error[rows, targets]).mean()
    error[rows, targets] -= 1
    error *= FLOAT(1 / len(targets))
    return loss


def squared(network, targets):
    error = network.errors[-1]
    np.subtract(network.outputs[-1], targets, out=error)
    loss = 0.5 * np.vdot(error, error) / len(targets)
    error *= FLOAT(1 / len(targets))
    return loss


class Sgd:
    def __init__(self, network, rate):
        self.network, self.rate = network, FLOAT(rate)

    def update(self):
        for values, gradient in zip(self.network.parameters, self.network.gradients):
            gradient *= self.rate
            values -= gradient


class Momentum:
    def __init__(self, network, rate, momentum, decay):
        self.network = network
        self.rate, self.momentum, self.decay = FLOAT(rate), FLOAT(momentum), FLOAT(decay)
        self.velocities = [np.zeros_like(values) for values in network.parameters]
        self.scratch = [np.empty_like(values) for values in network.parameters]

    def update(self):
        network = self.network
        every = zip(network.parameters, network.gradients, self.velocities, self.scratch)
        for values, gradient, velocity, scratch in every:
            np.multiply(values, self.decay, out=scratch)
            gradient += scratch
            velocity *= self.momentum
            velocity += gradient
            np.multiply(velocity, self.rate, out=scratch)
            values -= scratch


class Adam:
    def __init__(self, network, rate):
        self.network, self.rate, self.steps = network, rate, 0
        self.means = [np.zeros_like(values) for values in network.parameters]
        self.squares = [np.zeros_like(values) for values in network.parameters]
        self.scratch = [np.empty_like(values) for values in network.parameters]

    def update(self):
        self.steps += 1
        step = FLOAT(self.rate / (1 - 0.9**self.steps))
        correction = FLOAT(1 / (1 - 0.999**self.steps))
        network = self.network
        every = zip(
            network.parameters, network.gradients, self.means, self.squares, self.scratch
        )
        for values, gradient, mean, square, scratch in every:
            mean *= FLOAT(0.9)
            np.multiply(gradient, FLOAT(0.1), out=scratch)
            mean += scratch
            square *= FLOAT(0.999)
            gradient *= gradient
            gradient *= FLOAT(0.001)
            square += gradient
            np.multiply(square, correction, out=scratch)
            np.sqrt(scratch, out=scratch)
            scratch += FLOAT(1e-8)
            np.divide(mean, scratch, out=scratch)
            scratch *= step
            values -= scratch


def learner(request, seed=7):
    network = Network(request.widths, request.batch, seed)
    kinds = {"sgd": Sgd, "momentum": Momentum, "adam": Adam}
    optimizer = kinds[request.optimizer](network, *request.numbers)
    loss = squared if request.loss == "squared" else cross_entropy

    def step(batch, targets):
        network.forward(batch)
        loss(network, targets)
        network.backward(batch)
        optimizer.update()

    return step, network


def train(request):
    inputs, targets = request.data()
    step, _ = learner(request)
    return lambda first, last: step(inputs[first:last], targets[first:last])


def classifier(request, seed):
    step, network = learner(request, seed)
    return step, network.forward


def infer(widths, batch):
    inputs = np.random.default_rng(1).random((batch, widths[0]), dtype=FLOAT)
    network = Network(widths, batch)
    return lambda: network.forward(inputs)


def loop(steps):
    """The network of CS231n's notes: 64 examples, 1000-100-10, sigmoid, summed squares."""
    random = np.random.default_rng(1)
    x, y, first, second = (
        random.standard_normal(shape, dtype=FLOAT)
        for shape in ((64, 1000), (64, 10), (1000, 100), (100, 10))
    )
    rate = FLOAT(1e-4)
    for _ in range(steps):
        hidden = 1 / (1 + np.exp(-x.dot(first)))
        error = hidden.dot(second) - y
        np.square(error).sum()
        error *= 2
        gradient = hidden.T.dot(error)
        back = error.dot(second.T)
        back *= hidden
        back *= 1 - hidden
        first -= rate * x.T.dot(back)
        second -= rate * gradient


if __name__ == "__main__":
    peer.serve(sys.modules[__name__])
