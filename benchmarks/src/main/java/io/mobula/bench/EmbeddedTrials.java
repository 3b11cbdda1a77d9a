package io.mobula.bench;

import io.mobula.api.ConnectOptions;
import io.mobula.api.Mobula;

/** A node in the driver's own JVM. */
final class EmbeddedTrials {
    private static final int TASKS = 300_000;

    private EmbeddedTrials() {}

    public static void main(String[] arguments) throws Exception {
        try (Mobula mobula = Mobula.connect(ConnectOptions.embedded())) {
            for (int i = -Trial.WARM_UPS; i < Trial.COUNT; i++) {
                double sync = Trial.perSecond(() -> Trial.oneTask(mobula, TASKS));
                double async = Trial.manyTasks(mobula, TASKS);
                if (i < 0) continue;
                Samples.say(Measure.EMBEDDED_SYNC, sync);
                Samples.say(Measure.EMBEDDED_ASYNC, async);
            }
        }
    }
}
