package dev.gatun.tests.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// Contenders that work in turn, round after round, each round beginning with another one.
final class Session implements AutoCloseable {
  /// Longer than threads of any library spin before they sleep.
  private static final long PAUSE_MILLIS = 80;

  private final List<ContenderProcess> processes = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private final int rounds;
  private final OwnCores cores;

  /// Starts all contenders.
  ///
  /// @param contenders who takes part
  /// @param rounds how many
  /// @param folder for what they write to their error streams
  /// @throws IOException if one cannot be started
  Session(List<Contender> contenders, int rounds, Path folder) throws IOException {
    this.rounds = rounds;
    for (Contender contender : contenders) {
      processes.add(new ContenderProcess(contender, folder));
    }
    // Whoever still starts would disturb the first figures of the others.
    List.copyOf(processes).forEach(process -> ask(process, "hello"));
    cores =
        new OwnCores(
            processes.stream()
                .filter(process -> process.contender().name().equals(Contender.LIMIT))
                .findFirst()
                .map(limit -> () -> probe(limit)));
  }

  private static OwnCores.Probe probe(ContenderProcess limit) {
    ContenderProcess.Reply reply = limit.ask("cores").orElseThrow();
    return new OwnCores.Probe(reply.number("one"), reply.number("two"), reply.number("pass"));
  }

  /// Asks everybody in every round, and tells the error stream what is being measured.
  ///
  /// @param label what it is
  /// @param request for a contender and whether it is the first one of its kind
  /// @return what those answered who do such work
  Samples interleave(String label, Request request) {
    System.err.println("measuring " + label);
    SequencedMap<Contender, List<ContenderProcess.Reply>> replies = new LinkedHashMap<>();
    processes.forEach(process -> replies.put(process.contender(), new ArrayList<>()));
    for (int round = 0; round < rounds; round++) {
      List<ContenderProcess> order = new ArrayList<>(processes);
      Collections.rotate(order, -round);
      for (ContenderProcess process : order) {
        String line = request.line(round == 0);
        sample(process, line)
            .ifPresent(reply ->
                replies.computeIfAbsent(process.contender(), _ -> new ArrayList<>()).add(reply));
      }
    }
    replies.values().removeIf(List::isEmpty);
    return new Samples(replies);
  }

  private Optional<ContenderProcess.Reply> sample(ContenderProcess process, String line) {
    return cores.take(() -> {
      Pause.of(PAUSE_MILLIS);
      return ask(process, line);
    });
  }

  /// Asks one; another library that fails takes part no more.
  private Optional<ContenderProcess.Reply> ask(ContenderProcess process, String line) {
    try {
      return process.ask(line);
    } catch (ContenderException e) {
      if (!process.contender().isPeer()) {
        throw e;
      }
      failures.add(e.getMessage());
      processes.remove(process);
      process.close();
      return Optional.empty();
    }
  }

  /// {@return why libraries dropped out, and whether the machine was there for all}
  List<String> remarks() {
    return Stream.concat(failures.stream(), cores.remark().stream()).toList();
  }

  /// What to ask for.
  @FunctionalInterface
  interface Request {
    /// {@return one line}
    ///
    /// @param first whether nothing of the kind was asked for before
    String line(boolean first);
  }

  /// Ends all processes.
  @Override
  public void close() {
    processes.forEach(ContenderProcess::close);
  }

  /// What contenders answered, round by round.
  record Samples(SequencedMap<Contender, List<ContenderProcess.Reply>> replies) {
    /// {@return a library's numbers, those of its best setting by the median; empty if it did not
    /// take part}
    ///
    /// @param name of the library
    /// @param number which one
    /// @param more whether greater is better
    double[] best(String name, String number, boolean more) {
      double[] best = {};
      for (var entry : replies.entrySet()) {
        if (entry.getKey().name().equals(name)) {
          double[] numbers = numbers(entry.getValue(), number);
          if (best.length == 0 || more == (Rounds.median(numbers) > Rounds.median(best))) {
            best = numbers;
          }
        }
      }
      return best;
    }

    private static double[] numbers(List<ContenderProcess.Reply> replies, String number) {
      return replies.stream().mapToDouble(reply -> reply.number(number)).toArray();
    }

    /// {@return all that was answered, for JSON}
    ///
    /// @param workload what was asked for
    SequencedMap<String, Object> tree(String workload) {
      List<Object> all = new ArrayList<>();
      replies.forEach((contender, answers) -> {
        SequencedMap<String, Object> one = new LinkedHashMap<>();
        one.put("contender", contender.label());
        one.put("rounds", answers.stream().map(ContenderProcess.Reply::values).toList());
        all.add(one);
      });
      SequencedMap<String, Object> tree = new LinkedHashMap<>();
      tree.put("workload", workload);
      tree.put("contenders", all);
      return tree;
    }

    /// {@return the median of a library's numbers, of its best setting; NaN if it did not take
    /// part}
    ///
    /// @param name of the library
    /// @param number which one
    /// @param more whether greater is better
    double median(String name, String number, boolean more) {
      double[] numbers = best(name, number, more);
      return numbers.length == 0 ? Double.NaN : Rounds.median(numbers);
    }

    /// {@return the libraries other than Gatun that took part}
    List<String> peers() {
      return replies.keySet().stream()
          .filter(Contender::isPeer)
          .map(Contender::name)
          .distinct()
          .toList();
    }
  }
}
