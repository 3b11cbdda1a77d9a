package io.mobula.submit;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Optional;

/** The method the Java launcher would call: {@code main(String[])} before {@code main()}, static or of an instance, not private. */
final class MainMethod {
    private final Method method;

    private MainMethod(Method method) {
        this.method = method;
    }

    static MainMethod of(Class<?> type) throws NoSuchMethodException {
        return new MainMethod(find(type, String[].class)
                .or(() -> find(type))
                .orElseThrow(() -> new NoSuchMethodException(
                        type.getName() + " has no main method: declare static void main(String[] arguments)")));
    }

    private static Optional<Method> find(Class<?> type, Class<?>... parameters) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            Optional<Method> found = Arrays.stream(at.getDeclaredMethods())
                    .filter(method -> method.getName().equals("main")
                            && method.getReturnType() == void.class
                            && !Modifier.isPrivate(method.getModifiers())
                            && Arrays.equals(method.getParameterTypes(), parameters))
                    .findFirst();
            if (found.isPresent()) return found;
        }
        return Optional.empty();
    }

    /** Throws what the program throws, its stack without the frames beneath it. */
    void run(String[] arguments) throws Throwable {
        try {
            method.setAccessible(true);
            Object[] values = method.getParameterCount() == 0 ? new Object[0] : new Object[] {arguments};
            Object receiver = Modifier.isStatic(method.getModifiers()) ? null : instance();
            method.invoke(receiver, values);
        } catch (InvocationTargetException thrown) {
            throw trimmed(thrown.getCause());
        }
    }

    private Object instance() throws ReflectiveOperationException {
        Constructor<?> constructor = method.getDeclaringClass().getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }

    private static Throwable trimmed(Throwable failure) {
        StackTraceElement[] frames = failure.getStackTrace();
        for (int i = 0; i < frames.length; i++) {
            if (frames[i].getClassName().startsWith("jdk.internal.reflect.")) {
                failure.setStackTrace(Arrays.copyOf(frames, i));
                break;
            }
        }
        return failure;
    }
}
