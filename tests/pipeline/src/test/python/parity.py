#!/usr/bin/python3
"""Writes the fixtures of dev.gatun.tests.parity: what PyTorch gives in float64.

Needs Debian's python3-torch and python3-numpy. From the folder tests/pipeline:

    /usr/bin/python3 src/test/python/parity.py src/test/resources/dev/gatun/tests/parity

Inputs, parameters and upstream gradients are odd multiples of 1/128, which float32 holds exactly
and which stay off the kinks of the functions. Results have 12 significant digits. Each case has
the text of the component as a definition has it. PyTorch 1.13 keeps some options in float32 even
where it computes in float64: the alpha of celu and the p of norms are numbers that float32 holds.
"""

import json
import math
import os
import sys

import numpy
import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)


# Numbers


def grid(seed, *shape, low=-1.5, high=1.5):
    """Distinct odd multiples of 1/128 in random order, as many as the interval holds."""
    count = int(numpy.prod(shape))
    random = numpy.random.RandomState(seed)
    choices = numpy.arange(math.ceil(low * 64), math.floor(high * 64)) / 64 + 1 / 128
    picked = random.choice(choices, count, replace=count > len(choices))
    return torch.tensor(picked).reshape(shape)


def array(tensor):
    flat = tensor.detach().reshape(-1).tolist()
    return {"shape": list(tensor.shape), "numbers": [float("%.12g" % x) for x in flat]}


def leaf(tensor):
    return tensor.clone().requires_grad_(True)


def gradient(tensor):
    return torch.zeros_like(tensor) if tensor.grad is None else tensor.grad


# Layers


def layer(text, function, shape, parameters=None, states=None, training=True, scale=1.5):
    """A layer's output and gradients; function takes the input and a map of parameters."""
    seed = sum(text.encode())
    x = leaf(grid(seed, *shape, low=-scale, high=scale))
    p = {k: leaf(grid(seed + 7 * i + 1, *s)) for i, (k, s) in enumerate((parameters or {}).items())}
    before = {
        k: grid(seed + 5 * i + 2, *s, low=0.5) for i, (k, s) in enumerate((states or {}).items())
    }
    after = {k: s.clone() for k, s in before.items()}
    y = function(x, {**p, **after})
    case = {
        "text": text,
        "training": training,
        "input": array(x),
        "parameters": {k: array(v) for k, v in p.items()},
        "states": {k: array(v) for k, v in before.items()},
        "output": array(y),
    }
    if training:
        upstream = grid(seed + 3, *y.shape)
        (y * upstream).sum().backward()
        case["upstream"] = array(upstream)
        case["inputGradient"] = array(gradient(x))
        case["gradients"] = {k: array(gradient(v)) for k, v in p.items()}
        case["statesAfter"] = {k: array(v) for k, v in after.items()}
    return case


ROWS = (4, 6)
IMAGES = (2, 2, 3, 5)


