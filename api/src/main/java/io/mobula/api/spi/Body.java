package io.mobula.api.spi;

import io.mobula.api.Action;
import io.mobula.api.Fn;
import io.mobula.api.Ref;
import io.mobula.api.Task;
import io.mobula.api.error.CaptureException;
import io.mobula.api.error.ErrorCode;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A lambda taken apart: its code and the values it captured.
 *
 * <p>Cost: tens of nanoseconds once its class has been seen; the first time, the class file is read too.
 */
public final class Body {
  private final Shape shape;
  private final Object[] captured;

  private Body(Shape shape, Object[] captured) {
    this.shape = shape;
    this.captured = captured;
  }

  /** Throws {@link CaptureException} if the lambda cannot be taken apart. */
  public static Body of(Serializable lambda) {
    Shape shape = SHAPES.get(lambda.getClass());
    if (shape.named) return new Body(shape, new Object[] {lambda});
    SerializedLambda parts = shape.parts(lambda);
    if (shape.code == null) shape.first(parts);
    Object[] captured = new Object[shape.count];
    for (int i = 0; i < captured.length; i++) captured[i] = parts.getCapturedArg(i);
    return new Body(shape, captured);
  }

  public static boolean isBody(Object value) {
    return value instanceof Serializable && value.getClass().isHidden();
  }

  public BodyCode code() {
    return shape.code;
  }

  /** What the first reading of the class file found. */
  public BodyFacts facts() {
    return shape.facts();
  }

  public Object[] captured() {
    return captured;
  }

  /**
   * The refs the body depends on: captured ones, those of captured bodies, and those in fields of a captured {@code this} that the body itself reads. Refs inside collections and records are
   * values, not dependencies.
   */
  public void dependencies(Consumer<? super Ref<?>> each) {
    for (Object value : held()) {
      if (value instanceof Ref<?> ref) each.accept(ref);
      else if (isBody(value)) of((Serializable) value).dependencies(each);
    }
    for (MethodHandle getter : shape.thisRefs) if (read(getter, captured[0]) instanceof Ref<?> ref) each.accept(ref);
  }

  private static Object read(MethodHandle getter, Object from) {
    try {
      return (Object) getter.invokeExact(from);
    } catch (Throwable t) {
      throw new LinkageError(t.toString(), t);
    }
  }

  /** The same body with other captured values; of a record body, with other components. */
  public Body map(UnaryOperator<Object> translate) {
    if (shape.named) return new Body(shape, new Object[] {shape.components == null ? captured[0] : rebuild((Record) captured[0], translate)});
    Object[] next = new Object[captured.length];
    for (int i = 0; i < next.length; i++) next[i] = translate.apply(captured[i]);
    return new Body(shape, next);
  }

  private Record rebuild(Record from, UnaryOperator<Object> translate) {
    Object[] next = new Object[shape.components.length];
    for (int i = 0; i < next.length; i++) next[i] = translate.apply(read(shape.components[i], from));
    try {
      return (Record) (Object) shape.constructor.invokeExact(next);
    } catch (Throwable t) {
      throw new IllegalStateException(from.getClass().getName() + " refuses its own components: " + t, t);
    }
  }

  /** The values a body holds: what a lambda captured, or a record's components. */
  public Object[] held() {
    if (shape.components == null) return captured;
    Object[] values = new Object[shape.components.length];
    for (int i = 0; i < values.length; i++) values[i] = read(shape.components[i], captured[0]);
    return values;
  }

