package io.mobula.cli.watch;

import io.mobula.cli.job.Target;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Asks a cluster what happened and happens in it; every method throws a {@code RuntimeException} whose message says why there is no answer. */
public interface WatchSource {
    /**
     * Which of them, and how many.
     *
     * @param node by its name
     * @param job by its driver's id
     * @param name a part of it
     * @param limit of what is listed
     */
    record Query(
            Optional<String> node, Optional<String> job, Optional<String> state, Optional<String> name, int limit) {}

    /**
     * What was found.
     *
     * @param total how many there are
     * @param silent names of nodes that did not answer
     */
    record Found<T>(List<T> rows, long total, List<String> silent) {
        public Found {
            rows = List.copyOf(rows);
            silent = List.copyOf(silent);
        }
    }

    /** Asks every node: those that run first, then those that wait, then those that have ended, the latest first. */
    Found<Task> tasks(Target target, Query query);

    /** Asks every node: the largest first. */
    Found<StoredObject> objects(Target target, Query query);

    Found<Group> groups(Target target, Query query);

    /** A reader of events that begins with those since then. */
    EventReader events(Target target, Instant since);

    /** Of every node, the latest of what took time. */
    Trace trace(Target target);

    /** What a cluster's nodes noticed; each event once, whoever noticed it. */
    interface EventReader {
        /** Those that are new since the last call, the oldest first. */
        List<Event> next();

        /** Names of nodes that did not answer the last call. */
        List<String> silent();
    }

    /**
     * A task, or a call on an actor.
     *
     * @param actor of a call that has not ended
     * @param millis how long it runs or waits, or took; empty where nobody looked at the clock
     */
    record Task(
            String id,
            String name,
            String job,
            String node,
            Optional<String> actor,
            int attempt,
            String state,
            Optional<Long> millis,
            Optional<Long> endedEpochMillis) {}

    /** An object in a node's store. */
    record StoredObject(String id, long bytes, String kind, String node, String owner, int readers) {}

    /** @param nodes of its bundles, in their order; empty while it waits */
    record Group(
            String id,
            Optional<String> name,
            String strategy,
            String state,
            int bundles,
            List<String> nodes,
            String job,
            Optional<String> remark) {}

    record Event(long epochMillis, String severity, String source, String subject, String text) {}

    /** @param silent names of nodes that did not answer */
    record Trace(List<NodeSpans> nodes, List<String> silent) {}

    /**
     * @param skewMicros by which the node's clock is ahead of this one's, as far as a round trip can tell; the spans are told by this one's
     * @param forgotten spans that there were before these
     */
    record NodeSpans(String node, long skewMicros, List<Span> spans, long forgotten) {}

    /**
     * @param kind task, call, later (a call that left its thread before its end) or fetch
     * @param startMicros since 1970
     */
    record Span(
            String kind,
            String name,
            String id,
            String job,
            int attempt,
            String ending,
            String thread,
            long threadNumber,
            long startMicros,
            double micros,
            long bytes) {}
}
