package dev.gatun.tests.bench;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// DJL with libtorch. Threads: `OMP_NUM_THREADS`.
final class DjlPeer implements Peer {
  private static final String ENGINE = "PyTorch";

  private DjlPeer() {}

  /// Serves.
  ///
  /// @param arguments none
  /// @throws IOException if a request cannot be read
  public static void main(String[] arguments) throws IOException {
    PeerServer.serve(new DjlPeer());
  }

  private static Model model(List<Integer> widths) {
    SequentialBlock block = new SequentialBlock();
    for (int i = 1; i < widths.size(); i++) {
      if (i > 1) {
        block.add(Activation::relu);
      }
      block.add(Linear.builder().setUnits(widths.get(i)).build());
    }
    Model model = Model.newInstance("layers", Device.cpu(), ENGINE);
    model.setBlock(block);
    return model;
  }

  private static Optimizer optimizer(String text) {
    String[] words = text.split(":", -1);
    Tracker rate = Tracker.fixed(Float.parseFloat(words[1]));
    if (words[0].equals("adam")) {
      return Optimizer.adam().optLearningRateTracker(rate).build();
    }
    var sgd = Optimizer.sgd().setLearningRateTracker(rate);
    if (words[0].equals("momentum")) {
      sgd.optMomentum(Float.parseFloat(words[2]));
      sgd.optWeightDecays(Float.parseFloat(words[3]));
    }
    return sgd.build();
  }

  @Override
  public Optional<Step> train(TrainingRequest request) {
    boolean squared = request.loss().equals("squared");
    Loss loss = squared ? Loss.l2Loss("l2", 0.5f) : Loss.softmaxCrossEntropyLoss();
    Model model = model(request.widths());
    Trainer trainer =
        model.newTrainer(
            new DefaultTrainingConfig(loss)
                .optDevices(new Device[] {Device.cpu()})
                .optOptimizer(optimizer(request.optimizer())));
    trainer.initialize(new Shape(request.batch(), request.widths().getFirst()));
    NDManager manager = model.getNDManager();
    int outputs = request.widths().getLast();
    NDArray inputs =
        manager.randomUniform(0, 1, new Shape(request.examples(), request.widths().getFirst()));
    NDArray targets =
        squared
            ? manager.randomUniform(0, 1, new Shape(request.examples(), outputs))
            : manager.randomInteger(0, outputs, new Shape(request.examples()), DataType.INT64);
    return Optional.of((first, last) -> {
      NDIndex rows = new NDIndex().addSliceDim(first, last);
      try (NDManager scope = manager.newSubManager()) {
        NDList batch = new NDList(inputs.get(scope, rows));
        NDList wanted = new NDList(targets.get(scope, rows));
        try (GradientCollector collector = trainer.newGradientCollector()) {
          collector.backward(loss.evaluate(wanted, trainer.forward(batch)));
        }
        trainer.step();
      }
    });
  }

  @Override
  public Optional<Runnable> infer(List<Integer> widths, int batch) {
    Model model = model(widths);
    NDManager manager = model.getNDManager();
    Shape shape = new Shape(batch, widths.getFirst());
    model.getBlock().initialize(manager, DataType.FLOAT32, shape);
    NDArray inputs = manager.randomUniform(0, 1, shape);
    ParameterStore parameters = new ParameterStore(manager, false);
    // By way of the model, which closes its manager once nobody refers to it.
    return Optional.of(
        () -> model.getBlock().forward(parameters, new NDList(inputs), false).close());
  }

  @Override
  public Optional<Runnable> loop(int steps) {
    return Optional.of(() -> twoLayers(steps));
  }

  private static void twoLayers(int steps) {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), ENGINE)) {
      NDArray x = manager.randomNormal(new Shape(64, 1000));
      NDArray y = manager.randomNormal(new Shape(64, 10));
      NDArray first = manager.randomNormal(new Shape(1000, 100));
      NDArray second = manager.randomNormal(new Shape(100, 10));
      for (int i = 0; i < steps; i++) {
        try (NDManager scope = manager.newSubManager()) {
          x.attach(scope);
          NDArray hidden = Activation.sigmoid(x.matMul(first));
          NDArray error = hidden.matMul(second).sub(y);
          error.square().sum();
          error.muli(2);
          NDArray gradient = hidden.transpose().matMul(error);
          NDArray back = error.matMul(second.transpose()).muli(hidden).muli(hidden.sub(1).negi());
          first.subi(x.transpose().matMul(back).muli(1e-4));
          second.subi(gradient.muli(1e-4));
          x.attach(manager);
        }
      }
    }
  }
}
