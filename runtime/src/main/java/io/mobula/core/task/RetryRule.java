package io.mobula.core.task;

import io.mobula.core.message.Failure;
import java.util.List;

/**
 * When an application failure is tried again.
 *
 * @param types names of exception classes, subclasses included; empty means all
 * @param factor the delay grows by it with each retry
 * @param jitter the share of each delay that the shell draws at random, 0 to 1
 * @param atMostNanos of attempts and pauses together, {@link Long#MAX_VALUE} without a limit
 */
public record RetryRule(
        int times, List<String> types, long firstDelayNanos, double factor, double jitter, long atMostNanos) {
    public static final RetryRule NONE = new RetryRule(0, List.of(), 0, 1, 0, Long.MAX_VALUE);

    public RetryRule {
        types = List.copyOf(types);
    }

    /**
     * @param retried how often this task was tried again by this rule so far
     * @param spentNanos what its attempts and the pauses between them have taken so far
     */
    boolean allows(Failure.Application failure, int retried, long spentNanos) {
        return retried < times
                && spentNanos <= atMostNanos - Math.min(atMostNanos, delayNanos(retried))
                && (types.isEmpty() || failure.types().stream().anyMatch(types::contains));
    }

    long delayNanos(int retried) {
        return (long) (firstDelayNanos * Math.pow(factor, retried));
    }
}
