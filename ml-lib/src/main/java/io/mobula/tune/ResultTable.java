package io.mobula.tune;

import io.mobula.tune.view.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Results as the live view shows them. */
final class ResultTable {
    private ResultTable() {}

    static <C, M> String text(List<Result<C, M>> results) {
        List<String> lines = new ArrayList<>();
        lines.add(Row.HEADER);
        for (Result<C, M> result : results) lines.add(row(result).text());
        return String.join("\n", lines);
    }

    static <C, M> Row row(Result<C, M> result) {
        return new Row(
                result.id(),
                result.status().word(),
                kind(result.status()),
                result.reports().size(),
                result.value(),
                seconds(result.computed()),
                result.attempts(),
                Flat.line(result.config()),
                result.cause());
    }

    private static Row.Kind kind(TrialStatus status) {
        if (status.isFailure()) return Row.Kind.FAILED;
        if (status.hasEnded()) return Row.Kind.ENDED;
        return status == TrialStatus.RUNNING ? Row.Kind.RUNNING : Row.Kind.WAITING;
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
