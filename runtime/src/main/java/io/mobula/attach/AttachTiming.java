package io.mobula.attach;

import java.time.Duration;

/**
 * When the two ends of a connection give each other up.
 *
 * @param ping how often each end says that it lives
 * @param silence a connection on which nothing was heard for so long is broken
 * @param grace how long a driver may be without a home; the control log's own setting is the one that counts
 */
public record AttachTiming(Duration ping, Duration silence, Duration grace) {
    public static final AttachTiming DEFAULT =
            new AttachTiming(Duration.ofMillis(500), Duration.ofSeconds(3), Duration.ofSeconds(8));

    public AttachTiming {
        if (!ping.isPositive() || silence.compareTo(ping.plus(ping)) < 0)
            throw new IllegalArgumentException(
                    "a silence of " + silence + " leaves no room for a late ping of " + ping);
        if (!grace.isPositive()) throw new IllegalArgumentException("a grace must be positive: " + grace);
    }

    public AttachTiming withGrace(Duration other) {
        return new AttachTiming(ping, silence, other);
    }

    /** A home that has heard nothing of its driver for so long stops speaking for it, so that the grace counts from the last sign of life; the connection may still hold. */
    Duration quiet() {
        return ping.multipliedBy(3).dividedBy(2);
    }
}
