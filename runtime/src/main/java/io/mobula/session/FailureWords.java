package io.mobula.session;

import io.mobula.api.Explanation;
import io.mobula.api.error.ActorDiedException;
import io.mobula.api.error.ActorUnavailableException;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.MobulaException;
import io.mobula.api.error.ObjectLostException;
import io.mobula.api.error.ObjectReleasedException;
import io.mobula.api.error.PlacementException;
import io.mobula.api.error.SessionException;
import io.mobula.api.error.TaskCancelledException;
import io.mobula.api.error.TaskFailedException;
import io.mobula.api.error.TaskLostException;
import io.mobula.api.error.TaskTimedOutException;
import io.mobula.core.directory.ActorRecord;
import io.mobula.core.directory.ActorSpec;
import io.mobula.core.id.ActorId;
import io.mobula.core.id.GroupId;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.ActorEnd;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Outcome;
import io.mobula.core.task.Shape;
import io.mobula.process.Cell;
import io.mobula.process.LocalProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says in words what the core tells apart: what failed, the cause as observed, what to do. */
final class FailureWords {
    private final Payloads payloads;

    FailureWords(Payloads payloads) {
        this.payloads = payloads;
    }

    MobulaException exception(Failure failure, Cell cell, MobulaSession session) {
        return switch (failure) {
            case Failure.Application application -> failed(payloads.thrown(application, session));
            case Failure.Cancelled() ->
                new TaskCancelledException(ErrorCode.TASK_CANCELLED, cell.name + " was cancelled", null);
            case Failure.DeadlinePassed() ->
                new TaskTimedOutException(
                        ErrorCode.TASK_TIMED_OUT,
                        cell.name
                                + " passed its deadline and was interrupted. Give it more time with timeout(…) or"
                                + " withDeadline(…)",
                        null);
            case Failure.RetriesExhausted(int attempts, ProcessId last) ->
                new TaskLostException(
                        ErrorCode.TASK_LOST_RETRIES_EXHAUSTED,
                        cell.name + " was lost: all " + attempts
                                + " allowed attempts ended with their node, the last on " + last
                                + ". Raise maxRetries (default 3), or find out what kills the nodes: `mobula status`",
                        null);
            case Failure.MayHaveRun(ProcessId last) ->
                new TaskLostException(
                        ErrorCode.TASK_MAY_HAVE_RUN,
                        cell.name + " was on " + last
                                + " when that died; it may have run, and maxRetries(0) forbids to run it twice."
                                + " Check its effects, or make it idempotent and allow retries",
                        null);
            case Failure.OwnerDied(var ref) ->
                new ObjectLostException(
                        ErrorCode.OWNER_DIED,
                        "Object " + ref + " is gone: its owner " + ref.owner()
                                + " died, and with it what it had put or submitted. Put and submit what must outlive a"
                                + " node in the driver, return values and not refs from tasks, or run again the task"
                                + " that brought the ref",
                        null);
            case Failure.Freed(var ref) ->
                new ObjectReleasedException(
                        ErrorCode.OBJECT_RELEASED,
                        "Object " + ref
                                + " was freed: nobody held it any more. Keep the ref for as long as the value is"
                                + " needed; a ref that came with a task is valid until the task ends",
                        null);
            case Failure.CopyLost(var ref, ProcessId at, var why) -> LostWords.exception(ref, at, why);
            case Failure.Infeasible(var demand, String nearest) ->
                new PlacementException(
                        ErrorCode.PLACEMENT_INFEASIBLE,
                        cell.name + " asks for " + demand + ", which no node can ever give: " + nearest
                                + ". Ask for less, or add such a node",
                        null);
            case Failure.ArgumentsTooLarge(long bytes, long limitBytes) ->
                new PlacementException(
                        ErrorCode.ARGUMENTS_TOO_LARGE,
                        "%s was not run: its stored arguments take %,d bytes together, and the node keeps at most %,d free for the arguments of all its tasks. Pass smaller parts, or raise mobula.store.memory (or mobula.store.argument-share) on the nodes"
                                .formatted(cell.name, bytes, limitBytes),
                        null);
            case Failure.ActorDied died -> actorDied(died, cell, session);
            case Failure.ActorUnavailable(ActorId actor, ProcessId last) ->
                new ActorUnavailableException(
                        ErrorCode.ACTOR_UNAVAILABLE,
                        cell.name + " was at " + actor + " on " + last
                                + " when that died; it may have run, and the actor is being restarted."
                                + " Check its effects and call again, or allow repeats with maxTaskRetries(…)",
                        null);
            case Failure.GroupGone(GroupId group, String why) ->
                new PlacementException(
                        ErrorCode.GROUP_REMOVED,
                        cell.name + " was to run in " + group + ", which is gone: " + why
                                + ". Keep the group open until what runs in it has ended",
                        null);
            case Failure.JobEnded() ->
                new SessionException(
                        ErrorCode.SESSION_CLOSED,
                        cell.name + " ended with its session, which was closed. Call get() or await() before close()",
                        null);
        };
    }

