package dev.gatun.api.graph;

import dev.gatun.engine.Workspace;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Plans of several workers that train on the same batches: each computes some rows of a batch.
///
/// Their tensors lie side by side, so that the gradients of weight matrices, which cost half of a
/// step, are computed for the whole batch at once, each worker taking some rows of a matrix: that
/// spares adding up what each would have computed for its rows of the batch, and whoever computes
/// rows of a gradient can update those parameters while both are in its cache. All other gradients
/// are those of each plan's own rows, to be added up.
///
/// A batch may be computed in parts, one after another, for which the plans' buffers are large
/// enough: what a part needs stays in caches.
public final class SharedPlans {
  private final int share;
  private final List<Plan> plans;
  private final List<WeightGradient> weights;

  private SharedPlans(int share, List<Plan> plans, List<WeightGradient> weights) {
    this.share = share;
    this.plans = List.copyOf(plans);
    this.weights = List.copyOf(weights);
  }

  /// Compiles plans that train. The first adds the gradient of the penalties.
  ///
  /// @param network what to train
  /// @param parameters of the network's graph; read by the plans, never written
  /// @param workspace owns the plans' buffers
  /// @param settings the rows of a batch that each plan takes, and the seed
  /// @param count how many plans; one that computes whole batches leaves no [#weights]
  /// @param inParts whether there are batches of several parts, see [Plan#accumulate]
  /// @return the plans
  public static SharedPlans training(
      Network network,
      Parameters parameters,
      Workspace workspace,
      Plan.Settings settings,
      int count,
      boolean inParts) {
    int share = settings.capacity();
    Batch batch = new Batch(workspace, share * count, inParts);
    List<Plan> plans = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Batch.Rows rows = batch.rows(i * share, share);
      plans.add(Plan.shared(network, parameters, workspace, settings, i == 0, rows));
    }
    Set<Value> products = new LinkedHashSet<>();
    if (count > 1 || inParts) {
      products.addAll(plans.getFirst().buffers().products());
      // Penalties, which only the first plan has, may need a gradient too.
      products.retainAll(plans.getLast().buffers().products());
    }
    List<WeightGradient> weights = new ArrayList<>();
    for (Value product : products) {
      weights.add(plans.getFirst().weightGradient(product, batch, parameters));
    }
    plans.forEach(plan -> plan.buffers().assignInputGradients(products));
    return new SharedPlans(share, plans, weights);
  }

  /// {@return the plans}
  public List<Plan> plans() {
    return plans;
  }

  /// {@return the gradients that no plan computes}
  public List<WeightGradient> weights() {
    return weights;
  }

  /// {@return how many rows of a batch each plan takes, the last ones fewer or none}
  public int share() {
    return share;
  }
}
