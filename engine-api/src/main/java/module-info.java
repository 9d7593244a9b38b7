/// What engines are made of and made for: tensors, workspaces, and the kernels an engine provides.
/// Depends on the JDK alone; start at [dev.gatun.engine.Engine].
module dev.gatun.engine {
  requires static org.jspecify;

  exports dev.gatun.engine;

  uses dev.gatun.engine.EngineProvider;
}
