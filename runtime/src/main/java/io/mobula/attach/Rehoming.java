package io.mobula.attach;

import io.mobula.call.Address;
import io.mobula.core.control.ClusterView;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;

/**
 * A driver's search for another home, round after round through all nodes it knows.
 *
 * @param grace for the whole search
 */
record Rehoming(List<Address> given, String hostId, Duration grace) {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(1);

    /** A node that is alive answers sooner; one that is not must leave time for the others. */
    private static final Duration TRY_TIMEOUT = Duration.ofSeconds(1);

    Rehoming {
        given = List.copyOf(given);
    }

    sealed interface Try {
        record Taken(Link link) implements Try {}

        /** By a node that knows: no other will say anything else. */
        record Refused(String text) implements Try {}

        record NoAnswer(String failure) implements Try {}
    }

    sealed interface Outcome {
        record Found(Link link) implements Outcome {}

        record Refused(String text) implements Outcome {}

        record NotFound(String lastFailure) implements Outcome {}

        record GivenUp() implements Outcome {}
    }

    Outcome search(
            ClusterView view, Address failed, BooleanSupplier pointless, BiFunction<Address, Duration, Try> ask) {
        List<Address> candidates = NodeAddresses.candidates(view, hostId, given, failed);
        long deadline = System.nanoTime() + grace.toNanos();
        String lastFailure = "there was no time for one";
        for (Duration pause = FIRST_PAUSE; ; pause = longer(pause)) {
            for (Address candidate : candidates) {
                if (pointless.getAsBoolean()) return new Outcome.GivenUp();
                Duration left = Duration.ofNanos(deadline - System.nanoTime());
                if (!left.isPositive()) return new Outcome.NotFound(lastFailure);
                switch (ask.apply(candidate, left.compareTo(TRY_TIMEOUT) < 0 ? left : TRY_TIMEOUT)) {
                    case Try.Taken taken -> {
                        return new Outcome.Found(taken.link());
                    }
                    case Try.Refused refused -> {
                        return new Outcome.Refused(refused.text());
                    }
                    case Try.NoAnswer none -> lastFailure = none.failure();
                }
            }
            LockSupport.parkNanos(this, Math.min(pause.toNanos(), Math.max(0, deadline - System.nanoTime())));
        }
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.plus(pause);
        return doubled.compareTo(MAX_PAUSE) < 0 ? doubled : MAX_PAUSE;
    }
}
