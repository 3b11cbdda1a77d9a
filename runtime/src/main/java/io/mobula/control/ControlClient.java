package io.mobula.control;

import io.mobula.core.control.ClusterView;
import io.mobula.core.control.ControlEvent;
import io.mobula.core.control.Operation;
import io.mobula.core.control.OperationAnswer;
import io.mobula.core.directory.DirectoryReply;
import io.mobula.core.directory.DirectoryRequest;
import io.mobula.core.id.ProcessId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A node's way to the control log. Requests are retried beneath until the log has answered or the time given in configuration is up. */
public interface ControlClient extends AutoCloseable {
    /** This node's identity, given by the log at {@link ControlPlane#start}. */
    ProcessId self();

    ClusterView view();

    /** Views, deaths, settlements and what becomes of actors and groups, in the log's order, from the first death on; on one thread. */
    void subscribe(Consumer<ControlEvent> listener);

    /** Records a job and gives its driver an identity. */
    CompletionStage<ProcessId> startJob(JobSpec spec);

    /** A job's record, from the local cache or the log; of a dead driver too, as long as a detached actor of the job lives. */
    CompletionStage<JobSpec> job(ProcessId driver);

    /** The jobs in the log, those that linger among them. */
    CompletionStage<List<ListedJob>> jobs();

    /** Asks the directory of actors and groups; what the answer says is in the log. */
    CompletionStage<DirectoryReply> ask(DirectoryRequest request);

    /**
     * What an operator asks of control.
     *
     * <p>Failure: {@code CONTROL_UNAVAILABLE} within seconds if no majority of the control nodes answers.
     */
    default CompletionStage<OperationAnswer> operate(Operation operation) {
        return CompletableFuture.completedFuture(
                new OperationAnswer.Refused("This node is alone and keeps no control log on disk"));
    }

    /** The driver is gone: its death enters the sequence. */
    CompletionStage<Void> driverDied(ProcessId driver, ControlEvent.Cause cause, String detail);

    /** All deaths up to this index have been handled by {@code process} (REF-7). Idempotent; rides the heartbeat. */
    void confirm(ProcessId process, long index);

    /** This node no longer speaks for the driver. Unless some node confirms for it again within the driver grace, the driver is dead. */
    void release(ProcessId driver);

    @Override
    void close();
}
