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
import org.jspecify.annotations.Nullable;

/**
 * The actor of one rank in one attempt.
 *
 * <p>Concurrency: {@link #run} takes the default group for as long as the loop lasts; {@link #abort} and {@link #whereabouts} come through the group {@value #CONTROL} meanwhile.
 */
class WorkerActor {
    static final String CONTROL = "control";
    /** Frames of the loop's stack that are told of a rank that does not come. */
    private static final int STACK_FRAMES = 8;

    private final Hub hub;
    private @Nullable Thread runner;
    private @Nullable Membership membership;
    private @Nullable CollectiveException aborted;

    WorkerActor(String node, String host, Token token) {
        this.hub = Hub.open(node, host, token);
    }

    Endpoint endpoint() {
        return hub.endpoint();
    }

    <R extends @Nullable Object> R run(Assignment assignment, TrainLoop<? extends R> loop) throws Exception {
        Membership member = join(assignment);
        var worker = new RankWorker(assignment, member.collective(), Mobula.current());
        String farewell = "ended its loop";
        try {
            return loop.run(worker);
        } catch (Throwable e) {
            farewell = "failed: " + e;
            throw e;
        } finally {
            member.leave(farewell);
            began(null);
        }
    }

    private Membership join(Assignment assignment) {
        began(Thread.currentThread());
        try (hub) {
            Membership member = hub.join(assignment.rank(), assignment.group(), assignment.limits().join(), assignment.limits().hang());
            joined(member);
            return member;
        }
    }

    private synchronized void began(@Nullable Thread thread) {
        runner = thread;
    }

    private synchronized void joined(Membership member) {
        membership = member;
        if (aborted != null) member.abort(aborted);
    }

    /** The rank gets out of the collective call it is in, or comes to, with this cause. */
    synchronized void abort(String why) {
        aborted = CollectiveException.aborted(why);
        if (membership != null) membership.abort(aborted);
    }

    /** Where a rank is. */
    record Whereabouts(Optional<Position> position, List<String> stack) {}

    synchronized Whereabouts whereabouts() {
        Thread thread = runner;
        List<String> stack = thread == null
                ? List.of()
                : Arrays.stream(thread.getStackTrace()).limit(STACK_FRAMES).map(StackTraceElement::toString).toList();
        return new Whereabouts(Optional.ofNullable(membership).map(Membership::position), stack);
    }
}
