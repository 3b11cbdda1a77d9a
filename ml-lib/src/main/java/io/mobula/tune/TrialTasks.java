package io.mobula.tune;

import io.mobula.api.ActorHandle;
import io.mobula.api.Fn;
import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.Retry;
import io.mobula.api.TaskBuilder;
import io.mobula.api.error.MobulaException;
import io.mobula.api.error.ObjectException;
import io.mobula.api.error.RemoteCause;
import io.mobula.api.error.TaskFailedException;
import io.mobula.api.error.TaskLostException;
import io.mobula.api.resource.Resources;
import io.mobula.tune.core.Event.Failure;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sweep's way to the cluster: its desk, and the tasks of its trials. Confined to the sweep's thread. */
final class TrialTasks<C, M> {
    private static final Logger LOG = LoggerFactory.getLogger(TrialTasks.class);

    /** How long what was told to end may take to do so, before it is cancelled. */
    static final Duration GRACE = Duration.ofSeconds(5);

    /** The desk holds nothing that its successor needs, so it may be lost as often as nodes die. */
    private static final int ALWAYS = -1;

    private final ActorHandle<Desk> desk;
    private final TaskBuilder task;
    private final String sweep;
    private final Trainable<C, M> trainable;
    private final Fn<M, ? extends Number> metric;
    private final Objective.Direction direction;
    private final Retry retry;

    TrialTasks(Mobula mobula, String sweep, Trainable<C, M> trainable, Options<C, M> options) {
        this.sweep = sweep;
        this.trainable = trainable;
        this.metric = options.objective.metric();
        this.direction = options.objective.direction();
        this.retry = options.retry;
        // Failures are the sweep's to decide on: a repeated task would not know of newer checkpoints.
        this.task = mobula.task().resources(options.resources).maxRetries(0);
        this.desk =
                mobula.actor().resources(Resources.none()).maxRestarts(ALWAYS).start(Desk::new);
    }

    /** Starts a task of a trial. What the trainable and the objective captured are its dependencies, so they are captured themselves, not in a record. */
    ObjectRef<Void> start(Assignment assignment, C config) {
        ActorHandle<Desk> desk = this.desk;
        Trainable<C, M> trainable = this.trainable;
        Fn<M, ? extends Number> metric = this.metric;
        Objective.Direction direction = this.direction;
        return task.name(sweep + "/" + assignment.id())
                .submit(() -> RemoteTrial.run(trainable, new Objective<>(metric, direction), desk, assignment, config));
    }

    /** Hands replies over, and asks for what comes next. */
    ObjectRef<List<Notice>> exchange(List<Reply> replies) {
        return desk.callAsync(d -> d.exchange(replies));
    }

    /** Hands replies over while an exchange is under way. */
    void reply(List<Reply> replies) {
        desk.send(d -> d.reply(replies));
    }

    /** Hands the last replies over, and waits until the desk has ended, but not long: nothing depends on it. */
    void close(List<Reply> replies) {
        try {
            desk.run(d -> d.close(replies)).get(GRACE);
            desk.stop().get(GRACE);
        } catch (MobulaException e) {
            LOG.debug("The desk of sweep {} did not end in order: {}", sweep, e.getMessage());
            desk.kill();
        }
    }

    /** What kind of failure it is, and so whether the trial may be started again. */
    Failure kind(Throwable error) {
        return switch (error) {
            case TaskLostException _, ObjectException _ -> Failure.LOST;
            case TaskFailedException failed -> {
                if (failed.cause(DeskUnreachable.class).isPresent()) yield Failure.LOST;
                yield isRetried(failed.getCause()) ? Failure.THREW : Failure.THREW_FINALLY;
            }
            default -> Failure.THREW_FINALLY;
        };
    }

    private boolean isRetried(Throwable cause) {
        if (retry.on().isEmpty()) return true;
        return retry.on().stream()
                .anyMatch(type -> cause instanceof RemoteCause remote
                        ? remote.className().equals(type.getName())
                        : type.isInstance(cause));
    }

    /** For tables: the user's exception without what is around it. */
    static String text(Throwable error) {
        if (error instanceof TaskFailedException && error.getCause() != null)
            return error.getCause().toString();
        return error instanceof MobulaException known ? known.getMessage() : error.toString();
    }
}
