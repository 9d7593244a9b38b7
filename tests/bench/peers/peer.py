"""What every peer in Python shares: it answers requests, a line each, as README.md describes."""

import gzip
import os
import sys
import time

import numpy as np


class Request:
    """A request to train: train WIDTHS LOSS OPTIMIZER BATCH EXAMPLES WARM SECONDS."""

    def __init__(self, words):
        self.widths = [int(width) for width in words[1].split(",")]
        self.loss = words[2]
        self.optimizer, *numbers = words[3].split(":")
        self.numbers = [float(number) for number in numbers]
        self.batch, self.examples = int(words[4]), int(words[5])
        # Python has no compiler to wait for.
        self.warm, self.seconds = min(1.0, float(words[6])), float(words[7])

    def data(self):
        """Inputs in [0, 1), and labels or as many values as there are outputs."""
        random = np.random.default_rng(1)
        inputs = random.random((self.examples, self.widths[0]), dtype=np.float32)
        if self.loss == "squared":
            return inputs, random.random((self.examples, self.widths[-1]), dtype=np.float32)
        return inputs, random.integers(0, self.widths[-1], self.examples)


def rate(request, step):
    """Examples per second of step(first, last), over whole epochs, in the order they lie in."""
    batches = [
        (first, first + request.batch)
        for first in range(0, request.examples - request.batch + 1, request.batch)
    ]
    begin = time.perf_counter()
    index = 0
    while time.perf_counter() - begin < request.warm:
        step(*batches[index % len(batches)])
        index += 1
    steps = 0
    begin = time.perf_counter()
    while time.perf_counter() - begin < request.seconds:
        for _ in range(16):
            step(*batches[(index + steps) % len(batches)])
            steps += 1
    return steps * request.batch / (time.perf_counter() - begin)


def latency(call, warm, seconds):
    """The median seconds of a call, over samples of 5 ms and more."""
    begin = time.perf_counter()
    calls = 0
    while time.perf_counter() - begin < warm:
        call()
        calls += 1
    repeats = max(1, int(0.005 * calls / warm))
    samples = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        begin = time.perf_counter()
        for _ in range(repeats):
            call()
        samples.append((time.perf_counter() - begin) / repeats)
    return sorted(samples)[len(samples) // 2]


def mnist(folder, part):
    """Images in [0, 1] and labels."""
    arrays = []
    for kind, header in (("images-idx3", 16), ("labels-idx1", 8)):
        path = os.path.join(folder, f"{part}-{kind}-ubyte")
        opened = open(path, "rb") if os.path.exists(path) else gzip.open(path + ".gz", "rb")
        with opened as file:
            arrays.append(np.frombuffer(file.read(), np.uint8, offset=header))
    labels = arrays[1].astype(np.int64)
    return arrays[0].reshape(len(labels), -1).astype(np.float32) / np.float32(255), labels


def reach(peer, folder, accuracy, seed, most=20):
    """Epochs of B, in a new order each, until the accuracy on the test images is reached."""
    inputs, labels = mnist(folder, "train")
    test_inputs, test_labels = mnist(folder, "t10k")
    words = "train 784,512,10 cross-entropy momentum:0.05:0.9:0.0001 128 0 0 0".split()
    request = Request(words)
    step, scores = peer.classifier(request, seed)
    order = np.random.default_rng(seed)
    batch = request.batch
    for epoch in range(1, most + 1):
        rows = order.permutation(len(labels))
        for first in range(0, len(rows) - batch + 1, batch):
            some = rows[first : first + batch]
            step(inputs[some], labels[some])
        hits = 0
        for first in range(0, len(test_labels), batch):
            some = slice(first, first + batch)
            hits += int((scores(test_inputs[some]).argmax(1) == test_labels[some]).sum())
        if hits >= accuracy * len(test_labels):
            return f"ok epochs={epoch} accuracy={hits / len(test_labels)}"
    return f"error no accuracy of {accuracy} within {most} epochs"


def serve(peer):
    """Answers until the input ends; peer has train, classifier, infer and loop."""
    for line in sys.stdin:
        words = line.split()
        try:
            if words[0] == "train":
                request = Request(words)
                answer = f"ok rate={rate(request, peer.train(request)):.1f}"
            elif words[0] == "infer":
                widths = [int(width) for width in words[1].split(",")]
                call = peer.infer(widths, int(words[2]))
                answer = f"ok seconds={latency(call, float(words[3]), float(words[4])):.9f}"
            elif words[0] == "loop":
                begin = time.perf_counter()
                peer.loop(int(words[1]))
                answer = f"ok seconds={time.perf_counter() - begin:.6f}"
            elif words[0] == "step":
                request = Request(words)
                peer.train(request)(0, request.batch)
                answer = "ok"
            elif words[0] == "reach":
                answer = reach(peer, words[1], float(words[2]), int(words[3]))
            else:
                answer = "none"
        except Exception as problem:  # whoever asked is to know
            answer = f"error {type(problem).__name__}: {problem}"
        print(answer, flush=True)
