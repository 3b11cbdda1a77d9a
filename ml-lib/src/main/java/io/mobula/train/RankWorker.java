package io.mobula.train;

import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.error.ActorException;
import io.mobula.api.error.TaskFailedException;
import io.mobula.train.checkpoint.Checkpoints;
import io.mobula.train.collective.Collective;
import io.mobula.train.collective.CollectiveException;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** The {@link Worker} of a rank in the cluster. */
final class RankWorker implements Worker {
    private final Assignment assignment;
    private final Collective collective;
    private final Mobula mobula;
    private int iteration;
    /** The report that is waited in; 0 for none. Read by other threads. */
    private volatile long waiting;

    RankWorker(Assignment assignment, Collective collective, Mobula mobula) {
        this.assignment = assignment;
        this.collective = collective;
        this.mobula = mobula;
        this.iteration = Math.toIntExact(assignment.from().step());
    }

    @Override
    public int rank() {
        return assignment.rank();
    }

    @Override
    public int size() {
        return assignment.group().size();
    }

    @Override
    public int localRank() {
        return assignment.localRank();
    }

    @Override
    public String node() {
        return assignment.node();
    }

    @Override
    public int iteration() {
        return iteration;
    }

    @Override
    public <S> Optional<S> checkpoint(Class<S> type) {
        return assignment.from().value().map(value -> assignment.format().read(type, value.get()));
    }

    @Override
    public void report(Record metrics) {
        report(metrics, Optional.empty());
    }

    @Override
    public void report(Record metrics, Object checkpoint) {
        Objects.requireNonNull(checkpoint, "A report's checkpoint is null: call report(metrics) for none");
        boolean kept = rank() == 0 || assignment.scope() == Checkpoints.Scope.EVERY_RANK;
        report(metrics, kept ? Optional.of(mobula.put(assignment.format().write(checkpoint))) : Optional.empty());
    }

    private void report(Record metrics, Optional<ObjectRef<byte[]>> value) {
        long step = iteration + 1L;
        var report =
                new RankReport(rank(), step, Objects.requireNonNull(metrics, "A report's metrics are null"), value);
        waiting = step;
        try {
            assignment.mailbox().callAsync(mailbox -> mailbox.report(report)).get();
        } catch (TaskFailedException e) {
            throw e.cause(CollectiveException.class)
                    .map(cause -> CollectiveException.aborted(
                            "report " + step + " broke at " + assignment.name() + ": " + cause.getMessage()))
                    .orElseThrow(() -> e);
        } catch (ActorException e) {
            throw CollectiveException.aborted(
                    "report " + step + " of " + assignment.name() + " reaches nobody: " + e.detail());
        } finally {
            waiting = 0;
        }
        iteration++;
    }

    /** The report that the rank waits in. */
    OptionalLong waiting() {
        long step = waiting;
        return step == 0 ? OptionalLong.empty() : OptionalLong.of(step);
    }

    @Override
    public Collective collective() {
        return collective;
    }
}
