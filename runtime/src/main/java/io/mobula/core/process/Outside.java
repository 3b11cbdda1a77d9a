package io.mobula.core.process;

import io.mobula.core.id.CopyKey;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Message;
import io.mobula.core.message.Outcome;
import io.mobula.core.task.HostedTask;
import io.mobula.core.task.OwnedTask;
import java.util.List;

/** What a process's core orders of the world. Called with aggregates held: implementations hand over and return, they never block and never run user code. */
public interface Outside {
    long nowNanos();

    /** To another process; never to this one. */
    void send(ProcessId to, Message message);

    void complete(OwnedTask task, Outcome outcome);

    void retryLater(OwnedTask task, int attempt, long delayNanos);

    void checkGraceAt(long nanos);

    void fetchArguments(HostedTask task);

    void start(HostedTask task);

    void interrupt(HostedTask task);

    void forget(HostedTask task);

    /** These bytes in this process's store are nobody's. */
    void drop(List<CopyKey> copies);
}
