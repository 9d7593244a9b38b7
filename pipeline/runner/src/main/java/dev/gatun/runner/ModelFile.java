package dev.gatun.runner;

import dev.gatun.api.Trainer;
import dev.gatun.api.data.DataException;
import dev.gatun.api.data.Examples;
import dev.gatun.api.graph.Parameters;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// Trained parameters and learnt states in a file; a checkpoint adds the optimizer's slots and how
/// far it has come.
final class ModelFile {
  private static final String SLOT = "optimizer.";

  private ModelFile() {}

  static void write(Path file, Parameters parameters, Map<String, String> metadata) {
    Safetensors.write(file, tensors(parameters), metadata, parameters.engine());
  }

  /// Writes a checkpoint.
  ///
  /// @param metadata what [SavedTraining] needs beside the numbers
  static void writeCheckpoint(
      Path file, Parameters parameters, Trainer.Checkpoint state, Map<String, String> metadata) {
    SequencedMap<String, Tensor> tensors = tensors(parameters);
    state.slots().forEach((name, slot) -> tensors.put(SLOT + name, slot));
    Safetensors.write(file, tensors, metadata, parameters.engine());
  }

  /// {@return the optimizer's slots in a checkpoint, by name}
  ///
  /// @param workspace of the engine; owns the tensors
  static SequencedMap<String, Tensor> slots(
      Safetensors.Content content, Engine engine, Workspace workspace) {
    SequencedMap<String, Tensor> slots = new LinkedHashMap<>();
    content
        .tensors()
        .forEach((name, array) -> {
          if (name.startsWith(SLOT)) {
            Tensor slot = workspace.allocate(array.type(), array.shape());
            engine.upload(array.values(), slot);
            slots.put(name.substring(SLOT.length()), slot);
          }
        });
    return slots;
  }

  private static SequencedMap<String, Tensor> tensors(Parameters parameters) {
    SequencedMap<String, Tensor> tensors = new LinkedHashMap<>(parameters.parameters());
    tensors.putAll(parameters.states());
    return tensors;
  }

  /// Fills parameters and states from a file.
  ///
  /// @param examples what the model is about to be used on
  /// @throws DataException if their classes are not those the model was trained on
  /// @throws RunException with [ExitCode#DATA] if the file does not hold all numbers in the right
  ///   shapes
  static void read(Path file, Parameters parameters, Examples examples) {
    read(Safetensors.read(file), parameters, examples);
  }

  /// Fills parameters and states as the other does, from a file that was read.
  static void read(Safetensors.Content content, Parameters parameters, Examples examples) {
    String trained = content.metadata().get("classes");
    String found = Json.write(ModelForm.classes(examples));
    if (trained != null && !trained.equals(found)) {
      throw new DataException(
          "the classes of the source must be %s, in this order, got %s; set collect.source to data of these classes"
              .formatted(trained, found));
    }
    tensors(parameters)
        .forEach((name, tensor) -> content.upload(name, tensor, parameters.engine()));
  }
}
