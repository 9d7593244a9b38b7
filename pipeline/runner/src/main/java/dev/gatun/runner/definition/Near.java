package dev.gatun.runner.definition;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds what a misspelt name was meant to be.
public final class Near {
  private Near() {}

  /// {@return `; did you mean 'x'?`, or all names after a lead where none is near}
  ///
  /// @param name as written
  /// @param names those there are
  /// @param lead introduces the names, such as `layers are`
  /// @param none what to say where there are no names
  public static String hint(String name, Collection<String> names, String lead, String none) {
    if (names.isEmpty()) {
      return "; " + none;
    }
    String near = nearest(name, names);
    if (near != null) {
      return "; did you mean '" + near + "'?";
    }
    return "; " + lead + " " + sorted(names);
  }

  /// {@return names in order, with commas}
  ///
  /// @param names to list
  static String sorted(Collection<String> names) {
    List<String> sorted = new ArrayList<>(names);
    Collections.sort(sorted);
    return String.join(", ", sorted);
  }

  /// {@return the nearest of some names, the first in order among equals; null where none is near}
  ///
  /// @param name as written
  /// @param names those there are
  public static @Nullable String nearest(String name, Collection<String> names) {
    String wanted = Names.kebab(name.replace('_', '-').replace(' ', '-'));
    int limit = wanted.length() <= 3 ? 1 : 2;
    String begun = begun(wanted, names);
    if (begun != null) {
      limit = 1;
    }
    String best = null;
    int least = limit + 1;
    for (String candidate : names) {
      if (Math.abs(candidate.length() - wanted.length()) > limit) {
        continue;
      }
      int distance = distance(wanted, candidate);
      boolean better =
          distance < least || (distance == least && best != null && candidate.compareTo(best) < 0);
      if (better && distance < Math.max(candidate.length(), wanted.length())) {
        best = candidate;
        least = distance;
      }
    }
    return best == null ? begun : best;
  }

  /// {@return the shortest name that begins so; null where none does or too little is written}
  private static @Nullable String begun(String wanted, Collection<String> names) {
    String begun = null;
    for (String candidate : names) {
      boolean begins = wanted.length() >= 3 && candidate.startsWith(wanted);
      boolean better = begun == null || candidate.length() < begun.length();
      if (begins && better) {
        begun = candidate;
      }
    }
    return begun;
  }

  /// {@return how many letters must be inserted, removed, replaced or swapped with the next}
  ///
  /// Source: Damerau 1964, A technique for computer detection and correction of spelling errors, in
  /// the restricted form that edits no letter twice.
  ///
  /// @param a one word
  /// @param b another
  static int distance(String a, String b) {
    int[] before = new int[b.length() + 1];
    int[] previous = new int[b.length() + 1];
    int[] current = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          current[j] = Math.min(current[j], before[j - 2] + 1);
        }
      }
      int[] reused = before;
      before = previous;
      previous = current;
      current = reused;
    }
    return previous[b.length()];
  }
}
