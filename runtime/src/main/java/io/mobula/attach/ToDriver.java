package io.mobula.attach;

import com.google.protobuf.ByteString;
import io.mobula.core.control.ClusterView;
import io.mobula.core.control.ControlEvent;
import io.mobula.core.control.OperationAnswer;
import io.mobula.core.directory.DirectoryReply;
import io.mobula.core.id.ProcessId;
import io.mobula.submit.SubmitAnswer;
import io.mobula.watch.WatchAnswer;
import java.util.List;
import java.util.UUID;

/** What a node tells a driver or the command line. */
sealed interface ToDriver {
    sealed interface Answer extends ToDriver {}

    /**
     * The job is in the log.
     *
     * @param missing hashes of the manifest that this node lacks
     */
    record Started(UUID cluster, ProcessId driver, ByteString capability, ClusterView view, List<String> missing)
            implements Answer {
        public Started {
            missing = List.copyOf(missing);
        }
    }

    record Done() implements Answer {}

    record Submitted(SubmitAnswer answer) implements Answer {}

    record Watched(WatchAnswer answer) implements Answer {}

    record Status(UUID cluster, ClusterView view, NodeStatus node) implements Answer {}

    record Memory(UUID cluster, ClusterView view, ProcessId node, NodeMemory store) implements Answer {}

    record Replied(DirectoryReply reply) implements Answer {}

    record Operated(OperationAnswer answer) implements Answer {}

    record Listed(DirectoryListing listing) implements Answer {}

    /**
     * No, and why.
     *
     * @param code a name of {@code ErrorCode}, of this release or a newer one
     */
    record Failed(String code, String text) implements Answer {}

    record Events(List<ControlEvent> events) implements ToDriver {
        public Events {
            events = List.copyOf(events);
        }
    }

    /** What bodies of the job printed. */
    record Printed(List<io.mobula.output.Printed> lines) implements ToDriver {
        public Printed {
            lines = List.copyOf(lines);
        }
    }

    record Ping() implements ToDriver {}
}
