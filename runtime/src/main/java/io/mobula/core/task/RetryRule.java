package io.mobula.core.task;

import io.mobula.core.message.Failure;
import java.util.List;

/**
 * When an application failure is tried again.
 *
 * @param types names of exception classes, subclasses included; empty means all
 * @param factor the delay grows by it with each retry
 */
public record RetryRule(int times, List<String> types, long firstDelayNanos, double factor) {
    public static final RetryRule NONE = new RetryRule(0, List.of(), 0, 1);

    public RetryRule {
        types = List.copyOf(types);
    }

    /** @param retried how often this task was tried again by this rule so far */
    boolean allows(Failure.Application failure, int retried) {
        return retried < times && (types.isEmpty() || failure.types().stream().anyMatch(types::contains));
    }

    long delayNanos(int retried) {
        return (long) (firstDelayNanos * Math.pow(factor, retried));
    }
}
