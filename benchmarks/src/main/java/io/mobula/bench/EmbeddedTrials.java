package io.mobula.bench;

import io.mobula.api.ConnectOptions;
import io.mobula.api.Mobula;

/** A node in the driver's own JVM, and the bare hand-over beside it. */
final class EmbeddedTrials {
    private static final int TASKS = 300_000;

    private EmbeddedTrials() {}

    public static void main(String[] arguments) throws Exception {
        var bare = new HandOver();
        var hops = new HandOver.Hops();
        try (Mobula mobula = Mobula.connect(ConnectOptions.embedded())) {
            Pair.run(
                    Pair.steps(
                            Measure.HAND_OVER,
                            () -> hops.one(TASKS),
                            Measure.EMBEDDED_SYNC,
                            () -> Trial.oneTask(mobula, TASKS)),
                    Pair.bulks(
                            Measure.HAND_OVERS,
                            () -> bare.perSecond(TASKS),
                            Measure.EMBEDDED_ASYNC,
                            () -> Trial.manyTasks(mobula, TASKS)));
        }
    }
}
