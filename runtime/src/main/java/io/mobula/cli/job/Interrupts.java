package io.mobula.cli.job;

import io.mobula.cli.cluster.CommandFailed;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/** Ctrl-C, heard instead of died of. The JDK's only door to it is {@code sun.misc.Signal}, which its module supports but javac warns of: it is opened by name. */
public final class Interrupts {
    private Interrupts() {}

    /** Calls {@code action} on a thread of its own at every SIGINT from now on. */
    @SuppressWarnings("ReferenceEquality") // a handler is equal to itself alone
    public static void onInterrupt(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler calls = (proxy, method, arguments) -> switch (method.getName()) {
                case "handle" -> {
                    action.run();
                    yield null;
                }
                case "equals" -> proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> "SIGINT handler";
            };
            Object ours = Proxy.newProxyInstance(Interrupts.class.getClassLoader(), new Class<?>[] {handler}, calls);
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("INT"), ours);
        } catch (ReflectiveOperationException noSignals) {
            throw new CommandFailed(
                    "Ctrl-C cannot be heard in this JVM: %s. Use --detach, and `mobula logs --follow`."
                            .formatted(noSignals),
                    noSignals);
        }
    }
}
