package dev.gatun.ffi;

/// A program that looks for the library on its class path alone and prints what it found.
final class SearchInChild {
  private SearchInChild() {}

  /// Runs the search.
  ///
  /// @param arguments none
  public static void main(String[] arguments) {
    BlasSearch search =
        new BlasSearch(
            System::getProperty,
            System::getenv,
            null,
            Platform.current(),
            SearchInChild.class.getClassLoader());
    System.out.println(search.load());
  }
}
