package dev.gatun.api;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/// A source whose files can be downloaded, which `gatun fetch` does with the source of that name.
///
/// Reading never downloads: a source whose files are missing says to run `gatun fetch`.
public interface Fetchable {
  /// {@return the data set's name: lower-case letters, digits and dashes; its folder at a mirror
  /// and in the cache}
  String dataset();

  /// {@return the files of the data set}
  List<RemoteFile> files();

  /// {@return where copies are: folders, tried in order, that hold a folder named like the data
  /// set, which holds the files}
  List<URI> mirrors();

  /// {@return where the files are put and, unless a path is set, read: `GATUN_CACHE`, or else
  /// `~/.gatun/data`, and in it a folder named like the data set}
  default Path folder() {
    String cache = System.getProperty("gatun.cache", System.getenv("GATUN_CACHE"));
    Path root =
        cache == null || cache.isBlank()
            ? Path.of(System.getProperty("user.home"), ".gatun", "data")
            : Path.of(cache);
    return root.toAbsolutePath().normalize().resolve(dataset());
  }

  /// A file at a mirror.
  ///
  /// @param name without folders
  /// @param bytes its size
  /// @param sha256 its checksum, 64 hexadecimal digits in lower case
  record RemoteFile(String name, long bytes, String sha256) {}
}