def activations():
    def rows(text, function, **more):
        return layer(text, lambda x, p: function(x), ROWS, **more)

    return [
        rows("celu", F.celu),
        rows("{type: celu, alpha: 0.5}", lambda x: F.celu(x, 0.5)),
        rows("elu", F.elu),
        rows("{type: elu, alpha: 0.7}", lambda x: F.elu(x, 0.7)),
        rows("gelu", F.gelu),
        rows("{type: gelu, approximation: tanh}", lambda x: F.gelu(x, approximate="tanh")),
        rows("glu", lambda x: F.glu(x, 1)),
        layer("glu", lambda x, p: F.glu(x, 1), IMAGES),
        rows("hardshrink", F.hardshrink),
        rows("{type: hardshrink, threshold: 0.8}", lambda x: F.hardshrink(x, 0.8)),
        # The gradient of F.hardsigmoid has 1/6 in float32 even in float64.
        rows("hardsigmoid", lambda x: F.relu6(x + 3) / 6, scale=5),
        rows("hardswish", F.hardswish, scale=5),
        rows("hardtanh", F.hardtanh),
        rows("{type: hardtanh, least: -0.5, greatest: 0.75}", lambda x: F.hardtanh(x, -0.5, 0.75)),
        rows("leaky-relu", F.leaky_relu),
        rows("{type: leaky-relu, slope: 0.2}", lambda x: F.leaky_relu(x, 0.2)),
        rows("log-sigmoid", F.logsigmoid, scale=5),
        rows("log-softmax", lambda x: F.log_softmax(x, 1)),
        rows("maxout", lambda x: x.view(4, 2, 3).max(1).values),
        rows("{type: maxout, pieces: 3}", lambda x: x.view(4, 3, 2).max(1).values),
        rows("mish", F.mish, scale=4),
        layer("prelu", lambda x, p: F.prelu(x, p["slope"].view(-1)), ROWS, {"slope": (1, 1)}),
        layer(
            "{type: prelu, per-channel: true}",
            lambda x, p: F.prelu(x, p["slope"].view(-1)),
            IMAGES,
            {"slope": (1, 2)},
        ),
        rows("relu", F.relu),
        rows("relu6", F.relu6, scale=8),
        rows("rrelu", lambda x: F.rrelu(x, training=False), training=False),
        rows("selu", F.selu),
        rows("sigmoid", torch.sigmoid, scale=4),
        rows("silu", F.silu, scale=4),
        rows("softmax", lambda x: F.softmax(x, 1)),
        rows("softplus", F.softplus, scale=4),
        rows(
            "{type: softplus, beta: 2, threshold: 3}", lambda x: F.softplus(x, 2, 3), scale=3
        ),
        rows("softshrink", F.softshrink),
        rows("{type: softshrink, threshold: 0.3}", lambda x: F.softshrink(x, 0.3)),
        rows("softsign", F.softsign),
        rows("step", lambda x: torch.heaviside(x.detach(), torch.ones(())) + 0 * x),
        rows("tanh", torch.tanh, scale=3),
        rows("tanhshrink", F.tanhshrink, scale=3),
    ]


def linear(x, p, prefix=""):
    bias = p.get(prefix + "bias")
    return F.linear(x, p[prefix + "weight"].t(), None if bias is None else bias.view(-1))


def batch_norm(training, momentum=0.1):
    def function(x, p):
        gain, bias = (p[k].view(-1) if k in p else None for k in ("gain", "bias"))
        mean, variance = p["mean"].view(-1), p["variance"].view(-1)
        return F.batch_norm(x, mean, variance, gain, bias, training, momentum, 1e-5)

    return function


def layers():
    affine = {"gain": (1, 6), "bias": (1, 6)}
    moments = {"mean": (1, 6), "variance": (1, 6)}
    two = {"gain": (1, 2), "bias": (1, 2)}
    of_two = {"mean": (1, 2), "variance": (1, 2)}
    return [
        layer("{type: linear, units: 3}", linear, ROWS, {"weight": (6, 3), "bias": (1, 3)}),
        layer("{type: linear, units: 3, bias: false}", linear, ROWS, {"weight": (6, 3)}),
        layer(
            "{type: sequential, layers: [{id: a, type: linear, units: 5}, tanh,"
            " {id: b, type: linear, units: 3}]}",
            lambda x, p: linear(torch.tanh(linear(x, p, "a.")), p, "b."),
            ROWS,
            {"a.weight": (6, 5), "a.bias": (1, 5), "b.weight": (5, 3), "b.bias": (1, 3)},
        ),
        layer(
            "{type: residual, branch: [{id: a, type: linear, units: 6}, sigmoid]}",
            lambda x, p: x + torch.sigmoid(linear(x, p, "a.")),
            ROWS,
            {"a.weight": (6, 6), "a.bias": (1, 6)},
        ),
        layer("dropout", lambda x, p: F.dropout(x, training=False), ROWS, training=False),
        layer("{type: dropout, rate: 0}", lambda x, p: F.dropout(x, 0, True), ROWS),
        layer("batch-norm", batch_norm(True), ROWS, affine, moments),
        layer("batch-norm", batch_norm(False), ROWS, affine, moments, training=False),
        layer("{type: batch-norm, momentum: 0.3}", batch_norm(True, 0.3), IMAGES, two, of_two),
        layer("{type: batch-norm, affine: false}", batch_norm(True), ROWS, {}, moments),
        layer(
            "layer-norm",
            lambda x, p: F.layer_norm(x, (6,), p["gain"].view(-1), p["bias"].view(-1)),
            ROWS,
            affine,
        ),
        layer(
            "{type: layer-norm, epsilon: 0.01, affine: false}",
            lambda x, p: F.layer_norm(x, (6,), eps=0.01),
            ROWS,
        ),
        layer("flatten", lambda x, p: torch.flatten(x, 1), IMAGES),
        layer("{type: reshape, shape: [3, 2]}", lambda x, p: x.view(4, 3, 2), ROWS),
    ]


