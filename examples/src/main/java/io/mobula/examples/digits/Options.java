package io.mobula.examples.digits;

import io.mobula.api.ConnectOptions;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the command line asked for.
 *
 * @param seed fixes the parts of the data, the configurations, and all training
 * @param cluster the folder of the cluster whose nodes are to be killed, one in each stage
 * @param json where to write the summary
 */
record Options(ConnectOptions connect, long seed, Size size, Optional<Path> cluster, After after, Optional<Path> json) {
    static final long DEFAULT_SEED = 7;

    /** How much there is to do. */
    enum Size {
        /** A quarter of a minute on two cores, with every stage's figures. */
        FULL(24, 20),
        /** The same stages with little in them. */
        SMALL(6, 1);

        final int trials;
        /** How often each held-out image is sent. */
        final int rounds;

        Size(int trials, int rounds) {
            this.trials = trials;
            this.rounds = rounds;
        }
    }

    /** What becomes of the deployment at the end. */
    enum After {
        REMOVE,
        KEEP
    }
}
