package io.mobula.examples.digits;

import io.mobula.api.ConnectOptions;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the command line asked for.
 *
 * @param kill the process to kill when a third of the trials have ended
 * @param json where to write the summary
 */
record Options(ConnectOptions connect, long seed, int trials, Optional<ProcessHandle> kill, Optional<Path> json) {
    static final long DEFAULT_SEED = 7;
    static final int DEFAULT_TRIALS = 24;

    /** More rows than anyone reads, and far fewer than a cluster can hold. */
    static final int MOST_TRIALS = 1_000;
}