def convolution(stride=1, padding=0, dilation=1, groups=1):
    def function(x, p):
        bias = p["bias"].view(-1) if "bias" in p else None
        return F.conv2d(x, p["weight"], bias, stride, padding, dilation, groups)

    return function


def transposed(stride=1, padding=0, output_padding=0, groups=1, dilation=1):
    def function(x, p):
        bias = p["bias"].view(-1) if "bias" in p else None
        return F.conv_transpose2d(
            x, p["weight"], bias, stride, padding, output_padding, groups, dilation
        )

    return function


def images():
    def plain(text, function):
        return layer(text, lambda x, p: function(x), IMAGES)

    return [
        layer(
            "{type: convolution, channels: 3}",
            convolution(),
            IMAGES,
            {"weight": (3, 2, 3, 3), "bias": (1, 3)},
        ),
        layer(
            "{type: convolution, channels: 4, stride: 2, padding: 1, groups: 2}",
            convolution(2, 1, 1, 2),
            IMAGES,
            {"weight": (4, 1, 3, 3), "bias": (1, 4)},
        ),
        layer(
            "{type: convolution, channels: 2, kernel: 2, dilation: 2, padding: same, bias: false}",
            convolution(1, "same", 2),
            IMAGES,
            {"weight": (2, 2, 2, 2)},
        ),
        layer(
            "{type: convolution, channels: 2, kernel: 2, padding: same}",
            convolution(1, "same"),
            IMAGES,
            {"weight": (2, 2, 2, 2), "bias": (1, 2)},
        ),
        layer(
            "{type: convolution, channels: 3, kernel: [1, 3], stride: [1, 2], padding: [0, 1]}",
            convolution((1, 2), (0, 1)),
            IMAGES,
            {"weight": (3, 2, 1, 3), "bias": (1, 3)},
        ),
        layer(
            "{type: convolution, channels: 2, kernel: [2, 3], padding: same, dilation: [2, 1]}",
            convolution(1, "same", (2, 1)),
            IMAGES,
            {"weight": (2, 2, 2, 3), "bias": (1, 2)},
        ),
        layer(
            "{type: convolution, channels: 2, kernel: [2, 3], padding: same}",
            convolution(1, "same"),
            IMAGES,
            {"weight": (2, 2, 2, 3), "bias": (1, 2)},
        ),
        layer(
            "{type: convolution, channels: 2, kernel: [3, 2], stride: [1, 2], padding: [same, 1]}",
            convolution((1, 2), (1, 1)),
            IMAGES,
            {"weight": (2, 2, 3, 2), "bias": (1, 2)},
        ),
        layer(
            "{type: transposed-convolution, channels: 2}",
            transposed(),
            IMAGES,
            {"weight": (2, 2, 3, 3), "bias": (1, 2)},
        ),
        layer(
            "{type: transposed-convolution, channels: 2, stride: 2, padding: 1, output-padding: 1,"
            " groups: 2}",
            transposed(2, 1, 1, 2),
            IMAGES,
            {"weight": (2, 1, 3, 3), "bias": (1, 2)},
        ),
        layer(
            "{type: transposed-convolution, channels: 1, kernel: 2, dilation: 2, bias: false}",
            transposed(dilation=2),
            IMAGES,
            {"weight": (2, 1, 2, 2)},
        ),
        layer(
            "{type: transposed-convolution, channels: 2, kernel: [2, 3], stride: [2, 1],"
            " padding: [0, 1], output-padding: [1, 0], dilation: [1, 2]}",
            transposed((2, 1), (0, 1), (1, 0), dilation=(1, 2)),
            IMAGES,
            {"weight": (2, 2, 2, 3), "bias": (1, 2)},
        ),
        plain("max-pool", lambda x: F.max_pool2d(x, 2)),
        plain(
            "{type: max-pool, kernel: [3, 2], stride: [1, 2], padding: [1, 0], dilation: [1, 2]}",
            lambda x: F.max_pool2d(x, (3, 2), (1, 2), (1, 0), (1, 2)),
        ),
        plain("{type: max-pool, kernel: [1, 3]}", lambda x: F.max_pool2d(x, (1, 3))),
        plain(
            "{type: average-pool, kernel: [2, 3], stride: [1, 2], padding: [0, 1]}",
            lambda x: F.avg_pool2d(x, (2, 3), (1, 2), (0, 1)),
        ),
        plain(
            "{type: max-pool, kernel: 2, stride: 1, padding: 1, dilation: 2}",
            lambda x: F.max_pool2d(x, 2, 1, 1, 2),
        ),
        plain("average-pool", lambda x: F.avg_pool2d(x, 2)),
        plain(
            "{type: average-pool, kernel: 3, stride: 2, padding: 1}",
            lambda x: F.avg_pool2d(x, 3, 2, 1),
        ),
        plain(
            "{type: average-pool, kernel: 3, stride: 2, padding: 1, count-padding: false}",
            lambda x: F.avg_pool2d(x, 3, 2, 1, count_include_pad=False),
        ),
        plain("adaptive-average-pool", lambda x: F.adaptive_avg_pool2d(x, 1)),
        plain(
            "{type: adaptive-average-pool, height: 2, width: 3}",
            lambda x: F.adaptive_avg_pool2d(x, (2, 3)),
        ),
        plain(
            "{type: adaptive-max-pool, height: 2, width: 3}",
            lambda x: F.adaptive_max_pool2d(x, (2, 3)),
        ),
        plain("upsample", lambda x: F.interpolate(x, scale_factor=2)),
        plain(
            "{type: upsample, mode: bilinear}",
            lambda x: F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=False),
        ),
        plain(
            "{type: upsample, mode: bilinear, align-corners: true}",
            lambda x: F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=True),
        ),
        plain("{type: pad, border: [1, 0, 2, 1]}", lambda x: F.pad(x, (2, 1, 1, 0))),
        plain(
            "{type: pad, border: [2, 1], mode: reflect}",
            lambda x: F.pad(x, (1, 1, 2, 2), mode="reflect"),
        ),
        plain("{type: pad, mode: replicate}", lambda x: F.pad(x, (1, 1, 1, 1), mode="replicate")),
    ]