    private MobulaException actorDied(Failure.ActorDied died, Cell cell, MobulaSession session) {
        String ran = died.mayHaveRun() ? " The call may have run." : " The call has not run.";
        Thrown thrown = died.failure().isEmpty() ? null : payloads.thrown(died.failure(), session);
        String what = cell.name + " cannot be run: " + died.actor() + " is gone, " + died.detail();
        if (died.cause() == ActorEnd.CREATION_FAILED)
            return new ActorDiedException(
                    ErrorCode.ACTOR_CREATION_FAILED,
                    what + ". Mend the factory and start it again",
                    thrown == null ? null : thrown.error());
        return new ActorDiedException(ErrorCode.ACTOR_DIED, what + "." + ran + " Start it again", null);
    }

    private static TaskFailedException failed(Thrown thrown) {
        String where = thrown.attempt() > 1 ? thrown.node() + ", attempt " + thrown.attempt() : thrown.node();
        return new TaskFailedException(
                ErrorCode.TASK_FAILED, thrown.task() + " failed on " + where + ": " + thrown.error(), thrown.error());
    }

    Explanation explain(Cell cell, MobulaSession session) {
        List<String> reasons = new ArrayList<>();
        String summary = switch (cell.outcome()) {
            case Outcome.Inline inline ->
                "%s has ended; its value, %,d bytes, is in memory"
                        .formatted(cell.name, inline.value().sizeBytes());
            case Outcome.Stored _
            when making(cell, session).isPresent() -> making(cell, session).get();
            case Outcome.Stored stored ->
                "%s has ended; its value, %,d bytes, is on %s".formatted(cell.name, stored.sizeBytes(), stored.at());
            case Outcome.Failed(Failure failure) ->
                cell.name + " has failed: " + exception(failure, cell, session).getMessage();
            case null -> pending(cell, session.engine().process(), reasons);
        };
        return new Explanation(summary, List.copyOf(reasons));
    }

    private static Optional<String> making(Cell cell, MobulaSession session) {
        return session.engine()
                .process()
                .refs()
                .makingOf(cell.key())
                .map(making -> "%s is being made again, attempt %d of %d: its copy was on %s, which died or lost it"
                        .formatted(cell.name, making.attempt(), making.attempts(), making.lostAt()));
    }

    /** @param known what the directory told last, if anything */
    Explanation explain(ActorSpec spec, @Nullable ActorRecord known) {
        String who = ActorNames.full(spec);
        if (known == null)
            return new Explanation(who + " is being registered, or nothing of it has come here yet", List.of());
        String summary = switch (known.state()) {
            case ActorRecord.Waiting(String why) -> who + " waits for a node: " + why;
            case ActorRecord.Placed(ProcessId at) -> who + " is to be made on " + at;
            case ActorRecord.Alive(ProcessId at) -> who + " is on " + at;
            case ActorRecord.Dead dead -> who + " is gone, " + dead.detail();
        };
        var reasons = new ArrayList<String>();
        if (known.epoch() > 1) reasons.add("it is in life " + known.epoch() + "; its node died in each before");
        if (!spec.demand().amounts().isEmpty()) reasons.add("it takes " + spec.demand());
        return new Explanation(summary, List.copyOf(reasons));
    }

    private String pending(Cell cell, LocalProcess process, List<String> reasons) {
        if (!cell.owner.equals(process.self()))
            return cell.name + " has not ended; how far it is, " + cell.owner + " knows, which owns it";
        for (Cell dependency : cell.waitsFor()) if (!dependency.isDone()) reasons.add("waits for " + dependency.name);
        if (!reasons.isEmpty())
            return cell.name + " waits for " + reasons.size() + " of "
                    + cell.waitsFor().size() + " dependencies";
        ProcessId host = cell.host();
        Shape queued = process.queued(cell).orElse(null);
        if (queued != null && queued.target() instanceof Shape.ActorLane(ActorId actor, String _))
            return queuedCall(cell, process.actors().line(actor).latest(), reasons);
        if (queued != null) {
            reasons.addAll(process.standing(queued));
            return cell.name + " is queued: it takes " + queued.demand() + ", and no node has a free slot for it";
        }
        if (cell.local() != null) return cell.name + " is on this node, running or next for a free slot";
        if (host != null) return cell.name + " is on " + host + ", running or next for a free slot";
        return cell.name + " is on this node, next for a free slot";
    }

    private String queuedCall(Cell cell, @Nullable ActorRecord actor, List<String> reasons) {
        if (actor == null) return cell.name + " is queued: nothing is known of its actor yet";
        Explanation why = explain(actor.spec(), actor);
        reasons.add(why.summary());
        reasons.addAll(why.reasons());
        return cell.name + " is queued until its actor takes it";
    }
}
