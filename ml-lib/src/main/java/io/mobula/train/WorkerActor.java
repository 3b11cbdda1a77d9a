package io.mobula.train;

import io.mobula.api.Mobula;
import io.mobula.train.collective.CollectiveException;
import io.mobula.train.collective.Endpoint;
import io.mobula.train.collective.Hub;
import io.mobula.train.collective.Membership;
import io.mobula.train.collective.Position;
import io.mobula.train.collective.Token;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The actor of one rank in one attempt.
 *
 * <p>Concurrency: {@link #run} takes the default group for as long as the loop lasts; {@link #abort} and {@link #whereabouts} come through the group {@value #CONTROL} meanwhile.
 */
class WorkerActor {
    static final String CONTROL = "control";
    /** Frames of the loop's stack that are told of a rank that does not come. */
    private static final int STACK_FRAMES = 5;

    private static final String PLATFORM = "java.base";

    private final Hub hub;
    private @Nullable Thread runner;
    private @Nullable Membership membership;
    private @Nullable RankWorker worker;
    private @Nullable CollectiveException aborted;

    WorkerActor(String node, String host, Token token) {
        this.hub = Hub.open(node, host, token);
    }

    Endpoint endpoint() {
        return hub.endpoint();
    }

    <R extends @Nullable Object> R run(Assignment assignment, TrainLoop<? extends R> loop) throws Exception {
        Membership member = join(assignment);
        var rank = new RankWorker(assignment, member.collective(), Mobula.current());
        current(rank);
        String farewell = "ended its loop";
        try {
            return loop.run(rank);
        } catch (Throwable e) {
            // Before the farewell: what the others do about it must not make this rank look like one that suffered.
            Optional<CollectiveException> cause = abortion();
            farewell = "failed: " + e;
            if (cause.isEmpty() || e instanceof CollectiveException) throw e;
            throw cause.get().during(e);
        } finally {
            member.leave(farewell);
            ended();
        }
    }

    private Membership join(Assignment assignment) {
        began();
        try (hub) {
            Membership member = hub.join(
                    assignment.rank(),
                    assignment.group(),
                    assignment.limits().join(),
                    assignment.limits().hang());
            joined(member);
            return member;
        }
    }

    private synchronized void began() {
        runner = Thread.currentThread();
    }

    private synchronized void current(RankWorker rank) {
        worker = rank;
    }

    private static String text(StackTraceElement frame) {
        return frame.getClassName() + "." + frame.getMethodName() + "(" + frame.getFileName() + ":"
                + frame.getLineNumber() + ")";
    }

    /** The interrupt that {@link #abort} may have made was for the loop, not for what this thread does next. */
    private synchronized void ended() {
        runner = null;
        if (aborted != null) Thread.interrupted();
    }

    private synchronized Optional<CollectiveException> abortion() {
        return Optional.ofNullable(aborted);
    }

    private synchronized void joined(Membership member) {
        membership = member;
        if (aborted != null) member.abort(aborted);
    }

    /** The rank gets out of the collective call it is in, or comes to, with this cause; in whatever else it waits, it is interrupted. */
    synchronized void abort(String why) {
        aborted = CollectiveException.aborted(why);
        if (membership != null) membership.abort(aborted);
        if (runner != null) runner.interrupt();
    }

    /**
     * Where a rank is.
     *
     * @param position with its collective calls; empty before the group was joined
     * @param waiting the report it waits in
     * @param stack of its loop, innermost first, without the platform's frames at its top and those beneath the loop
     */
    record Whereabouts(Optional<Position> position, OptionalLong waiting, List<String> stack) {}

    synchronized Whereabouts whereabouts() {
        Thread thread = runner;
        List<String> stack = thread == null
                ? List.of()
                : Arrays.stream(thread.getStackTrace())
                        .dropWhile(frame -> PLATFORM.equals(frame.getModuleName()))
                        .takeWhile(frame -> !frame.getClassName().equals(WorkerActor.class.getName()))
                        .limit(STACK_FRAMES)
                        .map(WorkerActor::text)
                        .toList();
        RankWorker rank = worker;
        return new Whereabouts(
                Optional.ofNullable(membership).map(Membership::position),
                rank == null ? OptionalLong.empty() : rank.waiting(),
                stack);
    }
}
