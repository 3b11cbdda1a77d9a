package io.mobula.bench;

import io.mobula.api.Mobula;
import java.nio.file.Path;

/** A driver of the cluster that the environment names, and the raw socket beside it, in turn. */
final class DriverTrials {
    private static final int TASKS = 100_000;

    private DriverTrials() {}

    public static void main(String[] arguments) throws Exception {
        Path echo = Path.of(arguments[0]);
        try (Mobula mobula = Mobula.connect();
                RawSocket single = RawSocket.dial(echo, RawSocket.FRAME_BYTES);
                RawSocket batches = RawSocket.dial(echo, RawSocket.FRAME_BYTES * RawSocket.BATCH_FRAMES)) {
            for (int i = -Trial.WARM_UPS; i < Trial.COUNT; i++) {
                double roundTrips = Trial.perSecond(single::roundTrip);
                double sync = Trial.perSecond(() -> Trial.oneTask(mobula, TASKS));
                double frames = Trial.perSecond(batches::roundTrip) * RawSocket.BATCH_FRAMES;
                double async = Trial.manyTasks(mobula, TASKS);
                if (i < 0) continue;
                Samples.say(Measure.RAW_ROUND_TRIP, roundTrips);
                Samples.say(Measure.TASKS_SYNC, sync);
                Samples.say(Measure.RAW_BATCHES, frames);
                Samples.say(Measure.TASKS_ASYNC, async);
            }
        }
    }
}
