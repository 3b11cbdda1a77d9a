package io.mobula.bench;

import io.mobula.bench.Samples.Spread;
import io.mobula.cli.text.Console;
import io.mobula.cli.text.Console.Style;
import io.mobula.cli.text.Table;
import io.mobula.cli.text.Table.Column;
import java.util.List;
import java.util.Optional;

/** The rates as a person reads them: first the machine's limits, then each rate beside its own. */
final class RatesTable {
    private static final String NOTHING = "–";

    private final Console console;

    RatesTable(Console console) {
        this.console = console;
    }

    void print(Samples samples, List<Verdict> verdicts) {
        Table limits = new Table(
                Column.text("LIMIT, SAME RUN"), Column.figure("MIN"), Column.figure("MEDIAN"), Column.figure("MAX"));
        for (Measure limit : limits(verdicts)) {
            Optional<Spread> spread = samples.spread(limit);
            limits.row(limit.title(), min(limit, spread), median(limit, spread), max(limit, spread));
        }
        Table rates = new Table(
                Column.text("RATE"),
                Column.figure("MIN"),
                Column.figure("MEDIAN"),
                Column.figure("MAX"),
                Column.figure("× LIMIT"),
                Column.figure("TARGET"),
                Column.text("FLOOR"),
                Column.text(""));
        for (Verdict verdict : verdicts) rates.row(cells(verdict));
        console.line("");
        limits.print(console);
        console.line("");
        rates.print(console);
        console.line("");
        long failed = failed(verdicts);
        console.line(
                failed == 0
                        ? "  " + console.styled(Style.GOOD, "Every rate keeps its floor")
                        : "  "
                                + console.styled(
                                        Style.BAD, failed + " of " + verdicts.size() + " rates miss their floor"));
    }

    /** Each once, in the order of the rates. */
    private static List<Measure> limits(List<Verdict> verdicts) {
        return verdicts.stream()
                .flatMap(verdict -> verdict.floor().relatives().stream())
                .map(Floor.Relative::limit)
                .distinct()
                .toList();
    }

    static long failed(List<Verdict> verdicts) {
        return verdicts.stream()
                .filter(verdict -> verdict.outcome() == Verdict.Outcome.FAILED)
                .count();
    }

    private static String[] cells(Verdict verdict) {
        Measure rate = verdict.floor().rate();
        return new String[] {
            rate.title(),
            min(rate, verdict.spread()),
            median(rate, verdict.spread()),
            max(rate, verdict.spread()),
            verdict.ratio().map(ratio -> Ratio.text(ratio.median())).orElse(NOTHING),
            rate.unit().text(verdict.floor().target()),
            verdict.floor().text(),
            verdict.outcome().text()
        };
    }

    private static String min(Measure of, Optional<Spread> spread) {
        return spread.map(s -> of.unit().text(s.min())).orElse(NOTHING);
    }

    private static String median(Measure of, Optional<Spread> spread) {
        return spread.map(s -> of.unit().text(s.median())).orElse(NOTHING);
    }

    private static String max(Measure of, Optional<Spread> spread) {
        return spread.map(s -> of.unit().text(s.max())).orElse(NOTHING);
    }
}
