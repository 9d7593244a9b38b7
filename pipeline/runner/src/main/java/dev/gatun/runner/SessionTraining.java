package dev.gatun.runner;

import dev.gatun.api.Trainer;
import dev.gatun.api.data.Examples;
import dev.gatun.api.graph.Network;
import dev.gatun.api.graph.Parameters;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Workspace;

/// A training of what a session has prepared, until it is interrupted.
abstract class SessionTraining implements Trainer.Training {
  final Session session;
  final Interruption interruption;

  SessionTraining(Session session, Interruption interruption) {
    this.session = session;
    this.interruption = interruption;
  }

  @Override
  public final Engine engine() {
    return session.engine();
  }

  @Override
  public final Workspace workspace() {
    return session.workspace();
  }

  @Override
  public final Network network() {
    return session.network();
  }

  @Override
  public final Parameters parameters() {
    return session.parameters();
  }

  @Override
  public final Examples examples() {
    return session.train().examples();
  }

  @Override
  public final int[] rows() {
    return session.train().rows();
  }

  @Override
  public final long seed() {
    return session.definition().seed();
  }

  @Override
  public final int threads() {
    return session.threads();
  }

  @Override
  public final boolean interrupted() {
    return interruption.isRequested();
  }
}
