/// What a plugin author compiles against: the kinds of components, the graph with its gradients,
/// and the data. Start at [dev.gatun.api.Component].
module dev.gatun.api {
  requires transitive dev.gatun.engine;
  requires static org.jspecify;

  exports dev.gatun.api;
  exports dev.gatun.api.data;
  exports dev.gatun.api.graph;
  exports dev.gatun.api.profile;
}
