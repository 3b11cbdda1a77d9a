package io.mobula.tune;

import io.mobula.tune.view.LineView;
import io.mobula.tune.view.NoView;
import io.mobula.tune.view.SweepView;

/** What {@link Tuner#fit} writes to standard output. */
public enum Display {
    /** On a terminal a table redrawn in place, else lines. {@code NO_COLOR} is respected. */
    AUTO,
    /** A line per ended trial. */
    LINES,
    /** Nothing. */
    NONE;

    SweepView view() {
        return switch (this) {
            case AUTO -> SweepView.standard();
            case LINES -> new LineView(System.out);
            case NONE -> new NoView();
        };
    }
}
