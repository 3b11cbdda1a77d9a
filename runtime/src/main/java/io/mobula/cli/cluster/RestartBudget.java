package io.mobula.cli.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides whether a node that ended is started again: at most {@code maxRestarts} times within {@code window}, because a node that dies at once would die for ever.
 *
 * <p>Pure: time is passed in.
 *
 * @param restartsNanos when this node was restarted, oldest first, as far as the window reaches back
 */
public record RestartBudget(int maxRestarts, Duration window, List<Long> restartsNanos) {
    /** What a node's process ends with when it is to be started again: EX_TEMPFAIL, so that other supervisors do so, too. */
    public static final int ASKED_TO_RESTART = 75;

    /** A JVM ends with these when it was asked to: normally, by SIGINT, by SIGTERM. */
    private static final List<Integer> ASKED_TO_END = List.of(0, 130, 143);

    static final RestartBudget DEFAULT = new RestartBudget(3, Duration.ofSeconds(60), List.of());

    public RestartBudget {
        restartsNanos = List.copyOf(restartsNanos);
    }

    sealed interface Decision {
        /** Start it again; {@code budget} is what is left then. */
        record Restart(int attempt, RestartBudget budget) implements Decision {}

        /** It was asked to restart, which says nothing against it. */
        record StartAgain() implements Decision {}

        /** It was asked to end: leave it. */
        record LeaveStopped() implements Decision {}

        record GiveUp(int restarts) implements Decision {}
    }

    Decision onExit(int exitCode, long nowNanos) {
        if (ASKED_TO_END.contains(exitCode)) return new Decision.LeaveStopped();
        if (exitCode == ASKED_TO_RESTART) return new Decision.StartAgain();
        List<Long> recent = new ArrayList<>();
        for (long restart : restartsNanos) {
            if (nowNanos - restart < window.toNanos()) recent.add(restart);
        }
        if (recent.size() >= maxRestarts) return new Decision.GiveUp(recent.size());
        recent.add(nowNanos);
        return new Decision.Restart(recent.size(), new RestartBudget(maxRestarts, window, recent));
    }
}