  /** Runs the body in this JVM. */
  public Object invoke(Object... arguments) throws Throwable {
    Object[] all = captured;
    if (arguments.length > 0) {
      all = new Object[captured.length + arguments.length];
      System.arraycopy(captured, 0, all, 0, captured.length);
      System.arraycopy(arguments, 0, all, captured.length, arguments.length);
    }
    return (Object) shape.invoker.invokeExact(all);
  }

  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  private static final ClassValue<Shape> SHAPES =
      new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
          return new Shape(type);
        }
      };

  /** All lambdas of one class come from one place in the source, so everything but the captured values is known per class. */
  private static final class Shape {
    final Class<?> type;
    final MethodHandle writeReplace;
    volatile BodyCode code;
    int count;
    MethodHandle[] thisRefs = {};
    MethodHandle[] components;
    MethodHandle constructor;
    MethodHandle invoker;
    private BodyFacts facts;

    /** A record or an enum constant as a body: the value itself is what is captured. */
    final boolean named;

    Shape(Class<?> type) {
      this.type = type;
      named = type.isRecord() || Enum.class.isAssignableFrom(type);
      if (named) {
        writeReplace = null;
        named();
        return;
      }
      MethodHandle found = null;
      try {
        Method method = type.getDeclaredMethod("writeReplace");
        method.setAccessible(true);
        Body.class.getModule().addReads(type.getModule());
        found = LOOKUP.unreflect(method).asType(MethodType.methodType(Object.class, Object.class));
      } catch (NoSuchMethodException plain) {
        throw refuse(
            type.isHidden() ? ErrorCode.CAPTURE_PLAIN_LAMBDA : ErrorCode.CAPTURE_NOT_A_LAMBDA,
            type.isHidden()
                ? "%s is not Serializable, so its captured values cannot be read. Declare it as io.mobula.api.Fn or Task where it is made"
                    .formatted(type.getInterfaces()[0].getName())
                : "%s is a class. A body is a lambda, a method reference, a record or an enum constant".formatted(type.getName()));
      } catch (InaccessibleObjectException | IllegalAccessException closed) {
        // A package that its module does not open: taken apart the slow way, see parts().
      }
      writeReplace = found;
    }

    private void named() {
      try {
        for (Class<?> face : List.of(Task.class, Action.class, Fn.class)) {
          if (!face.isAssignableFrom(type)) continue;
          for (Method m : face.getMethods()) {
            if (!java.lang.reflect.Modifier.isAbstract(m.getModifiers())) continue;
            code = new BodyCode(type.getName().replace('.', '/'), m.getName(), MethodType.methodType(m.getReturnType(), m.getParameterTypes()).toMethodDescriptorString(), 5);
          }
        }
        if (code == null) throw refuse(ErrorCode.CAPTURE_NOT_A_LAMBDA, type.getName() + " is not a body");
        count = 1;
        invoker = code.resolve(type.getClassLoader());
        if (!type.isRecord()) return;
        var parts = type.getRecordComponents();
        Class<?>[] types = new Class<?>[parts.length];
        var getters = new MethodHandle[parts.length];
        for (int i = 0; i < parts.length; i++) {
          types[i] = parts[i].getType();
          Method accessor = parts[i].getAccessor();
          accessor.setAccessible(true);
          getters[i] = LOOKUP.unreflect(accessor).asType(MethodType.methodType(Object.class, Object.class));
        }
        var canonical = type.getDeclaredConstructor(types);
        canonical.setAccessible(true);
        constructor = LOOKUP.unreflectConstructor(canonical).asType(MethodType.genericMethodType(parts.length)).asSpreader(Object[].class, parts.length);
        components = getters;
      } catch (ReflectiveOperationException | InaccessibleObjectException closed) {
        throw closed(type.getName(), closed);
      }
    }

    private CaptureException closed(String owner, Exception why) {
      return owner.startsWith("java.")
          ? refuse(
              ErrorCode.CAPTURE_PACKAGE_CLOSED,
              "A lambda made inside the JDK (%s) cannot be taken apart. Write it out, as in (a, b) -> a.size() - b.size()".formatted(owner))
          : refuse(
              ErrorCode.CAPTURE_PACKAGE_CLOSED,
              "Package %s is not open to io.mobula.api (%s). Add `opens %s to io.mobula.api;` to its module-info"
                  .formatted(type.getPackageName(), why.getClass().getSimpleName(), type.getPackageName()));
    }

    SerializedLambda parts(Serializable lambda) {
      try {
        if (writeReplace != null) return (SerializedLambda) (Object) writeReplace.invokeExact((Object) lambda);
      } catch (ClassCastException own) {
        throw refuse(ErrorCode.CAPTURE_NOT_A_LAMBDA, type.getName() + " has its own writeReplace");
      } catch (Throwable t) {
        throw new LinkageError(t.toString(), t);
      }
      return Peek.at(lambda);
    }

    synchronized void first(SerializedLambda parts) {
      if (code != null) return;
      var found = new BodyCode(parts.getImplClass(), parts.getImplMethodName(), parts.getImplMethodSignature(), parts.getImplMethodKind());
      count = parts.getCapturedArgCount();
      try {
        invoker = found.resolve(type.getClassLoader());
        boolean capturesThis = count > 0 && found.kind() != MethodHandleInfo.REF_invokeStatic && found.name().startsWith("lambda$");
        if (capturesThis) thisRefs = refFields(parts, found);
      } catch (ReflectiveOperationException closed) {
        throw closed(found.owner().replace('/', '.'), closed);
      }
      code = found;
    }

    BodyFacts facts() {
      if (facts == null) facts = BodyFacts.read(type.getClassLoader(), code);
      return facts;
    }

    private MethodHandle[] refFields(SerializedLambda parts, BodyCode found) throws ReflectiveOperationException {
      facts = BodyFacts.read(type.getClassLoader(), found);
      List<MethodHandle> getters = new ArrayList<>();
      Class<?> owner = Class.forName(found.owner().replace('/', '.'), false, type.getClassLoader());
      for (var field : owner.getDeclaredFields()) {
        if (!facts.thisReads().contains(field.getName()) || !Ref.class.isAssignableFrom(field.getType())) continue;
        var getter = MethodHandles.privateLookupIn(owner, LOOKUP).unreflectGetter(field);
        getters.add(getter.asType(MethodType.methodType(Object.class, Object.class)));
      }
      return getters.toArray(MethodHandle[]::new);
    }
  }

  private static CaptureException refuse(ErrorCode code, String message) {
    return new CaptureException(code, message + ".", null);
  }

  /** Java serialization may call a closed package's {@code writeReplace}, and shows the result to {@code replaceObject}. */
  private static final class Peek extends ObjectOutputStream {
    private SerializedLambda seen;

    private Peek() throws IOException {
      super(OutputStream.nullOutputStream());
      enableReplaceObject(true);
    }

    @Override
    protected Object replaceObject(Object object) {
      if (object instanceof SerializedLambda parts) {
        seen = parts;
        return null;
      }
      return object;
    }

    static SerializedLambda at(Serializable lambda) {
      try (Peek peek = new Peek()) {
        peek.writeObject(lambda);
        if (peek.seen == null) throw refuse(ErrorCode.CAPTURE_NOT_A_LAMBDA, lambda.getClass().getName() + " is not a lambda");
        return peek.seen;
      } catch (IOException e) {
        throw refuse(ErrorCode.CAPTURE_UNSHIPPABLE, lambda.getClass().getName() + ": " + e.getMessage());
      }
    }
  }
}
