package io.mobula.watch;

import java.util.List;
import java.util.Map;

/** What a node answers about what happened and happens on it. */
public sealed interface WatchAnswer {
    /** @param total how many there are that match */
    record Tasks(List<TaskRow> rows, long total) implements WatchAnswer {
        public Tasks {
            rows = List.copyOf(rows);
        }
    }

    record Objects(List<ObjectRow> rows, long total) implements WatchAnswer {
        public Objects {
            rows = List.copyOf(rows);
        }
    }

    /** @param last the latest event of the node, whether it is among these or not */
    record Events(List<NodeEvent> events, long last) implements WatchAnswer {
        public Events {
            events = List.copyOf(events);
        }
    }

    /**
     * @param zeroMicros what the node's clock says at 0 of {@link Span#startNanos}, in microseconds since 1970
     * @param threads names, by number
     * @param total how many there ever were
     */
    record Spans(List<Span> spans, Map<Long, String> threads, long zeroMicros, long total) implements WatchAnswer {
        public Spans {
            spans = List.copyOf(spans);
            threads = Map.copyOf(threads);
        }
    }

    /** What the node's clock says, in microseconds since 1970. */
    record Clock(long micros) implements WatchAnswer {}
}
