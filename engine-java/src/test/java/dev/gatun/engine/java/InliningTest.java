package dev.gatun.engine.java;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.CodeAttribute;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class InliningTest {
  /// What `-XX:FreqInlineSize` is if nobody sets it, in bytes.
  private static final int INLINED = 325;

  @Test
  void loopsOfGradientsAreTooLargeToBeInlined() throws IOException {
    assertThat(size(VectorActivation.class, "whole")).isGreaterThan(INLINED);
  }

  /// {@return the size of a method in bytes}
  private static int size(Class<?> type, String method) throws IOException {
    try (InputStream file =
        Objects.requireNonNull(type.getResourceAsStream(type.getSimpleName() + ".class"))) {
      return ClassFile.of().parse(file.readAllBytes()).methods().stream()
          .filter(model -> model.methodName().equalsString(method))
          .mapToInt(model -> ((CodeAttribute) model.code().orElseThrow()).codeLength())
          .findFirst()
          .orElseThrow();
    }
  }
}
