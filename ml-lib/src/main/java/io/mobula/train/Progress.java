package io.mobula.train;

import io.mobula.train.checkpoint.CheckpointException;
import java.util.List;

/** What a run tells its listener; all of one run, in order. */
public sealed interface Progress {
    /**
     * The loops have been started.
     *
     * @param attempt from 1
     * @param fromStep the step of the checkpoint they go on from; 0 for none
     * @param nodes by rank
     */
    record Started(int attempt, long fromStep, List<String> nodes) implements Progress {}

    /** Every rank has reported this step. */
    record Reported(Report report) implements Progress {}

    /** Its checkpoint is where it belongs. */
    record Committed(long step) implements Progress {}

    /** The checkpoint's folder does not take it. The run goes on, a restart would begin from it, and the next one is tried again; but if this process dies, it goes on from the last one in the folder. */
    record NotSaved(long step, CheckpointException cause) implements Progress {}

    /**
     * An attempt has failed.
     *
     * @param cause {@code rank 1 (node-2) failed: …}
     */
    record AttemptFailed(int attempt, String cause) implements Progress {}

    record Finished(int restarts) implements Progress {}
}
