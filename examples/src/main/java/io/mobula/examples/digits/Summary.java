package io.mobula.examples.digits;

import io.mobula.examples.digits.Row.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the sweep came to; its components are the fields of the JSON file.
 *
 * @param results of the trials that ended well, by trial number
 * @param tasksPerNode how many of them each node ran
 * @param retriedTrials those that needed more than one attempt
 * @param dataBytes size of the data set, put once
 * @param bytesSent of stored objects, by this program to the nodes; none where there is one process only
 * @param sweepSeconds from the put to the last result
 * @param totalSeconds from the start of the program, connecting included
 */
record Summary(
        long seed,
        int trials,
        Optional<TrialResult> best,
        List<TrialResult> results,
        List<Failed> failedTrials,
        Map<String, Integer> tasksPerNode,
        List<Integer> retriedTrials,
        Optional<Kill> killed,
        long dataBytes,
        long bytesSent,
        double sweepSeconds,
        double totalSeconds) {
    record Failed(int trial, String message) {}

    /** What a summary is drawn from, beside the rows. */
    record Run(
            Options options,
            Optional<Kill> killed,
            long dataBytes,
            long bytesSent,
            double sweepSeconds,
            double totalSeconds) {}

    static Summary of(Run run, List<Row> rows) {
        List<TrialResult> results = new ArrayList<>();
        List<Failed> failed = new ArrayList<>();
        for (Row row : rows) {
            switch (row.state()) {
                case State.Done(TrialResult result) -> results.add(result);
                case State.Failed(String message) ->
                    failed.add(new Failed(row.config().trial(), message));
                case State.Submitted() ->
                    throw new IllegalArgumentException(row.config().name() + " has not ended");
            }
        }
        Map<String, Integer> perNode = new TreeMap<>();
        for (TrialResult result : results) perNode.merge(result.node(), 1, Integer::sum);
        return new Summary(
                run.options().seed(),
                rows.size(),
                results.stream().min(TrialResult.BEST_FIRST),
                List.copyOf(results),
                List.copyOf(failed),
                perNode,
                results.stream()
                        .filter(TrialResult::retried)
                        .map(r -> r.config().trial())
                        .toList(),
                run.killed(),
                run.dataBytes(),
                run.bytesSent(),
                run.sweepSeconds(),
                run.totalSeconds());
    }

    boolean allDone() {
        return failedTrials.isEmpty();
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        best.ifPresent(b -> {
            Config c = b.config();
            line(
                    lines,
                    "best",
                    Text.format(
                            "trial %d: learning rate %.5f, width %d, batch %d, momentum %.3f",
                            c.trial(), c.learningRate(), c.width(), c.batch(), c.momentum()));
            line(
                    lines,
                    "accuracy",
                    Text.format(
                            "%.4f on held-out images (%.4f on those it was chosen by)",
                            b.score().heldOut(), b.score().validation()));
        });
        line(lines, "trials", Text.format("%d done, %d failed", results.size(), failedTrials.size()));
        line(
                lines,
                "tasks per node",
                list(tasksPerNode.entrySet().stream()
                        .map(e -> e.getKey() + ": " + e.getValue())
                        .toList()));
        line(lines, "retried", list(retriedTrials.stream().map(this::attempts).toList()));
        killed.ifPresent(
                k -> line(lines, "killed", Text.format("process %d after %d trials", k.pid(), k.afterTrials())));
        line(lines, "bytes moved", Text.format("%,d sent to the nodes (the data set is %,d)", bytesSent, dataBytes));
        line(lines, "time", Text.format("%.1f s in all, %.1f s of it the sweep", totalSeconds, sweepSeconds));
        return lines;
    }

    private String attempts(int trial) {
        int attempt = results.stream()
                .filter(r -> r.config().trial() == trial)
                .findFirst()
                .orElseThrow()
                .attempt();
        return Text.format("trial %d (attempt %d)", trial, attempt);
    }

    private static void line(List<String> lines, String name, String value) {
        lines.add(Text.format("%-15s %s", name, value));
    }

    private static String list(List<String> items) {
        return items.isEmpty() ? "none" : String.join(", ", items);
    }
}
