package dev.gatun.cli;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.module.ModuleDescriptor;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/// Makes what the launcher needs so that Java archives Gatun's classes linked, and with them the
/// graph of its modules.
///
/// Java does neither where a module is incubating, as that of the Vector API is: its classes go
/// onto the boot class path, where C2 knows them as well. Nor does it link a class file without a
/// `StackMapTable` (JVMS 4.10.2), as picocli's are: they get one.
public final class ArchiveInputs {
  private static final String VECTOR_MODULE = "jdk.incubator.vector";

  /// The first that needs stack maps, and so has them checked beforehand.
  private static final int VERSION = ClassFile.JAVA_7_VERSION;

  private ArchiveInputs() {}

  /// Writes `picocli.jar` and, where the JDK has the Vector API, `vector.jar`, which serves the JDK
  /// that runs this, with `options`, what Java must be told for it.
  ///
  /// @param arguments picocli's jar, and the folder for the files, which must be there
  /// @throws IOException if a file cannot be read or written
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[1]);
    try (FileSystem picocli = FileSystems.newFileSystem(Path.of(arguments[0]))) {
      write(folder.resolve("picocli.jar"), picocli.getPath("/"), picocli.getPath("/picocli"));
    }
    Path vectors = Path.of(URI.create("jrt:/" + VECTOR_MODULE));
    if (Files.exists(vectors)) {
      write(folder.resolve("vector.jar"), vectors, vectors.resolve("jdk"));
      Files.write(folder.resolve("options"), options());
    }
  }

  private static void write(Path jar, Path root, Path classes) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> paths = Files.walk(classes)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(root.relativize(path).toString()));
        out.write(withStackMaps(Files.readAllBytes(path)));
      }
    }
  }

  private static byte[] withStackMaps(byte[] bytes) {
    ClassHierarchyResolver classes =
        ClassHierarchyResolver.ofResourceParsing(ClassLoader.getSystemClassLoader());
    ClassFile format = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(classes));
    ClassModel old = format.parse(bytes);
    return old.majorVersion() >= VERSION
        ? bytes
        : format.transformClass(
            old,
            ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
                .andThen((target, element) ->
                    target.with(
                        element instanceof ClassFileVersion
                            ? ClassFileVersion.of(VERSION, 0)
                            : element)));
  }

  /// {@return what opens the JDK to the classes of the Vector API as to their module, and has C2
  /// know them}
  private static List<String> options() {
    List<String> options = new ArrayList<>();
    for (Module module : ModuleLayer.boot().modules()) {
      for (ModuleDescriptor.Exports exports : module.getDescriptor().exports()) {
        if (exports.targets().contains(VECTOR_MODULE)) {
          options.add("--add-exports");
          options.add(module.getName() + "/" + exports.source() + "=ALL-UNNAMED");
        }
      }
    }
    options.add("-XX:+UnlockExperimentalVMOptions");
    options.add("-XX:+EnableVectorSupport");
    options.add("-XX:+EnableVectorReboxing");
    options.add("-XX:+EnableVectorAggressiveReboxing");
    return options;
  }
}
