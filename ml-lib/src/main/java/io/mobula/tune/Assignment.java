package io.mobula.tune;

/**
 * What one task of a trial is to do.
 *
 * @param id the trial's, for people
 * @param run which of the trial's tasks it is, from 1
 */
record Assignment(String id, int trial, int run, int attempt, Kept kept) {
    /** What is behind it, if it goes on from a checkpoint. */
    int iteration() {
        return switch (kept) {
            case Kept.Nothing() -> 0;
            case Kept.State(int iteration, var _) -> iteration;
        };
    }
}
