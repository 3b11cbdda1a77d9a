package io.mobula.api.spi;

import io.mobula.api.error.CaptureException;
import io.mobula.api.error.ErrorCode;
import java.io.Serializable;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Checks bodies for static state: the one leak between laptop and cluster that copying cannot close.
 *
 * <p>In one JVM a body sees what the program assigned; on a cluster the static is another one. Found are uses in the body itself, in methods of its class that it calls and in its lambdas; held
 * bodies are checked too.
 *
 * <p>Cost: reads class files the first time a body's code is seen, 1 ms and more: for the background, or for strict checks.
 */
public final class StaticState {
    /** Places already told of, with the class that holds them. */
    private static final ClassValue<Set<StaticUse>> REPORTED = new ClassValue<>() {
        @Override
        protected Set<StaticUse> computeValue(Class<?> owner) {
            return ConcurrentHashMap.newKeySet();
        }
    };

    private StaticState() {}

    /** Tells of each place in the source once in the life of its class. */
    public static void warnOnce(Body body, Consumer<String> warning) {
        CodeShape shape = body.shape();
        if (shape.claimStaticsReport()) {
            Set<StaticUse> reported = REPORTED.get(shape.owner);
            for (StaticUse use : shape.statics()) {
                if (reported.add(use)) warning.accept(exception(body, use).getMessage());
            }
        }
        forHeldBodies(body, inner -> warnOnce(inner, warning));
    }

    /** Throws {@code CAPTURE_STATIC_STATE} for the first use found. */
    public static void refuse(Body body) {
        for (StaticUse use : body.shape().statics()) throw exception(body, use);
        forHeldBodies(body, StaticState::refuse);
    }

    private static void forHeldBodies(Body body, Consumer<Body> check) {
        for (Object value : body.held()) {
            if (Body.isBody(value)) check.accept(Body.of((Serializable) value));
        }
    }

    private static CaptureException exception(Body body, StaticUse use) {
        return new CaptureException(ErrorCode.CAPTURE_STATIC_STATE, Captures.title(body) + use.worded(), null);
    }
}
