package io.mobula.tune;

import io.mobula.api.ActorHandle;
import io.mobula.api.error.ActorException;
import io.mobula.api.error.ActorUnavailableException;
import io.mobula.api.error.ConnectionException;
import io.mobula.api.error.MobulaException;
import io.mobula.api.error.SessionException;
import io.mobula.api.error.WaitInterruptedException;
import java.time.Duration;
import java.util.Optional;

/** A trial where it runs. Confined to the body's thread. */
final class RemoteTrial<M> implements Trial<M> {
    /** How long a desk that is being moved to another node is waited for. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final ActorHandle<Desk> desk;
    private final Objective<M> objective;
    private final Assignment assignment;
    private int iteration;
    private Optional<String> stopped = Optional.empty();

    private RemoteTrial(ActorHandle<Desk> desk, Objective<M> objective, Assignment assignment) {
        this.desk = desk;
        this.objective = objective;
        this.assignment = assignment;
        this.iteration = assignment.iteration();
    }

    /** The body of a trial's task. */
    static <C, M> void run(
            Trainable<C, M> trainable, Objective<M> objective, ActorHandle<Desk> desk, Assignment assignment, C config)
            throws Exception {
        RemoteTrial<M> trial = new RemoteTrial<>(desk, objective, assignment);
        Notice.Began began = new Notice.Began(assignment.trial(), assignment.run());
        desk.send(d -> d.began(began));
        try {
            trainable.run(config, trial);
        } catch (Exception | Error e) {
            // The sweep has counted the trial already: whatever the body made of TrialStopped changes nothing.
            if (trial.stopped.isEmpty()) throw e;
        }
    }

    @Override
    public String id() {
        return assignment.id();
    }

    @Override
    public int attempt() {
        return assignment.attempt();
    }

    @Override
    public int iteration() {
        return iteration;
    }

    @Override
    public <S> Optional<S> checkpoint(Class<S> type) {
        return switch (assignment.kept()) {
            case Kept.Nothing() -> Optional.empty();
            case Kept.State(var _, Object value) -> Optional.of(type.cast(value));
        };
    }

    @Override
    public void report(M metrics) {
        report(metrics, new Kept.Nothing());
    }

    @Override
    public void report(M metrics, Object checkpoint) {
        report(metrics, new Kept.State(iteration + 1, checkpoint));
    }

    private void report(M metrics, Kept kept) {
        stopped.ifPresent(reason -> {
            throw new TrialStopped(id(), reason);
        });
        Notice.Reported notice =
                new Notice.Reported(assignment.trial(), assignment.run(), iteration + 1, score(metrics), metrics, kept);
        Reply reply = ask(notice);
        iteration++;
        switch (reply.verdict()) {
            case GO_ON -> {}
            case END -> throw stop(reply.reason());
        }
    }

    private double score(M metrics) {
        try {
            return objective.score(metrics);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalArgumentException("The objective could not judge " + metrics + ": " + e, e);
        }
    }

    private TrialStopped stop(String reason) {
        stopped = Optional.of(reason);
        return new TrialStopped(id(), reason);
    }

    /** Asks again while the desk is between two nodes; a report may be repeated. What of it cannot travel is the body's own affair, and thrown as it is. */
    private Reply ask(Notice.Reported notice) {
        long endNanos = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return desk.<Reply>callAsync(d -> d.report(notice)).get();
            } catch (WaitInterruptedException e) {
                throw stop("its task was cancelled");
            } catch (ActorUnavailableException e) {
                if (System.nanoTime() >= endNanos) throw unreachable(e);
                pause();
            } catch (ActorException | SessionException | ConnectionException e) {
                throw unreachable(e);
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw stop("its task was cancelled");
        }
    }

    private DeskUnreachable unreachable(MobulaException e) {
        return new DeskUnreachable(id() + " could not report iteration " + (iteration + 1) + ": " + e.getMessage(), e);
    }
}