# Losses: one number for each example


def loss(text, function, target):
    x = leaf(grid(sum(text.encode()), 5, 4))
    losses = function(x, target)
    losses.sum().backward()
    kind = "labels" if target.dtype == torch.int64 else "values"
    return {
        "text": text,
        "scores": array(x),
        kind: array(target),
        "losses": array(losses),
        "scoreGradient": array(x.grad),
    }


def masked(text, function, target):
    """The losses of what is hidden or seen of each example, picked by its place; 0 of nothing."""
    mask = torch.tensor(
        [[1, 0, 1, 0], [0, 0, 0, 1], [1, 1, 1, 1], [0, 0, 0, 0], [0, 1, 1, 0]]
    ).double()
    counted = mask.bool() if "hidden" in text else ~mask.bool()

    def function_of_some(x, t):
        rows = zip(x, t, counted)
        return torch.stack([function(a[c], b[c]) if c.any() else torch.zeros(()) for a, b, c in rows])

    return {**loss(text, function_of_some, target), "mask": array(mask)}


def applying(target):
    """The indices of what applies, then −1, as multilabel_margin_loss wants them."""
    indices = torch.full(target.shape, -1, dtype=torch.int64)
    for row, values in enumerate(target):
        found = torch.nonzero(values > 0).view(-1)
        indices[row, : len(found)] = found
    return indices


