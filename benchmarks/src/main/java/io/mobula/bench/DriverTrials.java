package io.mobula.bench;

import io.mobula.api.ActorHandle;
import io.mobula.api.Mobula;
import java.nio.file.Path;

/** A driver of the cluster that the environment names, and the raw socket beside it. */
final class DriverTrials {
    private static final int TASKS = 100_000;

    private DriverTrials() {}

    public static void main(String[] arguments) throws Exception {
        Path peer = Path.of(arguments[0]);
        try (Mobula mobula = Mobula.connect();
                RawSocket single = RawSocket.dial(peer, RawSocket.FRAME_BYTES);
                RawSocket batches = RawSocket.dial(peer, RawBatches.BYTES)) {
            ActorHandle<Trial.Adder> actor = mobula.start(Trial.Adder::new);
            Pair.run(
                    Pair.steps(
                            Measure.RAW_ROUND_TRIP,
                            single::roundTrip,
                            Measure.TASKS_SYNC,
                            () -> Trial.oneTask(mobula, TASKS)),
                    Pair.bulks(
                            Measure.RAW_BATCHES,
                            () -> RawBatches.perSecond(batches, TASKS),
                            Measure.TASKS_ASYNC,
                            () -> Trial.manyTasks(mobula, TASKS)),
                    Pair.steps(Measure.CALLS_SYNC, () -> Trial.oneCall(actor, TASKS)),
                    Pair.bulks(Measure.CALLS_ASYNC, () -> Trial.manyCalls(actor, TASKS)));
        }
    }
}
