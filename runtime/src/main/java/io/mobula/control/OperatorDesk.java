package io.mobula.control;

import io.mobula.core.control.ControlEntry;
import io.mobula.core.control.Draining;
import io.mobula.core.control.Operation;
import io.mobula.core.control.OperationAnswer;
import io.mobula.core.control.Replica;
import io.mobula.core.id.ProcessId;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.pekko.actor.typed.ActorRef;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What operators ask of the leader. Confined to the leader's actor; what comes later comes back to it. */
final class OperatorDesk {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorDesk.class);

    private final ActorRef<LeaderCommand> leader;
    private final Predicate<Leadership> lasts;
    private final Consumer<Leadership> replicasWanted;

    /** @param replicasWanted called when there may be a change of the replicas to begin */
    OperatorDesk(ActorRef<LeaderCommand> leader, Predicate<Leadership> lasts, Consumer<Leadership> replicasWanted) {
        this.leader = leader;
        this.lasts = lasts;
        this.replicasWanted = replicasWanted;
    }

    /** Runs the work when the stage has succeeded and the leadership lasts; not at all otherwise: whoever asked asks again. */
    void after(Leadership now, CompletionStage<?> stage, Runnable work) {
        var _ = stage.whenComplete((_, failure) -> {
            if (failure == null)
                leader.tell(new LeaderCommand.Later(() -> {
                    if (lasts.test(now)) work.run();
                }));
        });
    }

    void operate(Leadership now, UUID request, Operation operation, Consumer<OperationAnswer> answer) {
        switch (operation) {
            case Operation.Report _ -> confirmed(now, () -> report(now, answer));
            case Operation.Change change ->
                confirmed(now, () -> {
                    now.replicas.change(request, change, now.state, System.nanoTime(), answer);
                    replicasWanted.accept(now);
                });
            case Operation.Transfer(String node) -> transfer(now, node, answer);
            case Operation.Drain drain -> drain(now, drain, answer);
            case Operation.Undrain(String node) ->
                now.named(node)
                        .ifPresentOrElse(
                                process -> log(now, new ControlEntry.NodeUndrained(process), answer),
                                () -> answer.accept(ReplicaDesk.unknown(node, now.state)));
        }
    }

    private void confirmed(Leadership now, Runnable work) {
        after(now, now.log.confirm(), work);
    }

    private static void report(Leadership now, Consumer<OperationAnswer> answer) {
        answer.accept(now.replicas.report(now.state));
    }

    private void transfer(Leadership now, String node, Consumer<OperationAnswer> answer) {
        Optional<Replica> heir = now.replicas.member(node, now.state);
        if (heir.isEmpty()) {
            answer.accept(
                    now.named(node).isPresent()
                            ? new OperationAnswer.Refused(
                                    node + " keeps no replica of the control log, so it cannot lead it")
                            : ReplicaDesk.unknown(node, now.state));
        } else if (now.isOwn(heir.get())) {
            confirmed(now, () -> report(now, answer));
        } else {
            // When it is done another leads, and answers the request, which is repeated until then.
            transfer(
                    now,
                    heir.get(),
                    failure -> answer.accept(
                            new OperationAnswer.Refused(node + " has not taken the lead: " + failure.getMessage())));
        }
    }

    /** Hands the lead over. */
    void transfer(Leadership now, Replica heir, Consumer<Throwable> failed) {
        if (now.handingOver) return;
        now.handingOver = true;
        LOG.info("The lead of the control log is handed to {}.", heir.contact());
        var _ = now.log.transfer(heir).whenComplete((_, failure) -> {
            if (failure != null)
                leader.tell(new LeaderCommand.Later(() -> {
                    now.handingOver = false;
                    failed.accept(failure);
                }));
        });
    }

    private void drain(Leadership now, Operation.Drain drain, Consumer<OperationAnswer> answer) {
        Optional<ProcessId> process = now.named(drain.node());
        if (process.isEmpty()) {
            answer.accept(ReplicaDesk.unknown(drain.node(), now.state));
        } else {
            var draining = new Draining(process.get(), drain.aim(), drain.limitMillis());
            log(now, new ControlEntry.NodeDraining(draining), answer);
        }
    }

    private void log(Leadership now, ControlEntry entry, Consumer<OperationAnswer> answer) {
        after(now, now.log.submit(entry), () -> report(now, answer));
    }
}