def losses():
    labels = torch.tensor([2, 0, 1, 3, 1])
    numbers = grid(71, 5, 4)
    binary = torch.tensor(
        [[1, 0, 1, 0], [0, 1, 0, 1], [0, 0, 0, 1], [1, 1, 1, 0], [0, 1, 0, 0]]
    ).double()
    truth = torch.tensor(
        [[2, 1, 4, 1], [0, 2, 6, 0], [8, 0, 0, 0], [1, 1, 1, 5], [3, 2, 2, 1]]
    ).double() / 8
    weights = torch.tensor([0.5, 2.0, 3.0, 1.0])
    each = {"reduction": "none"}
    total = {"reduction": "sum"}
    return [
        loss("cross-entropy", lambda x, t: F.cross_entropy(x, t, **each), labels),
        loss(
            "{type: cross-entropy, class-weights: [0.5, 2, 3, 1], label-smoothing: 0.1}",
            lambda x, t: F.cross_entropy(x, t, weights, label_smoothing=0.1, **each),
            labels,
        ),
        loss("negative-log-likelihood", lambda x, t: F.nll_loss(x, t, **each), labels),
        loss(
            "{type: negative-log-likelihood, class-weights: [0.5, 2, 3, 1]}",
            lambda x, t: F.nll_loss(x, t, weights, **each),
            labels,
        ),
        loss(
            "binary-cross-entropy",
            lambda x, t: F.binary_cross_entropy_with_logits(x, t, **each).mean(1),
            binary,
        ),
        loss(
            "{type: binary-cross-entropy, positive-weight: 2.5, reduction: sum}",
            lambda x, t: F.binary_cross_entropy_with_logits(
                x, t, pos_weight=torch.tensor(2.5), **each
            ).sum(1),
            binary,
        ),
        # Hinge is the sum over wrong classes, multi_margin_loss that sum divided by the classes.
        loss("hinge", lambda x, t: 4 * F.multi_margin_loss(x, t, **each), labels),
        loss(
            "{type: hinge, margin: 0.6, squared: true}",
            lambda x, t: 4 * F.multi_margin_loss(x, t, p=2, margin=0.6, **each),
            labels,
        ),
        loss(
            "multi-label-margin",
            lambda x, t: F.multilabel_margin_loss(x, applying(t), **each),
            binary,
        ),
        loss(
            "soft-margin",
            lambda x, t: F.soft_margin_loss(x, 2 * t - 1, **each).mean(1),
            binary,
        ),
        loss(
            "kullback-leibler",
            lambda x, t: F.kl_div(F.log_softmax(x, 1), t, **each).sum(1),
            truth,
        ),
        loss("cosine", lambda x, t: 1 - F.cosine_similarity(x, t), numbers),
        loss("l2", lambda x, t: F.mse_loss(x, t, **each).sum(1) / 2, numbers),
        loss("mean-squared", lambda x, t: F.mse_loss(x, t, **each).mean(1), numbers),
        loss("l1", lambda x, t: F.l1_loss(x, t, **each).sum(1), numbers),
        loss(
            "{type: lp, p: 1.5}",
            lambda x, t: torch.linalg.vector_norm(x - t, 1.5, 1) ** 1.5,
            numbers,
        ),
        loss("huber", lambda x, t: F.huber_loss(x, t, **each).mean(1), numbers),
        loss(
            "{type: huber, delta: 0.6, reduction: sum}",
            lambda x, t: F.huber_loss(x, t, delta=0.6, **each).sum(1),
            numbers,
        ),
        loss("smooth-l1", lambda x, t: F.smooth_l1_loss(x, t, **each).mean(1), numbers),
        loss(
            "{type: smooth-l1, beta: 0.6}",
            lambda x, t: F.smooth_l1_loss(x, t, beta=0.6, **each).mean(1),
            numbers,
        ),
        masked("{type: l2, over: hidden}", lambda x, t: F.mse_loss(x, t, **total) / 2, numbers),
        masked("{type: l2, over: seen}", lambda x, t: F.mse_loss(x, t, **total) / 2, numbers),
        masked("{type: mean-squared, over: hidden}", F.mse_loss, numbers),
        masked("{type: mean-squared, over: seen}", F.mse_loss, numbers),
        masked("{type: l1, over: hidden}", lambda x, t: F.l1_loss(x, t, **total), numbers),
        masked("{type: l1, over: seen, reduction: mean}", F.l1_loss, numbers),
        masked("{type: lp, over: hidden}", lambda x, t: (x - t).abs().pow(1.5).sum(), numbers),
        masked("{type: huber, over: hidden}", F.huber_loss, numbers),
        masked(
            "{type: huber, over: seen, reduction: sum}",
            lambda x, t: F.huber_loss(x, t, **total),
            numbers,
        ),
        masked("{type: smooth-l1, over: hidden}", F.smooth_l1_loss, numbers),
        masked(
            "{type: binary-cross-entropy, over: hidden}",
            F.binary_cross_entropy_with_logits,
            binary,
        ),
    ]


