package io.mobula.control;

import io.mobula.api.error.ErrorCode;
import io.mobula.core.control.ControlEvent;
import io.mobula.core.control.Job;
import io.mobula.core.control.OperationAnswer;
import io.mobula.core.directory.DirectoryReply;
import io.mobula.core.id.ProcessId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the log's leader tells a node. */
sealed interface ToAgent extends AgentCommand {
    record Accepted(UUID request, UUID cluster, ProcessId self, Lead lead) implements ToAgent {}

    /** Register will not be accepted, however often it is repeated. */
    record Rejected(ErrorCode code, String reason) implements ToAgent {}

    /**
     * Who leads.
     *
     * @param contact where it is asked
     * @param term grows with every leader
     * @param controlNodes contacts of all keepers of the log
     */
    record Lead(String contact, long term, List<String> controlNodes) {
        public Lead {
            controlNodes = List.copyOf(controlNodes);
        }
    }

    /** There is a new leader. */
    record Leads(Lead lead) implements ToAgent {}

    /**
     * This control node's replica does not lead, or not yet.
     *
     * @param contact of this control node
     * @param hint contact of the one it follows
     */
    record NotLeading(String contact, Optional<String> hint) implements ToAgent {}

    /**
     * To one who knocks.
     *
     * @param formed whether this keeper's replica is in a group
     * @param keepers contacts, as this node is configured
     */
    record Known(String contact, boolean formed, List<String> keepers) implements ToAgent {
        public Known {
            keepers = List.copyOf(keepers);
        }
    }

    /** The node is to keep a replica from now on. */
    record KeepLog() implements ToAgent {}

    /** The node's replica of this id is not wanted. */
    record DropLog(String replica) implements ToAgent {}

    record DeclaredDead(ProcessId process, String detail) implements ToAgent {}

    /** News, in order; none when there are none: the answer to a heartbeat. */
    record Update(Lead lead, List<ControlEvent> events) implements ToAgent {
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

        record Operated(OperationAnswer answer) implements Answer {}

        record Jobs(List<ListedJob> jobs) implements Answer {
            public Jobs {
                jobs = List.copyOf(jobs);
            }
        }
    }
}
