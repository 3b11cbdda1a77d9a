package io.mobula.api.spi;

import io.mobula.api.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Trims stacks of bodies to what their author wrote. */
public final class Stacks {
    private static final List<String> FRAMEWORK = List.of(
            "io.mobula.api.spi.",
            "io.mobula.boot.",
            "io.mobula.call.",
            "io.mobula.cli.",
            "io.mobula.code.",
            "io.mobula.control.",
            "io.mobula.core.",
            "io.mobula.driver.",
            "io.mobula.executor.",
            "io.mobula.node.",
            "io.mobula.store.",
            "io.mobula.wire.");
    private static final List<String> MACHINERY =
            List.of("java.lang.invoke.", "java.lang.reflect.", "jdk.internal.reflect.", "jdk.proxy");
    private static final List<String> JDK = List.of("java.", "jdk.");

    private Stacks() {}

    /** Without the framework's frames, without those of reflection and method handles, and without what of the JDK stands below the framework: pools and threads. */
    public static StackTraceElement[] trim(StackTraceElement[] frames) {
        List<StackTraceElement> kept = new ArrayList<>(frames.length);
        boolean framework = false;
        for (StackTraceElement frame : frames) {
            if (starts(frame, FRAMEWORK)) framework = true;
            else if (!starts(frame, MACHINERY)) kept.add(frame);
        }
        if (framework) while (!kept.isEmpty() && starts(kept.getLast(), JDK)) kept.removeLast();
        return kept.toArray(StackTraceElement[]::new);
    }

    /** Trims the exception's own stack, and those of its causes and of what they suppressed. */
    @CanIgnoreReturnValue
    public static <X extends Throwable> X trim(X error) {
        trim(error, Collections.newSetFromMap(new IdentityHashMap<>()));
        return error;
    }

    private static void trim(Throwable error, Set<Throwable> done) {
        if (!done.add(error)) return;
        error.setStackTrace(trim(error.getStackTrace()));
        Throwable cause = error.getCause();
        if (cause != null) trim(cause, done);
        Arrays.stream(error.getSuppressed()).forEach(suppressed -> trim(suppressed, done));
    }

    private static boolean starts(StackTraceElement frame, List<String> prefixes) {
        return prefixes.stream().anyMatch(frame.getClassName()::startsWith);
    }
}
