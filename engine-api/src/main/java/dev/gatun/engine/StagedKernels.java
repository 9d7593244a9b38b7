package dev.gatun.engine;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Kernels over host memory made to serve an engine that keeps its tensors elsewhere: each call
/// copies its tensors to the host and what changed back.
///
/// For the operations an engine leaves out: correct, and slow.
public final class StagedKernels {
  private StagedKernels() {}

  /// Makes kernels over another memory.
  ///
  /// @param host complete kernels over host memory, as given to [EngineProvider#open]
  /// @param memory where the tensors live
  /// @return kernels of the same operations; what [Kernels#fallback] of the engine should give
  public static Kernels over(Kernels host, Memory memory) {
    return (Kernels)
        Proxy.newProxyInstance(
            Kernels.class.getClassLoader(),
            new Class<?>[] {Kernels.class},
            new Staging(host, memory));
  }

  /// {@return whether kernels come from [#over] with this memory}
  static boolean serves(Kernels kernels, Memory memory) {
    return Proxy.isProxyClass(kernels.getClass())
        && Proxy.getInvocationHandler(kernels) instanceof Staging staging
        && staging.memory.equals(memory);
  }

  /// What stands behind the kernels.
  private record Staging(Kernels host, Memory memory) implements InvocationHandler {
    @Override
    public @Nullable Object invoke(
        Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
      if (method.getName().equals("memory")) {
        return memory;
      }
      try (Stage stage = new Stage(memory)) {
        Object result =
            arguments == null ? method.invoke(host) : method.invoke(host, stage.onHost(arguments));
        stage.finish();
        return result;
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }
  }

  /// The tensors of one call, on the host.
  private static final class Stage implements AutoCloseable {
    /// Which memory a tensor covers: two tensors over the same are one on the host too.
    private record Place(long address, long bytes, Shape shape) {}

    /// A tensor and what stands for it.
    private record Copy(Tensor original, Tensor host) {}

    private final Workspace workspace = Workspace.open("staged");
    private final Memory memory;
    private final Map<Place, Copy> copies = new LinkedHashMap<>();

    Stage(Memory memory) {
      this.memory = memory;
    }

    @Nullable Object[] onHost(@Nullable Object[] arguments) {
      @Nullable Object[] staged = arguments.clone();
      for (int i = 0; i < staged.length; i++) {
        if (arguments[i] instanceof Tensor tensor) {
          staged[i] = copy(tensor);
        } else if (arguments[i] instanceof Tensor[] tensors) {
          Tensor[] list = new Tensor[tensors.length];
          for (int j = 0; j < list.length; j++) {
            list[j] = copy(tensors[j]);
          }
          staged[i] = list;
        }
      }
      return staged;
    }

    private Tensor copy(Tensor tensor) {
      Place place = new Place(tensor.address(), tensor.segment().byteSize(), tensor.shape());
      return copies.computeIfAbsent(place, _ -> new Copy(tensor, download(tensor))).host();
    }

    private Tensor download(Tensor tensor) {
      Tensor host = workspace.allocate(tensor.type(), tensor.shape());
      memory.download(tensor.segment(), host.segment());
      return host;
    }

    /// Writes back what the call changed, and only that: inputs may be shared with other threads.
    void finish() {
      for (Copy copy : copies.values()) {
        Tensor before = download(copy.original());
        if (before.segment().mismatch(copy.host().segment()) >= 0) {
          memory.upload(copy.host().segment(), copy.original().segment());
        }
      }
    }

    @Override
    public void close() {
      workspace.close();
    }
  }
}
