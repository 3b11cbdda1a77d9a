package io.mobula.cli;

import java.io.PrintWriter;

/** Runs the simulator. */
@FunctionalInterface
public interface SimRunner {
    /** Prints what it finds; 0 when every seed kept every invariant. */
    int run(Request request, PrintWriter out);

    /** @param seeds how many, counted up from {@code firstSeed} */
    record Request(int seeds, long firstSeed) {}
}
