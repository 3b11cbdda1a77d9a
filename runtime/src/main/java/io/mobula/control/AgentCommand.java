package io.mobula.control;

import io.mobula.core.id.ProcessId;

/** What a node's agent accepts. */
sealed interface AgentCommand permits ToAgent, AgentCommand.Local {
    /** From its own process. */
    sealed interface Local extends AgentCommand {}

    record Confirm(ProcessId process, long index) implements Local {}

    record Release(ProcessId driver) implements Local {}

    record Submit(PendingRequests.Pending pending) implements Local {}

    record Beat() implements Local {}

    /** Pekko's peers have closed the door: they follow the log, which says that we are dead. */
    record ShutOut(String byWhom) implements Local {}
}
