package io.mobula.wire.value;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The place in a program where a lambda is made: its names, and the way to make one there from other captured values. */
final class LambdaSite {
    private static final int NAMES = 8;

    /** What the compiler adds to every class with serializable lambdas. */
    private static final ClassValue<MethodHandle> REMAKE = new ClassValue<>() {
        @Override
        protected MethodHandle computeValue(Class<?> capturing) {
            try {
                Method method = capturing.getDeclaredMethod("$deserializeLambda$", SerializedLambda.class);
                method.setAccessible(true);
                return MethodHandles.lookup()
                        .unreflect(method)
                        .asType(MethodType.methodType(Object.class, SerializedLambda.class));
            } catch (ReflectiveOperationException | RuntimeException none) {
                throw new IllegalStateException("no lambdas are made in " + capturing.getName(), none);
            }
        }
    };

    private final Classes loader;
    private final Class<?> capturing;
    private final List<String> names;
    private final int kind;
    private final int captures;
    private final MethodHandle remake;

    private LambdaSite(Classes loader, Class<?> capturing, List<String> names, int kind, int captures) {
        this.loader = loader;
        this.capturing = capturing;
        this.names = names;
        this.kind = kind;
        this.captures = captures;
        try {
            remake = REMAKE.get(capturing);
        } catch (IllegalStateException none) {
            throw loader.otherShape(capturing);
        }
    }

    static LambdaSite of(SerializedLambda parts, Classes loader) {
        return new LambdaSite(
                loader, capturing(parts, loader), names(parts), parts.getImplMethodKind(), parts.getCapturedArgCount());
    }

    private static Class<?> capturing(SerializedLambda parts, Classes loader) {
        return loader.load(parts.getCapturingClass().replace('/', '.'));
    }

    private static List<String> names(SerializedLambda parts) {
        return List.of(
                parts.getFunctionalInterfaceClass(),
                parts.getFunctionalInterfaceMethodName(),
                parts.getFunctionalInterfaceMethodSignature(),
                parts.getImplClass(),
                parts.getImplMethodName(),
                parts.getImplMethodSignature(),
                parts.getInstantiatedMethodType(),
                parts.getCapturingClass().replace('/', '.'));
    }

    static void write(Encoder out, SerializedLambda parts) {
        for (String name : names(parts)) out.name(name);
        out.sink.u8(parts.getImplMethodKind());
        out.sink.count(parts.getCapturedArgCount());
    }

    static LambdaSite read(Decoder in) {
        List<String> names = new ArrayList<>(NAMES);
        for (int i = 0; i < NAMES; i++) names.add(in.name());
        int kind = in.source.u8();
        int captures = in.source.count(1);
        return new LambdaSite(in.loader, in.loader.load(names.getLast()), List.copyOf(names), kind, captures);
    }

    int captures() {
        return captures;
    }

    Object make(@Nullable Object[] captured) {
        var parts = new SerializedLambda(
                capturing,
                names.get(0),
                names.get(1),
                names.get(2),
                kind,
                names.get(3),
                names.get(4),
                names.get(5),
                names.get(6),
                captured);
        try {
            return (Object) remake.invokeExact(parts);
        } catch (IllegalArgumentException unknown) {
            throw loader.otherShape(capturing);
        } catch (Throwable t) {
            throw Thrown.by(t);
        }
    }
}
