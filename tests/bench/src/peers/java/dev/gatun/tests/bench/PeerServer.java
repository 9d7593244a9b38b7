package dev.gatun.tests.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Answers requests for a peer until its input ends.
final class PeerServer {
  private final Peer peer;

  private PeerServer(Peer peer) {
    this.peer = peer;
  }

  /// Serves.
  ///
  /// @param peer does the work
  /// @throws IOException if a request cannot be read
  static void serve(Peer peer) throws IOException {
    PeerServer server = new PeerServer(peer);
    BufferedReader requests =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    @Nullable String line = requests.readLine();
    while (line != null) {
      System.out.println(server.answer(line.split(" ", -1)));
      System.out.flush();
      line = requests.readLine();
    }
  }

  private String answer(String[] words) {
    Optional<String> answer =
        switch (words[0]) {
          case TrainingRequest.WORD -> {
            TrainingRequest request = TrainingRequest.of(words);
            yield peer.train(request)
                .map(step -> String.format(Locale.ROOT, "ok rate=%.1f", rate(step, request)));
          }
          case "step" -> {
            TrainingRequest request = TrainingRequest.of(words);
            yield peer.train(request).map(step -> first(step, request));
          }
          case "infer" ->
              peer.infer(TrainingRequest.widths(words[1]), Integer.parseInt(words[2]))
                  .map(
                      call ->
                          seconds(
                              Inference.median(
                                  call,
                                  Double.parseDouble(words[3]),
                                  Double.parseDouble(words[4]))));
          case "loop" ->
              peer.loop(Integer.parseInt(words[1]))
                  .map(loop -> seconds(Rounds.Contestant.of(loop).seconds(1)));
          default -> Optional.empty();
        };
    return answer.orElse("none");
  }

  private static String first(Peer.Step step, TrainingRequest request) {
    step.run(0, request.batch());
    return "ok";
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "ok seconds=%.9f", seconds);
  }

  private static double rate(Peer.Step step, TrainingRequest request) {
    long index = 0;
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < request.warmUpSeconds() * 1e9) {
      index = next(step, request, index);
    }
    long first = index;
    begin = System.nanoTime();
    while (System.nanoTime() - begin < request.seconds() * 1e9) {
      index = next(step, request, index);
    }
    return (index - first) * request.batch() / ((System.nanoTime() - begin) * 1e-9);
  }

  private static long next(Peer.Step step, TrainingRequest request, long index) {
    int batches = request.examples() / request.batch();
    int from = (int) (index % batches) * request.batch();
    step.run(from, from + request.batch());
    return index + 1;
  }
}