# Penalties: one number for a parameter


def penalty(text, function):
    parameter = leaf(grid(sum(text.encode()), 3, 4))
    cost = function(parameter)
    cost.backward()
    return {
        "text": text,
        "parameter": array(parameter),
        "cost": array(cost.view(1)),
        "gradient": array(parameter.grad),
    }


def penalties():
    norm = torch.linalg.vector_norm
    return [
        penalty("l1", lambda w: norm(w, 1)),
        penalty("l2", lambda w: norm(w) ** 2 / 2),
        penalty("lp", lambda w: norm(w, 1.5) ** 1.5),
        penalty("{type: lp, p: 3}", lambda w: norm(w, 3) ** 3),
        penalty("elastic-net", lambda w: norm(w, 1) / 2 + norm(w) ** 2 / 4),
        penalty(
            "{type: elastic-net, l1-ratio: 0.25}",
            lambda w: 0.25 * norm(w, 1) + 0.375 * norm(w) ** 2,
        ),
    ]


# Optimizers


OPTIMIZERS = [
    ("{type: sgd, learning-rate: 0.1}", lambda p: torch.optim.SGD(p, 0.1)),
    (
        "{type: sgd, learning-rate: 0.05, momentum: 0.9, weight-decay: 0.01}",
        lambda p: torch.optim.SGD(p, 0.05, 0.9, weight_decay=0.01),
    ),
    (
        "{type: sgd, learning-rate: 0.05, momentum: 0.8, nesterov: true}",
        lambda p: torch.optim.SGD(p, 0.05, 0.8, nesterov=True),
    ),
    (
        "{type: rmsprop, learning-rate: 0.01, weight-decay: 0.02}",
        lambda p: torch.optim.RMSprop(p, 0.01, weight_decay=0.02),
    ),
    (
        "{type: rmsprop, learning-rate: 0.003, decay: 0.9, epsilon: 1e-3, momentum: 0.5,"
        " centered: true}",
        lambda p: torch.optim.RMSprop(p, 0.003, 0.9, 1e-3, momentum=0.5, centered=True),
    ),
    (
        "{type: adagrad, learning-rate: 0.05, rate-decay: 0.01, weight-decay: 0.02}",
        lambda p: torch.optim.Adagrad(p, 0.05, 0.01, 0.02),
    ),
    (
        "{type: adadelta, epsilon: 1e-4, weight-decay: 0.02}",
        lambda p: torch.optim.Adadelta(p, eps=1e-4, weight_decay=0.02),
    ),
    (
        "{type: adam, learning-rate: 0.01, beta1: 0.8, beta2: 0.99, weight-decay: 0.02}",
        lambda p: torch.optim.Adam(p, 0.01, (0.8, 0.99), weight_decay=0.02),
    ),
    (
        "{type: adamw, learning-rate: 0.01, weight-decay: 0.05}",
        lambda p: torch.optim.AdamW(p, 0.01, weight_decay=0.05),
    ),
]


