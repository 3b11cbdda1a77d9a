package io.mobula.control;

import io.mobula.api.error.ErrorCode;
import io.mobula.core.control.ControlEvent;
import io.mobula.core.control.Job;
import io.mobula.core.directory.DirectoryReply;
import io.mobula.core.id.ProcessId;
import java.util.List;
import java.util.UUID;

/** What the log's leader tells a node. */
sealed interface ToAgent extends AgentCommand {
    record Accepted(UUID request, UUID cluster, ProcessId self) implements ToAgent {}

    /** Register will not be accepted, however often it is repeated. */
    record Rejected(ErrorCode code, String reason) implements ToAgent {}

    /** This control node's replica does not lead, or not yet. */
    record NotLeading() implements ToAgent {}

    record DeclaredDead(ProcessId process, String detail) implements ToAgent {}

    /** News, in order; none when there are none: the answer to a heartbeat. */
    record Update(List<ControlEvent> events) implements ToAgent {
        public Update {
            events = List.copyOf(events);
        }
    }

    record Answered(UUID request, Answer answer) implements ToAgent {}

    sealed interface Answer {
        record Started(ProcessId driver) implements Answer {}

        record Found(Job job) implements Answer {}

        record NoSuchJob() implements Answer {}

        record Done() implements Answer {}

        record Replied(DirectoryReply reply) implements Answer {}

        record Jobs(List<ListedJob> jobs) implements Answer {
            public Jobs {
                jobs = List.copyOf(jobs);
            }
        }
    }
}
