package io.mobula.tune.core;

/**
 * What a sweep was asked for.
 *
 * @param trials how many
 * @param concurrency how many may compute at once, at the start
 */
public record SweepRules(int trials, int concurrency, Pruning pruning, RetryRules retry, Limits limits) {
    public SweepRules {
        if (trials < 1) throw new IllegalArgumentException("trials is " + trials + ": it must be 1 or more");
        if (concurrency < 1) {
            throw new IllegalArgumentException("concurrency is " + concurrency + ": it must be 1 or more");
        }
    }
}