def optimizer(text, make):
    """Parameters after each step, the gradients being given."""
    parameters = leaf(grid(5, 7))
    gradients = grid(6, 8, 7)
    method = make([parameters])
    trajectory = []
    first = array(parameters)
    for row in gradients:
        parameters.grad = row.clone()
        method.step()
        trajectory.append(parameters.detach().clone())
    return {
        "text": text,
        "parameters": first,
        "gradients": array(gradients),
        "trajectory": array(torch.stack(trajectory)),
    }


def trajectories():
    """The losses of a network of three layers before each of 200 full-batch steps."""
    x = grid(91, 24, 6)
    labels = torch.tensor([(i * 7 + i // 3) % 3 for i in range(24)])
    shapes = {
        "a.weight": (6, 9),
        "a.bias": (1, 9),
        "b.weight": (9, 7),
        "b.bias": (1, 7),
        "c.weight": (7, 3),
        "c.bias": (1, 3),
    }
    first = {k: grid(31 + i, *s, low=-0.6, high=0.6) for i, (k, s) in enumerate(shapes.items())}
    cases = []
    for text, make in OPTIMIZERS:
        p = {k: leaf(v) for k, v in first.items()}
        method = make(list(p.values()))
        values = []
        for _ in range(200):
            hidden = torch.tanh(linear(x, p, "a."))
            scores = linear(torch.tanh(linear(hidden, p, "b.")), p, "c.")
            value = F.cross_entropy(scores, labels)
            method.zero_grad()
            value.backward()
            method.step()
            values.append(value.detach())
        cases.append({"text": text, "losses": array(torch.stack(values))})
    return {
        "model": "{type: sequential, layers: [{id: a, type: linear, units: 9}, {id: f, type: tanh},"
        " {id: b, type: linear, units: 7}, {id: g, type: tanh}, {id: c, type: linear, units: 3}]}",
        "input": array(x),
        "labels": array(labels),
        "parameters": {k: array(v) for k, v in first.items()},
        "cases": cases,
    }


# Schedules: the factor before each step


def schedule(text, make, steps_per_epoch, steps, per="step", watched=None):
    """The factors of a training; per tells how often PyTorch's schedule takes a step."""
    method = torch.optim.SGD([torch.zeros(1, requires_grad=True)], 1.0)
    scheduler = make(method)
    factors = []
    for step in range(steps):
        if per == "part":
            scheduler.step(step / steps_per_epoch)
        factors.append(method.param_groups[0]["lr"])
        method.step()
        epoch, within = divmod(step + 1, steps_per_epoch)
        if per == "step" and step + 1 < steps:
            scheduler.step()
        elif per == "epoch" and within == 0:
            scheduler.step(*([] if watched is None else [watched[epoch - 1]]))
    return {
        "text": text,
        "stepsPerEpoch": steps_per_epoch,
        "watched": array(torch.tensor(watched or [])),
        "factors": array(torch.tensor(factors)),
    }


def schedules():
    S = torch.optim.lr_scheduler
    falling = [5, 4, 4.1, 4.2, 3.9, 3.9999, 3.8999, 4, 4, 4, 4, 1, 2, 2, 2, 2, 2, 2, 0.5, 0.4]
    rising = [0.1, 0.3, 0.3, 0.29, 0.28, 0.5, 0.51, 0.4, 0.4, 0.4, 0.4, 0.9, 0.9, 0.9, 0.9, 0.9]
    return [
        schedule("constant", lambda m: S.ConstantLR(m, 1), 3, 12, "epoch"),
        schedule(
            "{type: step, every: 2, factor: 0.3}", lambda m: S.StepLR(m, 2, 0.3), 3, 20, "epoch"
        ),
        schedule(
            "{type: multi-step, epochs: [2, 3, 5], factor: 0.5}",
            lambda m: S.MultiStepLR(m, [2, 3, 5], 0.5),
            3,
            20,
            "epoch",
        ),
        schedule(
            "{type: exponential, factor: 0.9}", lambda m: S.ExponentialLR(m, 0.9), 3, 20, "epoch"
        ),
        schedule(
            "{type: linear, from: 0.25, to: 0.75}", lambda m: S.LinearLR(m, 0.25, 0.75, 20), 5, 20
        ),
        schedule(
            "{type: cosine, floor: 0.1}", lambda m: S.CosineAnnealingLR(m, 20, 0.1), 5, 20
        ),
        schedule(
            "{type: cosine-restarts, period: 2, growth: 2, floor: 0.1}",
            lambda m: S.CosineAnnealingWarmRestarts(m, 2, 2, 0.1),
            3,
            40,
            "part",
        ),
        schedule(
            "{type: cosine-restarts, period: 3}",
            lambda m: S.CosineAnnealingWarmRestarts(m, 3),
            2,
            20,
            "part",
        ),
        schedule("one-cycle", lambda m: S.OneCycleLR(m, 1, 40, cycle_momentum=False), 10, 40),
        schedule(
            "{type: one-cycle, rise: 0.4, divisor: 10, final-divisor: 100}",
            lambda m: S.OneCycleLR(
                m,
                1,
                30,
                pct_start=0.4,
                div_factor=10,
                final_div_factor=100,
                cycle_momentum=False,
            ),
            10,
            30,
        ),
        schedule(
            "{type: plateau, patience: 1, factor: 0.5, cooldown: 1, floor: 0.1}",
            lambda m: S.ReduceLROnPlateau(
                m, factor=0.5, patience=1, cooldown=1, min_lr=0.1, eps=0
            ),
            1,
            20,
            "epoch",
            falling,
        ),
        schedule(
            "{type: plateau, should: rise, patience: 0, factor: 0.3, threshold: 0.05}",
            lambda m: S.ReduceLROnPlateau(
                m, mode="max", factor=0.3, patience=0, threshold=0.05, eps=0
            ),
            1,
            16,
            "epoch",
            rising,
        ),
        schedule(
            "{type: warm-up, steps: 8, from: 0.25}",
            lambda m: S.LinearLR(m, 0.25, 1, 8),
            5,
            20,
        ),
        schedule(
            "{type: warm-up, steps: 5, from: 0.2, then: {type: cosine, floor: 0.1}}",
            lambda m: S.SequentialLR(
                m, [S.LinearLR(m, 0.2, 1, 5), S.CosineAnnealingLR(m, 15, 0.1)], [5]
            ),
            5,
            20,
        ),
    ]


def main(folder):
    os.makedirs(folder, exist_ok=True)
    fixtures = {
        "layers": activations() + layers() + images(),
        "losses": losses(),
        "penalties": penalties(),
        "optimizers": [optimizer(text, make) for text, make in OPTIMIZERS],
        "trajectories": trajectories(),
        "schedules": schedules(),
    }
    for name, content in fixtures.items():
        with open(os.path.join(folder, name + ".json"), "w", encoding="utf-8") as file:
            lines = [json.dumps(case) for case in content] if isinstance(content, list) else None
            text = json.dumps(content) if lines is None else "[\n" + ",\n".join(lines) + "\n]"
            file.write(text + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
