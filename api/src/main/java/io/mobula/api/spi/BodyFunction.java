package io.mobula.api.spi;

import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** A body behind the face of its functional interface: what a captured body is on the node it has travelled to. */
record BodyFunction(Class<?> face, Body body) implements InvocationHandler {
    private static final Object[] NO_ARGUMENTS = {};

    static <T> T make(Class<T> face, Body body) {
        Class<?>[] faces = Serializable.class.isAssignableFrom(face)
                ? new Class<?>[] {face}
                : new Class<?>[] {face, Serializable.class};
        return face.cast(Proxy.newProxyInstance(face.getClassLoader(), faces, new BodyFunction(face, body)));
    }

    static boolean is(Object value) {
        return Proxy.isProxyClass(value.getClass()) && Proxy.getInvocationHandler(value) instanceof BodyFunction;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // a function is equal to itself alone, as a lambda is
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        @Nullable Object[] given = arguments == null ? NO_ARGUMENTS : arguments;
        if (method.getDeclaringClass() == Object.class) {
            return switch (method.getName()) {
                case "equals" -> proxy == given[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> face.getName() + " of " + body.code();
            };
        }
        if (method.isDefault()) return InvocationHandler.invokeDefault(proxy, method, given);
        return body.invoke(given);
    }
}
