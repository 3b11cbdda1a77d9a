package io.mobula.cli.job;

import java.util.Optional;

/**
 * A job of the cluster; also what {@code mobula jobs --json} prints.
 *
 * @param id of a submitted program, such as {@code job-3f2a91xk}; of an attached driver, such as {@code driver-7}
 * @param node where it runs or ran; an attached driver's home
 * @param address of that node
 * @param driver the driver's id in the cluster, once it has connected
 * @param cause why it failed
 */
public record Job(
        String id,
        String name,
        Kind kind,
        State state,
        String node,
        String address,
        long sinceEpochMillis,
        Optional<Long> endedEpochMillis,
        Optional<String> driver,
        Optional<Integer> exitCode,
        Optional<String> cause) {
    public enum Kind {
        /** Its driver is a child of the node. */
        SUBMITTED,
        /** Its driver runs somewhere and has connected. */
        ATTACHED
    }

    public enum State {
        RUNNING,
        STOPPING,
        SUCCEEDED,
        FAILED,
        STOPPED
    }

    public boolean hasEnded() {
        return state != State.RUNNING && state != State.STOPPING;
    }

    public boolean wasSubmitted() {
        return kind == Kind.SUBMITTED;
    }
}
