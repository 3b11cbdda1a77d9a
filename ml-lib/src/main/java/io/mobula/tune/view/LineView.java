package io.mobula.tune.view;

import java.io.PrintStream;
import java.util.HashSet;
import java.util.Set;

/** For pipes and logs: the header once, one line per ended trial, and the counts at the end. */
public final class LineView implements SweepView {
    private final PrintStream out;
    private final Set<String> told = new HashSet<>();

    public LineView(PrintStream out) {
        this.out = out;
    }

    @Override
    public void show(Frame frame) {
        for (Row row : frame.rows()) {
            if (!row.hasEnded() || !told.add(row.trial())) continue;
            if (told.size() == 1) out.println(Row.HEADER);
            out.println(row.text());
        }
    }

    @Override
    public void finish(Frame frame) {
        show(frame);
        out.println(frame.counts());
        frame.bestLine().ifPresent(out::println);
    }
}
