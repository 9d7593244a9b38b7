package dev.gatun.runner.definition;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;

/// Takes records apart and puts them together.
final class Records {
  private Records() {}

  /// {@return the canonical constructor, accessible}
  ///
  /// @param type a record
  /// @param components of the record
  static <R extends Record> Constructor<R> constructor(
      Class<R> type, RecordComponent[] components) {
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < types.length; i++) {
      types[i] = components[i].getType();
    }
    try {
      Constructor<R> constructor = type.getDeclaredConstructor(types);
      open(constructor, type);
      return constructor;
    } catch (NoSuchMethodException e) {
      throw new AssertionError("every record has a canonical constructor", e);
    }
  }

  /// {@return an accessor, accessible}
  ///
  /// @param component of a record
  static Method accessor(RecordComponent component) {
    Method accessor = component.getAccessor();
    open(accessor, component.getDeclaringRecord());
    return accessor;
  }

  private static void open(AccessibleObject member, Class<?> type) {
    try {
      member.setAccessible(true);
    } catch (InaccessibleObjectException e) {
      throw new PluginException(
          "%s must be open to reflection; put 'opens %s' into its module-info"
              .formatted(Components.place(type), type.getPackageName()),
          e);
    }
  }

  /// {@return what an accessor returns}
  ///
  /// @param accessor of the record
  /// @param from the record
  static Object read(Method accessor, Record from) {
    try {
      return accessor.invoke(from);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new PluginException(
          "%s: accessor '%s' must not throw, got %s"
              .formatted(Components.place(from.getClass()), accessor.getName(), e.getCause()),
          e);
    } catch (IllegalAccessException e) {
      throw new LinkageError("accessors were made accessible", e);
    }
  }

  /// {@return a new record}
  ///
  /// @param constructor canonical and accessible
  /// @param values of the components, in order
  /// @throws InvocationTargetException if the record refuses the values
  static <R extends Record> R make(Constructor<R> constructor, Object... values)
      throws InvocationTargetException {
    try {
      return constructor.newInstance(values);
    } catch (InstantiationException | IllegalAccessException e) {
      throw new LinkageError("canonical constructors were made accessible", e);
    }
  }
}
