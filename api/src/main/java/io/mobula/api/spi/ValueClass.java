package io.mobula.api.spi;

import io.mobula.api.Action;
import io.mobula.api.ActorAction;
import io.mobula.api.ActorCall;
import io.mobula.api.ActorFactory;
import io.mobula.api.ActorStream;
import io.mobula.api.Fn;
import io.mobula.api.StreamTask;
import io.mobula.api.Task;
import java.io.Serializable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodType;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A record or an enum as a body: the value itself is what it captures, a record's components are what it holds. */
final class ValueClass implements BodyClass {
    private static final List<Class<?>> FACES = List.of(
            Task.class,
            Action.class,
            Fn.class,
            StreamTask.class,
            ActorCall.class,
            ActorAction.class,
            ActorStream.class,
            ActorFactory.class);

    private final CodeShape shape;
    private final Class<?> face;
    private final MethodHandle[] components;
    /** {@code (Object[]) -> Object}; null of an enum. */
    private final @Nullable MethodHandle constructor;

    private ValueClass(CodeShape shape, Class<?> face, MethodHandle[] components, @Nullable MethodHandle constructor) {
        this.shape = shape;
        this.face = face;
        this.components = components;
        this.constructor = constructor;
    }

    static boolean isBody(Object value) {
        return (value instanceof Record || value instanceof Enum<?>)
                && switch (value) {
                    case Task<?> _, Action _, Fn<?, ?> _, StreamTask<?> _ -> true;
                    case ActorCall<?, ?> _, ActorAction<?> _, ActorStream<?, ?> _, ActorFactory<?> _ -> true;
                    default -> false;
                };
    }

    static ValueClass of(Class<?> type) {
        Class<?> face = face(type);
        try {
            CodeShape shape = CodeShape.load(code(type, face), type.getClassLoader());
            if (!type.isRecord()) return new ValueClass(shape, face, new MethodHandle[0], null);
            RecordComponent[] parts = type.getRecordComponents();
            Class<?>[] types = new Class<?>[parts.length];
            var getters = new MethodHandle[parts.length];
            for (int i = 0; i < parts.length; i++) {
                types[i] = parts[i].getType();
                getters[i] = UserCode.getter(parts[i].getAccessor());
            }
            return new ValueClass(shape, face, getters, UserCode.constructor(type.getDeclaredConstructor(types)));
        } catch (ReflectiveOperationException | InaccessibleObjectException closed) {
            throw Refusals.packageClosed(type, closed);
        }
    }

    /** Throws {@link CaptureException} if there is none, or more than one: then nobody could tell which is meant. */
    private static Class<?> face(Class<?> type) {
        List<Class<?>> faces =
                FACES.stream().filter(face -> face.isAssignableFrom(type)).toList();
        return switch (faces.size()) {
            case 0 -> throw Refusals.notABody(type);
            case 1 -> faces.getFirst();
            default -> throw Refusals.twoBodies(type, faces);
        };
    }

    private static BodyCode code(Class<?> type, Class<?> face) {
        for (Method method : face.getMethods()) {
            if (!Modifier.isAbstract(method.getModifiers())) continue;
            String erased = MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                    .toMethodDescriptorString();
            return new BodyCode(
                    type.getName().replace('.', '/'), method.getName(), erased, MethodHandleInfo.REF_invokeVirtual);
        }
        throw new IllegalStateException(face + " is no functional interface");
    }

    @Override
    public Body take(Serializable body) {
        return new Body(shape, this, new Object[] {body});
    }

    @Override
    public Class<?> face(Serializable body) {
        return face;
    }

    BodyCode code() {
        return shape.code;
    }

    /** Of the method as it was written: the one that runs is the compiler's bridge to it. */
    Class<?> returnType() {
        Class<?> narrowest = Object.class;
        for (Method method : shape.owner.getDeclaredMethods()) {
            boolean written = !method.isBridge() && method.getName().equals(shape.code.name());
            if (written && narrowest.isAssignableFrom(method.getReturnType())) narrowest = method.getReturnType();
        }
        return narrowest;
    }

    @Nullable
    Object[] held(Object body) {
        @Nullable Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) values[i] = UserCode.read(components[i], body);
        return values;
    }

    /** The record with other components; an enum constant has none. */
    Body map(Object body, UnaryOperator<@Nullable Object> translate) {
        if (constructor == null) return take((Serializable) body);
        @Nullable Object[] next = held(body);
        for (int i = 0; i < next.length; i++) next[i] = translate.apply(next[i]);
        try {
            Object made = (Object) constructor.invokeExact(next);
            return take((Serializable) made);
        } catch (Throwable t) {
            throw new IllegalStateException(body.getClass().getName() + " refuses its own components: " + t, t);
        }
    }
}
