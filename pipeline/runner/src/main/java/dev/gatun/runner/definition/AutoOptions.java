package dev.gatun.runner.definition;

import dev.gatun.api.Auto;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Fills in options that were left to the framework.
@SuppressWarnings("ReferenceEquality") // what is not replaced stays the same object
public final class AutoOptions {
  private AutoOptions() {}

  /// Replaces every [Auto] option that is still unknown, also in components within components.
  ///
  /// @param <R> the component
  /// @param component not modified
  /// @param outputs the number of outputs the target needs
  /// @return the same component where there is nothing to replace, else a new one
  /// @throws IllegalArgumentException if a component refuses the number, in its own words
  public static <R extends Record> R resolve(R component, int outputs) {
    @SuppressWarnings("unchecked")
    R resolved = (R) record(component, outputs);
    return resolved;
  }

  private static Object value(Object value, int outputs) {
    if (value instanceof Record record) {
      return record(record, outputs);
    }
    if (value instanceof Optional<?> optional && optional.isPresent()) {
      Object inner = optional.get();
      Object resolved = value(inner, outputs);
      return resolved == inner ? value : Optional.of(resolved);
    }
    if (value instanceof List<?> list) {
      List<Object> items = new ArrayList<>(list.size());
      boolean changed = false;
      for (Object item : list) {
        Object resolved = value(item, outputs);
        changed |= resolved != item;
        items.add(resolved);
      }
      return changed ? List.copyOf(items) : value;
    }
    return value;
  }

  private static Record record(Record record, int outputs) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    Object[] values = new Object[components.length];
    boolean changed = false;
    for (int i = 0; i < values.length; i++) {
      Object old = Records.read(Records.accessor(components[i]), record);
      boolean unknown =
          old instanceof Integer number
              && number == Auto.UNKNOWN
              && components[i].isAnnotationPresent(Auto.class);
      values[i] = unknown ? outputs : value(old, outputs);
      changed |= values[i] != old;
    }
    return changed ? make(record.getClass(), components, values) : record;
  }

  private static Record make(
      Class<? extends Record> type, RecordComponent[] components, Object[] values) {
    try {
      return Records.make(Records.constructor(type, components), values);
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause();
      if (cause instanceof RuntimeException refused) {
        throw refused;
      }
      throw new PluginException(
          "%s must not throw, got %s".formatted(Components.place(type), cause), e);
    }
  }
}
